"""The pages of administrators and leads: offices, memberships, invitations, suspensions, conflicts and handovers."""

from flask import Blueprint

bp = Blueprint("offices", __name__)
