"""The officials' desk for bills: preparing, drafting, announcing, revising."""

from flask import Blueprint

bp = Blueprint("bills_desk", __name__, url_prefix="/desk/bills")
