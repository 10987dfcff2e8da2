"""Every kind of finding, declared once: code, severity, and what people read."""

from __future__ import annotations

from qtdocs.checks.batch_rules import BATCH
from qtdocs.checks.correction_rules import CORRECTIONS
from qtdocs.checks.edition_rules import EDITION
from qtdocs.checks.fairness_rules import FAIRNESS
from qtdocs.checks.field_rules import FIELDS
from qtdocs.checks.file_rules import FILES
from qtdocs.checks.form_rules import FORMS
from qtdocs.checks.inspection_rules import INSPECTIONS
from qtdocs.checks.judging_rules import JUDGING
from qtdocs.checks.notice_rules import NOTICE
from qtdocs.checks.output_rules import OUTPUTS
from qtdocs.checks.paper_rules import PAPERS
from qtdocs.checks.parcel_rules import PARCELS
from qtdocs.checks.registry_rules import REGISTRY
from qtdocs.checks.result_rules import RESULTS
from qtdocs.checks.round_rules import ROUNDS
from qtdocs.checks.seal_rules import SEALS
from qtdocs.checks.standing_rules import STANDING
from qtdocs.model.finding import Rule

FAMILIES: tuple[tuple[Rule, ...], ...] = (
    FILES,
    PARCELS,
    PAPERS,
    FORMS,
    FIELDS,
    SEALS,
    BATCH,
    EDITION,
    NOTICE,
    INSPECTIONS,
    CORRECTIONS,
    STANDING,
    REGISTRY,
    ROUNDS,
    JUDGING,
    FAIRNESS,
    RESULTS,
    OUTPUTS,
)
"""Every family of rules, each in its own module ``<topic>_rules.py``."""
RULES: dict[str, Rule] = {rule.code: rule for family in FAMILIES for rule in family}
"""Every rule by its code."""
