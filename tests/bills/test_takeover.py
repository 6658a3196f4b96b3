"""Taking files over into drafts: identities, what goes and what stays, two languages, refusals."""

from collections.abc import Callable

import pytest

from app.bills import actions, queries
from app.bills.matching import match_articles
from app.bills.models import ArticleText, Bill, Version
from app.bills.outline import Outline
from app.kernel.bilingual import ZH
from tests.bills.redrafts import FIRST, WORDS, open_bill, redraft, rows
from tests.builders import World
from tests.conftest import NOON

Act = Callable[..., None]


@pytest.fixture
def bill(world: World) -> Bill:
    return open_bill(world)


@pytest.fixture
def draft(world: World, bill: Bill) -> Version:
    return actions.start_new_version(world.session, world.people["official"], bill, now=NOON)


def _texts(world: World, version: Version) -> dict[str, ArticleText]:
    world.session.expire_all()
    return {text.number: text for text in queries.list_articles(world.session, version)}


def _take_over(world: World, bill: Bill, draft: Version, outline: Outline, lang: str = ZH, **more: object) -> None:
    texts = queries.list_articles(world.session, draft)
    told = {"ties": match_articles(texts, outline.articles, lang), "now": NOON, "lang": lang} | more
    actions.take_over_outline(world.session, world.people["official"], bill, draft, outline, **told)


REDRAFTS = {
    "unchanged": (FIRST, [(n, n, "") for n in FIRST]),
    "renumbered": (
        {"16": "audit", "17": "training", "18": "lantern", "19": "inspection", "20": "sharing", "21": "fine", "22": "start"},
        [("16", "16", ""), ("17", "17", ""), ("18~2", "18", ""), ("18", "19", ""), ("19", "20", ""), ("20", "21", ""),
         ("21", "22", "")],
    ),
    "number reused": (
        FIRST | {"18": "lantern"},
        [("16", "16", ""), ("17", "17", ""), ("18", "18", "deleted"), ("18~2", "18", ""), ("19", "19", ""), ("20", "20", ""),
         ("21", "21", "")],
    ),
    "split": (
        FIRST | {"18": "entry", "18-1": "secrecy"},
        [(n, n, "") for n in FIRST] + [("18-1", "18-1", "split from 18")],
    ),
    "merged": (
        {n: w for n, w in FIRST.items() if n != "17"} | {"16": f"{WORDS['audit']}\n{WORDS['training']}"},
        [("16", "16", ""), ("17", "17", "merged into 16"), *((n, n, "") for n in ("18", "19", "20", "21"))],
    ),
    "deleted": (
        {n: w for n, w in FIRST.items() if n != "18"},
        [(n, n, "deleted" if n == "18" else "") for n in FIRST],
    ),
    "deleted in the file's own words": (
        FIRST | {"18": ""},
        [(n, n, "deleted" if n == "18" else "") for n in FIRST],
    ),
    "moved and changed": (
        {"16": "inspection", "17": "audit", "18": WORDS["training"].replace("十二", "十八"), "19": "sharing", "20": "fine",
         "21": "start"},
        [("18", "16", ""), ("16", "17", ""), ("17", "18", ""), *((n, n, "") for n in ("19", "20", "21"))],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", REDRAFTS)
def test_identity_is_kept(world: World, bill: Bill, case: str) -> None:
    articles, expected = REDRAFTS[case]
    articles = articles if case != "unchanged" else FIRST | {"21": "本法自公布日施行，施行日期由行政院定之。"}
    assert rows(world, redraft(world, bill, articles)) == expected
