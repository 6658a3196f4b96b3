"""Odd parameters never make a fault: every answer of the API is a document or one of the contract's errors."""

from urllib.parse import quote

from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.kernel.verdict import STATUS
from tests.opendata.debate import Debate

NAMES = st.sampled_from(
    ["limit", "cursor", "status", "agency", "topic", "q", "sort", "article", "question", "position", "from", "to", "x"]
)
ODD = st.one_of(
    st.text(max_size=40),
    st.integers().map(str),
    st.sampled_from(["\0", "-1", "9" * 400, "18.2.3.4.5", "１８", "current", "NaN", "1e3", "MTAwMDA", "MS4uLg", "LjE"]),
)
PATHS = st.sampled_from(
    ["/bills", "/bills/closed-bill", "/bills/closed-bill/comments", "/bills/closed-bill/compare",
     "/bills/closed-bill/summary", "/bills/closed-bill/response", "/bills/closed-bill/versions/1"]
)  # fmt: skip


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(path=PATHS, query=st.lists(st.tuples(NAMES, ODD), max_size=3))
def test_no_odd_parameter_makes_a_fault(
    client: FlaskClient, debate: Debate, path: str, query: list[tuple[str, str]]
) -> None:
    asked = "&".join(f"{name}={quote(value, errors='replace')}" for name, value in query)
    answer = client.get(f"/api/v1{path}?{asked}")
    assert answer.status_code in (200, 404, 422), answer.text
    if answer.status_code != 200:
        assert answer.json["error"]["code"] in STATUS
