"""The scenarios: one bill each, told as dated steps."""

from seeds.scenarios import (
    audit_plan,
    audit_remedies,
    csma_inspection,
    digital_intermediary,
    embargoed_draft,
    harmful_products,
    information_sharing,
    training_duties,
)

SCENARIOS = (
    csma_inspection,
    information_sharing,
    harmful_products,
    audit_remedies,
    audit_plan,
    digital_intermediary,
    training_duties,
    embargoed_draft,
)
