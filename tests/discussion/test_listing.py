"""What the page of a discussion lists: its form, the tags of its filters, folded replies, where "show more" leads."""

from flask.testing import FlaskClient

from app.discussion.models import Position
from app.discussion.windows import WINDOW
from tests.builders import World
from tests.discussion.pages import complaints, read_page
from tests.discussion.talk import plant, post

HERE = "/bills/open-bill/discussion"


def test_the_form_remembers_and_each_tag_takes_one_filter_off(client: FlaskClient, world: World) -> None:
    post(world, place="2", position=Position.ASK)
    page = client.get(f"{HERE}?lang=en&sort=oldest&article=2&position=ask&unanswered=1").text
    assert complaints(page) == []
    assert '<option value="oldest" selected>' in page
    assert 'name="unanswered" value="1" checked' in page
    assert 'name="official" value="1">' in page
    links = set(read_page(page).links)
    asked = {"lang=en", "sort=oldest", "article=2", "position=ask", "unanswered=1"}
    for gone in ("article=2", "position=ask", "unanswered=1"):
        left = [
            link
            for link in links
            if link.startswith(f"{HERE}?") and set(link.partition("?")[2].split("&")) == asked - {gone}
        ]
        assert left, gone


def test_long_threads_fold_and_show_more_goes_on_where_they_end(client: FlaskClient, world: World) -> None:
    ids = plant(world, [None, *[0] * (WINDOW + 3)], place="2")
    for sort in ("article", "discussed"):
        page = client.get(f"{HERE}?lang=en&sort={sort}").text
        assert complaints(page) == []
        assert page.count('<details class="replies" open>') == 1
        assert f"({len(ids) - 1})</summary>" in page
    more = next(link for link in read_page(page).links if link.startswith(f"/comments/{ids[0]}?cursor="))
    shown = client.get(more.replace("&amp;", "&").partition("#")[0]).text
    assert [n for n in ids if f'id="comment-{n}"' in shown] == [ids[0], *ids[WINDOW + 1 :]]


def test_what_was_said_in_office_stands_alone_with_what_it_answers(client: FlaskClient, world: World) -> None:
    root = post(world, "A question.", place="2")
    answer = post(world, "The answer.", by="official", parent=root)
    other = post(world, "Nobody answers.", place="1")
    page = client.get(f"{HERE}?lang=en&official=1").text
    assert f'<article class="comment depth-0" id="comment-{answer.id}"' in page
    assert f'<a href="/comments/{root.id}">citizen</a>' in page
    assert "A question." not in page
    page = client.get(f"{HERE}?lang=en&unanswered=1").text
    assert ("Nobody answers." in page, "A question." in page) == (True, False)
    for sort in ("oldest", "endorsed", "discussed"):
        items = client.get(f"/api/v1/bills/open-bill/comments?sort={sort}&unanswered=1").json["items"]
        assert [item["id"] for item in items] == [other.id]
    items = client.get("/api/v1/bills/open-bill/comments?sort=newest&official=1").json["items"]
    assert [item["id"] for item in items] == [answer.id]
    assert client.get("/api/v1/bills/open-bill/comments?unanswered=2").status_code == 422


def test_odd_values_count_as_none(client: FlaskClient, world: World) -> None:
    post(world, place="2")
    for asked in (
        "official=x&unanswered=0",
        "sort=best",
        "official=1&unanswered=1",
        "article=zz&question=999999999",
        "sort=endorsed&cursor=x",
    ):
        answer = client.get(f"{HERE}?{asked}")
        assert answer.status_code in (200, 422), asked
    assert client.get(f"{HERE}?official=0&unanswered=2").status_code == 200
