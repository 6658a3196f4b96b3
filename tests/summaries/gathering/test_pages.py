"""The left pane: choosing all, citing an argument at once, going on in the same list, what it costs."""

import re

import pytest
from flask.testing import FlaskClient

from app.search.keeping import put_comments
from app.summaries.models import Citation
from app.summaries.queries import get_draft
from tests.conftest import Statements
from tests.discussion.talk import hide
from tests.summaries.gathering.talk import DESK, Gathered
from tests.summaries.test_desk import fresh

ODD = """
position=x kind=1 endorsed=-1 endorsed=99999999999 size=7 sort=x draw=0 draw=999999999 like=R99 like=1-2-999999999999999999 like=- like='
sort=sample&after=MQ after=%F0%9F%92%A9 sort=newest&after=OTk5OTk5OTk5OTk5OTk5OTk5 language=%00 q=%00 suggest=%00 part=I9&place=1&place=2
"""


@pytest.fixture(autouse=True)
def signed_in(client: FlaskClient, work: Gathered) -> None:
    work.world.sign_in(client, "moderator")


def boxes(page: str) -> dict[str, bool]:
    """The boxes of the list and whether each is ticked."""
    found = re.findall(r'<input type="checkbox" name="comments" value="(\w+)"[^>]*?( checked)?>', page)
    return {mark: bool(ticked) for mark, ticked in found}


def test_all_on_a_page_are_ticked_by_a_link(client: FlaskClient, work: Gathered) -> None:
    work.issue(work.open())
    for n in range(27):
        work.tell(f"Number {n}.")
    page = client.get(DESK + "?lang=en").text
    assert not any(boxes(page).values())
    link = re.search(r'href="([^"#]*all=1)#open-title"', page)
    assert link
    ticked = boxes(client.get(link[1].replace("&amp;", "&")).text)
    assert len(ticked) == 25
    assert all(ticked.values())
    assert len(boxes(client.get(DESK + "?size=100").text)) == 27


def test_an_argument_is_cited_with_all_its_comments_and_the_list_goes_on(client: FlaskClient, work: Gathered) -> None:
    draft = work.open()
    work.ask(draft, issue=work.issue(draft))
    said, other = work.campaign(), work.tell("Somebody's own words.", place="2")
    mark = next(mark for mark in boxes(client.get(DESK).text) if mark.startswith("a"))
    data = {"part": "R1", "comments": [mark, str(other.id)], "key": "once"}
    for _n in range(2):
        answer = client.post(DESK + "/citations?place=2&size=100&all=1", data=data)
        assert answer.headers["Location"] == DESK + "?place=2&size=100&part=R1#open-title"
    cited = fresh(work, Citation)
    assert sorted(c.comment_id for c in cited) == sorted(c.id for c in [*said, other])
    shown = client.get(answer.headers["Location"] + "&lang=en").text
    assert '<option selected value="R1">' in shown


def test_two_moderators_on_one_argument(client: FlaskClient, work: Gathered) -> None:
    draft = work.open()
    issue = work.issue(draft)
    said = work.campaign()
    mark = next(iter(boxes(client.get(DESK).text)))
    work.issue(get_draft(work.session, work.bill), *said)
    refused = client.post(DESK + "/citations?lang=en", data={"part": f"I{issue.ordinal}", "comments": [mark]})
    assert refused.status_code == 409
    assert "cited meanwhile" in refused.text
    for odd in ("a999999999999999999", "a0", "a", "x1", "1" * 30):
        answer = client.post(DESK + "/citations", data={"part": "I1", "comments": [odd]})
        assert answer.status_code in (409, 422), odd
    assert len(fresh(work, Citation)) == 3


def test_what_is_shown_again_keeps_what_was_ticked(client: FlaskClient, work: Gathered) -> None:
    work.issue(work.open())
    said, other = work.tell("Ticked."), work.tell("Not ticked.")
    shown = client.post(DESK + "/citations?lang=en&sort=newest", data={"part": "I9", "comments": [str(said.id)]})
    assert shown.status_code == 422
    assert boxes(shown.text) == {str(said.id): True, str(other.id): False}
    assert f'href="{DESK}/citations' not in shown.text


def test_words_are_searched_in_what_is_not_covered(client: FlaskClient, work: Gathered) -> None:
    draft = work.open()
    found, covered, hidden = (work.tell(f"夜間檢查的第 {n} 則意見。") for n in range(3))
    other = work.tell("Something else.")
    work.issue(draft, covered)
    put_comments(work.session, work.bill)
    hide(work.world, hidden)
    assert list(boxes(client.get(DESK + "?q=夜間檢查").text)) == [str(found.id)]
    assert list(boxes(client.get(DESK + "?q=else").text)) == [str(other.id)]
    for nothing in ("?q=zzzz", "?q=%25%22*", "?place=Q9", "?position=ask&kind=replies"):
        page = client.get(DESK + nothing + "&lang=en")
        assert (page.status_code, boxes(page.text)) == (200, {}), nothing
        assert "Nothing is left here" in page.text


def test_odd_addresses_are_answered(client: FlaskClient, work: Gathered) -> None:
    work.issue(work.open())
    work.tell("A word.")
    for odd in ODD.split():
        assert client.get(f"{DESK}?{odd}").status_code == 200, odd


@pytest.mark.parametrize("comments", [3, 60])
def test_no_view_of_the_list_takes_more_than_ten_statements(
    client: FlaskClient, work: Gathered, statements: Statements, comments: int
) -> None:
    draft = work.open()
    said = [work.tell(f"Comment number {n} on the same matter.") for n in range(comments)]
    work.ask(draft, *said[: comments // 3], issue=work.issue(draft, said[0]))
    work.campaign()
    views = ("", "?size=100&all=1", "?sort=sample", "?q=matter&suggest=1&sort=endorsed", "?like=R1&suggest=1&q=matter")
    for view in views:
        with statements as seen:
            assert client.get(DESK + view).status_code == 200
        assert len(seen) <= 10, view
