"""What one invented team writes into its form."""

from __future__ import annotations

from dataclasses import dataclass

Values = dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Team:
    """One invented team with what it writes into the Zhejiang application."""

    nominator: str
    number: str
    organisation: str
    team: str
    title: str
    industry: str
    ownership: str
    address: str
    department: str
    department_contact: str
    department_phone: str
    headcount: str
    contact: str
    phone: str
    rates: tuple[str, str, str, str, str]
    """Completion, assessment, nonconformity, first pass, improvement."""
    training: str
    cost: str
    date: str
    profile: str

    def application(self) -> Values:
        """What stands in each field of the Zhejiang application."""
        completion, assessment, nonconformity, first_pass, improvement = self.rates
        return {
            "nomination_no": self.number,
            "nominator_name": self.nominator,
            "organisation_name": self.organisation,
            "industry": self.industry,
            "ownership": self.ownership,
            "address": self.address,
            "department": self.department,
            "department_contact": self.department_contact,
            "department_phone": self.department_phone,
            "team_name": self.team,
            "experience_title": self.title,
            "headcount": self.headcount,
            "contact": self.contact,
            "contact_phone": self.phone,
            "completion_rate": completion,
            "assessment_pass_rate": assessment,
            "nonconformity_rate": nonconformity,
            "accidents": "0",
            "complaints": "0",
            "first_pass_rate": first_pass,
            "training_people": self.training,
            "improvement_rate": improvement,
            "quality_cost": self.cost,
            "profile": self.profile,
            "form_date": self.date,
        }
