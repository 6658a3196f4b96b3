"""Sharing the work: owners, days, states and filters; several answers at once; earlier drafts."""

import re
from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from app.kernel.bilingual import Bilingual
from app.kernel.verdict import Refused
from app.responses import actions
from app.responses.actions import AnswerWords
from app.responses.models import Answer, Outcome
from app.responses.sharing.actions import Sharing, share_out
from app.responses.sharing.queries import list_tasks
from tests.builders import World
from tests.conftest import NOON
from tests.responses.answers import ADOPTED, NOT_ADOPTED, Answering, answering, second_official, target

DESK = "/desk/bills/closed-bill/response"
TODAY = date(2026, 3, 10)


@pytest.fixture
def work(world: World, client: FlaskClient) -> Answering:
    second_official(world)
    world.sign_in(client, "official")
    return answering(world, NOON)


def share(work: Answering, *codes: str, **what: object) -> None:
    targets = [target(code) for code in codes]
    share_out(work.session, work.person, work.bill, targets, Sharing(**what), now=NOON)  # type: ignore[arg-type]


def refusal(act, *args, **kwargs) -> tuple[str, str | None]:
    with pytest.raises(Refused) as caught:
        act(*args, **kwargs)
    return caught.value.reason.code, caught.value.field


def test_owner_and_day_are_given_left_and_taken_away(work: Answering) -> None:
    share(work, "Q1", "Q2", owner="second-official", due_day=TODAY)
    share(work, "Q1", due_day=TODAY + timedelta(days=1))
    share(work, "Q2", owner="", takes_day_away=True)
    tasks = list_tasks(work.session, work.bill)
    assert [(t.owner.handle if t.owner else None, t.due_day) for _code, t in sorted(tasks.items())] == [
        ("second-official", TODAY + timedelta(days=1)),
        (None, None),
    ]


def test_who_and_until_when_is_judged(work: Answering) -> None:
    assert refusal(share, work) == ("invalid", "targets")
    assert refusal(share, work, "R9", owner="") == ("not_found", None)
    assert refusal(share, work, "Q1", owner="other-agency-official") == ("invalid", "owner")
    assert refusal(share, work, "Q1", due_day=TODAY - timedelta(days=1)) == ("invalid", "due_day")
    work.bill.response_due_day = TODAY + timedelta(days=5)
    share(work, "Q1", due_day=TODAY + timedelta(days=5))
    assert refusal(share, work, "Q1", due_day=TODAY + timedelta(days=6)) == ("invalid", "due_day")
    work.bill.response_due_day = TODAY - timedelta(days=1)
    share(work, "Q1", due_day=TODAY + timedelta(days=730))
    for day in (TODAY + timedelta(days=731), date.max, date.min):
        assert refusal(share, work, "Q1", due_day=day) == ("invalid", "due_day")
    work.by = "moderator"
    assert refusal(share, work, "Q1", owner="")[0] == "not_allowed"


def test_the_list_is_filtered_by_owner_and_state(client: FlaskClient, work: Answering) -> None:
    work.summarise(asks=2)
    work.publish("R1")
    work.save("R2")
    actions.declare_ready(work.session, work.person, work.bill, [target("R2")], now=NOON)
    work.save("Q1")
    share(work, "R2", "Q2", owner="second-official", due_day=TODAY)

    def shown(query: str) -> list[str]:
        page = client.get(f"{DESK}?{query}").text
        return [code for code in ("R1", "R2", "Q1", "Q2") if f'id="choose-{code}"' in page]

    assert shown("") == ["R1", "R2", "Q1", "Q2"]
    assert [shown(f"state={s}") for s in ("released", "ready", "drafted", "open")] == [["R1"], ["R2"], ["Q1"], ["Q2"]]
    assert shown("owner=second-official") == ["R2", "Q2"]
    assert shown("owner=-") == ["R1", "Q1"]
    assert shown("owner=second-official&state=open") == ["Q2"]
    assert shown("state=odd") == ["R1", "R2", "Q1", "Q2"]
    assert "Due today" in client.get(f"{DESK}?state=open&lang=en").text
    assert "Due today" not in client.get(f"{DESK}?state=ready&lang=en").text
    assert "The filter takes none" in client.get(f"{DESK}?owner=nobody-here&lang=en").text


