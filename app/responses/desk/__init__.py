"""The officials' desk for one response: what is asked, an answer to each, and releasing them by two."""

from flask import Blueprint

bp = Blueprint("responses_desk", __name__, url_prefix="/desk/bills/<slug:slug>/response")
