"""Who is honoured, how the names are to be printed, and the certificates that were issued."""

from __future__ import annotations

from dataclasses import dataclass

CONFIRMED, CORRECTED, SILENT, WAIVED = "已确认", "更正", "未回复", "放行"
"""What is known of the names of one team: confirmed as they stand, to be corrected, nothing, waived by somebody."""
ISSUED, REISSUED, REVOKED, REPLACED = "发放", "补发", "撤销", "换号"
"""What became of a certificate's number; the last word on it holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Honour:
    """One team that is honoured, with everything that is printed of it."""

    entry: str
    """The entry's number."""
    organisation: str
    """Its organisation, as it is printed."""
    team: str
    """Its team, as it is printed, without quotes."""
    leader: str = ""
    """Its leader, where the programme prints that."""
    nominator: str = ""
    """Who put it forward."""
    tier: str = ""
    """Its tier; empty where there are none."""
    names: str = SILENT
    """已确认, 更正 (not yet taken over), 未回复 or 放行."""

    @property
    def printed(self) -> tuple[str, str, str]:
        """Organisation, team and leader."""
        return self.organisation, self.team, self.leader

    @property
    def may_be_final(self) -> bool:
        """Whether a final paper may bear its names."""
        return self.names in (CONFIRMED, WAIVED)


@dataclass(frozen=True, slots=True, kw_only=True)
class NameReply:
    """What somebody said of the names of one team (``ActKind.NAMES``, key entry)."""

    said: str
    """已确认, 更正 or 放行."""
    organisation: str
    """The organisation as it was asked about; the word holds as long as the ledger says the same."""
    team: str
    """The team as it was asked about."""
    leader: str = ""
    """The leader as it was asked about."""
    new_organisation: str = ""
    """What it should be, where it is to be corrected; empty where it stays."""
    new_team: str = ""
    """The same of the team."""
    new_leader: str = ""
    """The same of the leader."""
    proof: str = ""
    """What proves a changed name: 更名证明, 营业执照 …"""
    proof_sha256: str = ""
    """Hex digest of the proof's bytes among the originals; empty where it is on paper or there is none."""
    file: str = ""
    """The way to the reply as people name it; empty where somebody wrote it down."""
    sha256: str = ""
    """Hex digest of the reply's bytes; empty likewise."""
    because: str = ""
    """Why it is waived; remark."""

    @property
    def asked(self) -> tuple[str, str, str]:
        """The names it was said of."""
        return self.organisation, self.team, self.leader

    @property
    def wanted(self) -> tuple[str, str, str]:
        """The names as they should be."""
        return (
            self.new_organisation or self.organisation, self.new_team or self.team, self.new_leader or self.leader,
        )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """One certificate or plaque as it was issued (``ActKind.CERTIFICATE``, key number): nothing of it changes later."""

    number: str
    """Its number, as printed."""
    entry: str
    """The entry's number."""
    organisation: str
    """As printed."""
    team: str
    """As printed."""
    leader: str = ""
    """As printed; empty where it is not."""
    tier: str = ""
    """As printed; empty where there are none."""
    title: str = ""
    """The award's title, as printed."""
    year: str = ""
    """The year, as printed."""
    issued_on: str = ""
    """The day on it, ISO 8601."""
    code: str = ""
    """防伪校验码; empty where no key was there."""
    state: str = ISSUED
    """发放, 补发, 撤销 or 换号."""
    copies: int = 1
    """How many times it was printed: 2 for the first 补发."""
    replaced_by: str = ""
    """The number that came in its place; empty where none did."""
    because: str = ""
    """Why it was issued again, revoked or renumbered; for 撤销 with the decision."""