def test_several_points_are_answered_at_once_or_none(work: Answering) -> None:
    work.summarise(asks=2)
    work.publish("Q1")
    several = actions.answer_several, work.session, work.person, work.bill
    both = [target("R1"), target("R2"), target("Q1")]
    written = actions.answer_several(*several[1:], both, ADOPTED, is_ready=True, now=NOON)
    assert [(a.outcome, a.is_addition, a.ready_at) for a in written] == [
        (Outcome.ADOPTED, False, NOON),
        (Outcome.ADOPTED, False, NOON),
        (Outcome.ADOPTED, True, NOON),
    ]
    assert [c.address for c in written[1].changes] == ["1", "2.2.1"]
    before = work.session.scalar(sa.select(sa.func.count()).select_from(Answer))
    assert refusal(*several, [target("Q2"), target("R1")], NOT_ADOPTED, now=NOON)[0] == "conflict"
    assert refusal(*several, [target("statement")], NOT_ADOPTED, now=NOON) == ("invalid", "outcome")
    assert refusal(*several, [], NOT_ADOPTED, now=NOON) == ("invalid", "targets")
    assert work.session.scalar(sa.select(sa.func.count()).select_from(Answer)) == before


def test_the_form_for_several_keeps_its_points_and_words(client: FlaskClient, work: Answering) -> None:
    chosen = client.get(f"{DESK}/several?targets=Q1&targets=Q2&lang=en").text
    assert chosen.count('type="hidden" name="targets"') == 2
    typed = {"targets": ["Q1", "Q2"], "outcome": "clarified", "reason_en": "Too short"}
    refused = client.post(f"{DESK}/several?lang=en", data=typed)
    assert refused.status_code == 422
    assert refused.text.count('type="hidden" name="targets"') == 2
    assert "Too short" in refused.text
    typed["reason_en"] = "Typed reasons that are long enough to count."
    assert client.post(f"{DESK}/several", data=typed).status_code == 303
    assert "Choose points on the list" in client.get(f"{DESK}/several?lang=en").text
    assert client.get(f"{DESK}/several?targets=R7").status_code == 404


def test_work_is_shared_out_on_the_page(client: FlaskClient, work: Answering) -> None:
    assert 'value="second-official"' in client.get(f"{DESK}/sharing?targets=Q1").text
    data = {"targets": ["Q1"], "owner": "second-official", "due_day": "2026-03-12"}
    assert client.post(f"{DESK}/sharing", data=data).headers["Location"] == DESK
    shown = client.get(f"{DESK}?lang=en").text
    assert "second-official answers it" in shown
    assert "12 March 2026</time>" in shown
    refused = client.post(f"{DESK}/sharing?lang=en", data=data | {"due_day": "2026-03-01"})
    assert (refused.status_code, "Choose today or a later day." in refused.text) == (422, True)
    work.bill.response_due_day = date(2026, 3, 9)
    work.session.flush()
    far = client.post(f"{DESK}/sharing?lang=en", data=data | {"due_day": "9999-12-31"})
    assert (far.status_code, "That is more than two years ahead." in far.text) == (422, True)
    assert 'value="9999-12-31"' in far.text
    assert re.search(r"<option selected value=\"second-official\"", far.text)
    assert "這距今超過兩年。" in client.post(f"{DESK}/sharing?lang=zh-TW", data=data | {"due_day": "9999-12-31"}).text
    client.post(f"{DESK}/sharing", data={"targets": ["Q1"], "owner": "-", "no_day": "1"})
    assert "second-official answers it" not in client.get(f"{DESK}?lang=en").text


def test_earlier_drafts_can_be_read_with_who_changed_what(client: FlaskClient, work: Answering) -> None:
    said = "The reasons of the agency, as they were."
    work.save("Q1", AnswerWords(outcome=Outcome.CLARIFIED, reason=Bilingual("", said)))
    work.by = "second_official"
    later = said.replace("were", "<are>")
    work.save("Q1", AnswerWords(outcome=Outcome.NOT_ADOPTED, reason=Bilingual("", later)), revision=1)
    actions.declare_ready(work.session, work.person, work.bill, [target("Q1")], now=NOON)
    actions.discard_answer(work.session, work.person, work.bill, target("Q1"), revision=2, now=NOON)
    page = client.get(f"{DESK}/Q1/history?lang=en").text
    order = ["second-official threw it away", "second-official declared it ready", "second-official wrote it"]
    places = [page.index(words) for words in [*order, "official wrote it</h2>", said]]
    assert places == sorted(places)
    assert "&lt;are&gt;" in page
    assert "<del>" in page
    assert client.get("/desk/bills/closed-bill/response/Q2/history").status_code == 200
    for public in ("/bills/closed-bill/response", "/bills/closed-bill"):
        assert said not in client.get(f"{public}?lang=en").text
