"""The pages of leads and administrators by addresses that show them, the forms that can fail, and what brings them about."""

from collections.abc import Callable, Mapping

from flask.testing import FlaskClient

LEAD, ADMINISTRATOR, OBJECTOR = "lead-01", "admin", "citizen-06"

PAGES: dict[str | None, tuple[str, ...]] = {
    LEAD: (
        "/desk",
        "/desk/subgroups/cybersecurity-law",
        "/desk/subgroups/cybersecurity-law/conflicts/new",
        "/desk/conflicts",
        "/desk/conflicts/{conflict}/retraction",
        "/desk/invitations/new?office=moderator@cybersecurity-law",
        "/desk/invitations/{invitation}/revocation",
        "/desk/memberships/{membership}/ending",
        "/desk/bills/csma-information-sharing/handover",
        "/desk/handovers/{handover}",
    ),
    ADMINISTRATOR: (
        "/desk",
        "/desk/offices",
        "/desk/offices/agencies/new",
        "/desk/offices/agencies/moda",
        "/desk/offices/subgroups/new",
        "/desk/offices/subgroups/cybersecurity-law",
        "/desk/offices/people?handle=nobody-here",
        "/desk/offices/people/{person}",
        "/desk/offices/people/{person}/suspension",
        "/desk/offices/people/{suspended}",
        "/desk/offices/people/{suspended}/reinstatement",
        "/desk/offices/people/{suspended}/objection",
        "/desk/memberships/new",
        "/invitations/none",
    ),
}

FORMS: dict[str | None, tuple[str, ...]] = {
    LEAD: (
        "/desk/conflicts",
        "/desk/memberships/{membership}/ending",
        "/desk/bills/csma-information-sharing/handover",
    ),
    ADMINISTRATOR: (
        "/desk/offices/agencies/new",
        "/desk/memberships/new",
        "/desk/invitations/new",
        "/desk/offices/people/{person}/suspension",
    ),
}

IDS = {
    "conflict": "SELECT min(id) FROM conflict",
    "invitation": "SELECT max(id) FROM invitation",
    "handover": "SELECT max(id) FROM handover",
    "membership": "SELECT membership.id FROM membership JOIN person ON person.id = person_id WHERE handle = 'moderator-02'",
    "person": "SELECT public_id FROM person WHERE handle = 'moderator-02'",
    "suspended": "SELECT public_id FROM person WHERE handle = 'citizen-06'",
}


def prepare(people: Mapping[str, FlaskClient], stranger: FlaskClient, post: Callable[..., str]) -> None:
    """Have a bill offered, somebody invited, and an account suspended whose owner objects."""
    lead, administrator = people[LEAD], people[ADMINISTRATOR]
    reason = "It is about services of platforms, not about security."
    post(lead, "/desk/bills/training-duties/handover", to="digital-services", reason=reason)
    post(lead, "/desk/invitations/new", to="new@example.test", office="moderator@cybersecurity-law", language="en")
    here = administrator.get(f"/desk/offices/people?handle={OBJECTOR}").location
    reason = "It is the same person as another account, by their own words."
    post(administrator, f"{here}/suspension", ground="evasion", reason=reason)
    objection = "I am nobody else, and I never said so."
    post(stranger, "/account/objection", name=OBJECTOR, password="gongyi-demo", objection=objection)
