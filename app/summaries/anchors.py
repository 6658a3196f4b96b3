"""Where the parts of a summary stand on its pages."""

from flask import Flask


def issue_anchor(ordinal: int | str) -> str:
    """The fragment of an address at which an issue stands."""
    return f"issue-{ordinal}"


def anchor_of(code: str) -> str:
    """The fragment of an address at which a part stands, by its code: issue-1 for I1; R1 is its own."""
    return issue_anchor(code[1:]) if code.startswith("I") else code


def init_app(app: Flask) -> None:
    """Give it to templates: `I1|part_anchor`."""
    app.jinja_env.filters["part_anchor"] = anchor_of
