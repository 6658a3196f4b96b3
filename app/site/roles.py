"""The grants table in words, for the page that shows it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.accounts.access import Permission
from app.accounts.models import Role
from app.kernel.i18n import lazy_gettext as _l

ROLES: dict[Role, tuple[Any, Any]] = {
    Role.CITIZEN: (_l("Citizen"), _l("Registers with a handle and an e-mail address, and confirms it.")),
    Role.MODERATOR: (
        _l("Moderator"),
        _l("Is appointed to a subgroup; acts only on the bills assigned to it, and never on those of an own agency."),
    ),
    Role.LEAD: (_l("Subgroup lead"), _l("Is appointed to lead a subgroup; acts only on the bills assigned to it.")),
    Role.OFFICIAL: (_l("Official"), _l("Belongs to an agency; acts only on the bills of that agency.")),
    Role.ADMINISTRATOR: (
        _l("Administrator"),
        _l("Is appointed by whoever runs the platform; looks after agencies, subgroups and memberships."),
    ),
}

PERMISSIONS: dict[Permission, Any] = {
    Permission.COMMENT: _l("Comment, reply, edit and withdraw one's own comments"),
    Permission.ENDORSE: _l("Endorse comments of others"),
    Permission.REPORT: _l("Report a comment to the moderators"),
    Permission.APPEAL: _l("Appeal the hiding of an own comment"),
    Permission.MODERATE: _l("Work the reports; hide and restore comments with a ground and a reason"),
    Permission.SUMMARISE: _l("Write and publish the summary and its recommendations"),
    Permission.PREPARE_BILL: _l("Prepare a bill and its versions, announce it, publish revised texts"),
    Permission.ANSWER: _l("Answer recommendations and key questions"),
    Permission.APPOINT: _l(
        "Appoint and end moderators, record conflicts of interest, hand bills over (a lead: those of the own subgroup)"
    ),
    Permission.ADMINISTER: _l(
        "Create agencies and subgroups, assign bills, give and end every role, suspend and reinstate accounts"
    ),
}

Grants = Mapping[Role, frozenset[Permission]]


@dataclass(frozen=True, slots=True)
class RoleColumn:
    """A role's name and how somebody comes by it."""

    name: Any
    by: Any

    @property
    def pair(self) -> tuple[Any, Any]:
        """Name and way, as a summary list takes them."""
        return (self.name, self.by)


@dataclass(frozen=True, slots=True)
class PermissionRow:
    """A permission's name and, for each role in order, whether the role has it."""

    name: Any
    granted: list[bool]


def role_columns(grants: Grants) -> list[RoleColumn]:
    """Name the roles in the order of the table."""
    return [RoleColumn(*ROLES[role]) for role in grants]


def permission_rows(grants: Grants) -> list[PermissionRow]:
    """Tell for each permission which roles have it; what citizens have, everybody with an account has."""
    everybody = grants[Role.CITIZEN]
    return [
        PermissionRow(PERMISSIONS[p], [p in granted or p in everybody for granted in grants.values()])
        for p in Permission
    ]
