"""What an answer answers: a recommendation (R1), a key question (Q1), or the discussion as a whole (statement)."""

import re
from dataclasses import dataclass

STATEMENT = "statement"
_WRITTEN = re.compile(r"(?P<kind>[RQ])(?P<ordinal>[1-9][0-9]{0,3})")


@dataclass(frozen=True, slots=True, order=True)
class Target:
    """One thing that can be answered; neither ordinal means the statement on the whole."""

    recommendation: int | None = None
    question: int | None = None

    @property
    def code(self) -> str:
        """Its name in addresses and in the record: R1, Q1 or statement."""
        if self.recommendation is not None:
            return f"R{self.recommendation}"
        return f"Q{self.question}" if self.question is not None else STATEMENT

    @property
    def is_statement(self) -> bool:
        """Whether this is the statement on the whole, which has no outcome."""
        return self.recommendation is None and self.question is None


def parse_target(code: str) -> Target | None:
    """Read a target's name; None where it is not one."""
    if code == STATEMENT:
        return Target()
    match = _WRITTEN.fullmatch(code)
    if match is None:
        return None
    ordinal = int(match["ordinal"])
    return Target(recommendation=ordinal) if match["kind"] == "R" else Target(question=ordinal)
