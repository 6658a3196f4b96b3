"""Refusals: several faults of one input are one refusal; anything else is refused at once."""

import pytest

from app.kernel.verdict import Faults, Refused, conflict, invalid


def test_faults_are_gathered_and_other_refusals_go_on() -> None:
    faults = Faults()
    faults.require_none()
    for name in ("first", "second"):
        with faults:
            raise invalid(f"The {name} is missing.", name)
    with pytest.raises(Refused) as gathered:
        faults.require_none()
    assert [gathered.value.field, *(other.field for other in gathered.value.others)] == ["first", "second"]
    with pytest.raises(Refused, match="conflict"), faults:
        raise conflict("Somebody else was quicker.")
