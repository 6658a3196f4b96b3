"""The names of this room's codes, as pages show them."""

from app.bills.models import BillKind, ShortGround, Stage, Status
from app.kernel.i18n import lazy_gettext as _l

KINDS = {
    BillKind.AMENDMENT: _l("Amendment of an act in force"),
    BillKind.NEW_ACT: _l("New act"),
}

SHORT_GROUNDS = {
    ShortGround.URGENT: _l("Urgent: danger in delay"),
    ShortGround.TREATY: _l("A treaty sets the date"),
    ShortGround.TECHNICAL: _l("Purely technical change"),
    ShortGround.UNRELATED_TO_TRADE: _l("Unrelated to trade, investment or intellectual property"),
}

STAGES = {
    Stage.NOTICE: _l("Notice"),
    Stage.RESPONSE: _l("Consolidated response"),
    Stage.EY_REVIEW: _l("Review by the Executive Yuan"),
    Stage.EY_APPROVED: _l("Approved by the Executive Yuan"),
    Stage.SENT_TO_LY: _l("Sent to the Legislative Yuan"),
    Stage.PROCEDURE_COMMITTEE: _l("Procedure Committee"),
    Stage.FIRST_READING: _l("First reading"),
    Stage.COMMITTEE: _l("Committee review"),
    Stage.PUBLIC_HEARING: _l("Public hearing"),
    Stage.DIRECT_SECOND_READING: _l("Direct to second reading"),
    Stage.CROSS_PARTY: _l("Cross-party negotiation"),
    Stage.SECOND_READING: _l("Second reading"),
    Stage.THIRD_READING: _l("Third reading"),
    Stage.SIDE_RESOLUTION: _l("Side resolution"),
    Stage.PROMULGATED: _l("Promulgated"),
    Stage.IN_FORCE: _l("In force"),
    Stage.SUBORDINATE_REGULATIONS: _l("Subordinate regulations"),
    Stage.WITHDRAWN: _l("Withdrawn"),
    Stage.LAPSED: _l("Lapsed at the end of the term"),
}

STATUSES = {
    Status.ANNOUNCED: _l("Announced"),
    Status.OPEN: _l("Open"),
    Status.CLOSED: _l("Closed"),
    Status.ANSWERED: _l("Answered"),
    Status.WITHDRAWN: _l("Withdrawn"),
}

TOPICS = {
    "cybersecurity": _l("Cybersecurity"),
    "critical-infrastructure": _l("Critical infrastructure"),
    "inspection": _l("Inspection and audit"),
    "due-process": _l("Due process"),
    "information-sharing": _l("Information sharing"),
    "supply-chain": _l("Supply chain"),
    "digital-services": _l("Digital services"),
    "government": _l("Government"),
    "training": _l("Training"),
    "privacy": _l("Privacy"),
    "economy": _l("Economy and trade"),
    "environment": _l("Environment"),
    "health": _l("Health"),
    "labour": _l("Labour"),
    "transport": _l("Transport"),
}


def topic_name(topic: str) -> object:
    """The name of a topic, or its slug where it has none."""
    return TOPICS.get(topic, topic)
