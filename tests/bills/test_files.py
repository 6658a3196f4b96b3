"""The files of published versions: to whom, under which name, made once, kept, and made again when something changed."""

from datetime import timedelta
from io import BytesIO
from urllib.parse import unquote

import pytest
import sqlalchemy as sa
from docx import Document
from flask.testing import FlaskClient
from limits import parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter
from sqlalchemy.orm import Session

from app.accounts import throttles
from app.bills import actions, files, queries
from app.bills.exporting.akomantoso import read_akomantoso
from app.bills.exporting.markdown import read_markdown
from app.bills.importing import read_docx
from app.bills.models import Bill, VersionFile
from app.bills.outline import outline_of
from app.discussion.models import Position
from app.kernel.bilingual import EN, ZH, Bilingual
from app.kernel.verdict import Reason, Refused
from app.kernel.web.limits import limiter
from tests.bills.pressing import BASE, SUFFIXES, Press, kept
from tests.builders import World, add_article
from tests.conftest import NOON, Clock, Statements
from tests.discussion.talk import hide, post

READERS = {"docx": read_docx, "md": lambda content: read_markdown(content.decode()), "xml": read_akomantoso}


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_file_has_its_type_and_a_name_that_people_can_read(
    suffix: str, client: FlaskClient, world: World, press: Press
) -> None:
    response = client.get(f"{BASE}.{suffix}?lang=zh-TW")
    assert response.status_code == 200
    assert response.headers["Content-Type"] == files.MEDIA[files.Kind(suffix)]
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Language"] == ZH
    plain, _, said = response.headers["Content-Disposition"].partition("; filename*=UTF-8''")
    assert plain == f'attachment; filename="open-bill-v1.{suffix}"'
    assert unquote(said) == f"open-bill 草案（第 1 版）.{suffix}"


@pytest.mark.parametrize("suffix", sorted(READERS))
@pytest.mark.parametrize("lang", ["zh-TW", "en"])
def test_what_is_handed_out_reads_back_as_the_version(
    suffix: str, lang: str, client: FlaskClient, world: World, session: Session
) -> None:
    texts = queries.list_articles(session, queries.get_version(session, world.bills["open"], 1))
    for text in texts:
        text.current_text = Bilingual("現行條文。", "Current.")
    session.flush()
    content = client.get(f"{BASE}.{suffix}?lang={lang}").data
    assert READERS[suffix](content).articles == outline_of(texts, lang).articles


@pytest.mark.parametrize("persona", [None, "citizen", "official", "other_agency_official", "administrator"])
@pytest.mark.parametrize(
    "path", ["unpublished-bill/versions/1", "open-bill/versions/2", "open-bill/versions/3", "no-bill/versions/1"]
)
def test_drafts_and_what_is_embargoed_are_not_found(
    path: str, persona: str | None, client: FlaskClient, world: World, press: Press
) -> None:
    actions.start_new_version(world.session, world.people["official"], world.bills["open"], now=NOON)
    world.sign_in(client, persona)
    assert {client.get(f"/bills/{path}.{suffix}").status_code for suffix in SUFFIXES} == {404}
    assert press.made == []


@pytest.mark.parametrize(("suffix", "most"), [("docx", 6), ("pdf", 6), ("md", 4), ("xml", 4)])
def test_statements_do_not_grow_with_articles(
    suffix: str, most: int, client: FlaskClient, world: World, session: Session, statements: Statements, press: Press
) -> None:
    bill = world.bills["open"]
    version = queries.get_version(session, bill, 1)
    for number in range(4, 60):
        add_article(session, bill, version, number)
    session.flush()
    with statements:
        assert client.get(f"{BASE}.{suffix}").status_code == 200
    assert len(statements) <= most, statements.seen
    with statements:
        assert client.get(f"{BASE}.{suffix}?comments=1").status_code == 200
    assert len(statements) <= most + (suffix in ("docx", "pdf")), statements.seen


def test_a_pdf_is_made_once_and_kept(real: FlaskClient, press: Press) -> None:
    first, again = real.get(f"{BASE}.pdf"), real.get(f"{BASE}.pdf")
    assert (first.data, again.data, len(press.made)) == (b"%PDF-1.7 1", b"%PDF-1.7 1", 1)
    ((kind, lang, made_at, basis),) = kept(real)
    assert (kind, lang, made_at) == ("pdf", ZH, NOON)
    assert first.headers["ETag"] == f'"{basis}"'
    real.get(f"{BASE}.pdf?lang=en")
    assert [about.lang for _outline, about, _counted in press.made] == [ZH, EN]


def test_who_has_it_already_is_told_so_and_nothing_is_made(
    client: FlaskClient, world: World, session: Session, press: Press
) -> None:
    mark = client.get(f"{BASE}.pdf").headers["ETag"]
    session.execute(sa.delete(VersionFile))
    response = client.get(f"{BASE}.pdf", headers={"If-None-Match": mark})
    assert (response.status_code, response.data, len(press.made)) == (304, b"", 1)
    assert client.get(f"{BASE}.pdf?lang=en", headers={"If-None-Match": mark}).status_code == 200


@pytest.mark.parametrize("persona", [None, "citizen"])
def test_browsers_ask_each_time_and_proxies_keep_nothing_of_people(
    persona: str | None, client: FlaskClient, world: World, press: Press
) -> None:
    world.sign_in(client, persona)
    said = client.get(f"{BASE}.pdf").headers["Cache-Control"]
    assert said == ("private, no-cache" if persona else "no-cache")


def test_a_kept_file_that_is_out_of_date_is_made_again(real: FlaskClient, press: Press) -> None:
    before = real.get(f"{BASE}.pdf").headers["ETag"]
    with real.application.extensions["gongyi.db"].writers() as session:
        bill = session.scalars(sa.select(Bill).where(Bill.slug == "open-bill")).one()
        bill.last_day = last_day = bill.last_day + timedelta(days=7)
        session.commit()
    after = real.get(f"{BASE}.pdf").headers["ETag"]
    assert after != before
    assert press.made[1][1].notice.last_day == last_day
    assert [f'"{row.basis}"' for row in kept(real)] == [after]


def test_counts_are_of_visible_comments_and_of_people(
    client: FlaskClient, world: World, session: Session, press: Press
) -> None:
    for author, position in (
        ("citizen", Position.OPPOSE),
        ("citizen", Position.OPPOSE),
        ("other_citizen", Position.ASK),
    ):
        post(world, by=author, place="1", position=position)
    comments = [c.text for c in Document(BytesIO(client.get(f"{BASE}.docx?comments=1&lang=en").data)).comments]
    assert comments == ["3 comments by 2 people: oppose 2, ask 1\nComments counted on 10 March 2026"]
    response = client.get(f"{BASE}.pdf?comments=1")
    assert 'filename="open-bill-v1-comments.pdf"' in response.headers["Content-Disposition"]
    assert press.made[0][2].voices[0].people == 2
    assert press.made[0][2].voices[1:] == (None, None)


def test_hidden_comments_are_not_counted(client: FlaskClient, world: World, session: Session, press: Press) -> None:
    comment = post(world, place="1", position=Position.ASK)
    before = client.get(f"{BASE}.pdf?comments=1").headers["ETag"]
    hide(world, comment)
    assert client.get(f"{BASE}.pdf?comments=1").headers["ETag"] != before
    assert [counted.voices[0] is None for _outline, _about, counted in press.made] == [False, True]


def test_counts_are_made_again_on_another_day_and_other_files_take_none(
    client: FlaskClient, world: World, clock: Clock, press: Press
) -> None:
    client.get(f"{BASE}.pdf?comments=1")
    clock.now += timedelta(days=1)
    client.get(f"{BASE}.pdf?comments=1")
    assert len(press.made) == 2
    assert client.get(f"{BASE}.md?comments=1").data == client.get(f"{BASE}.md").data


def test_a_text_that_is_only_there_in_one_language_comes_in_that(
    client: FlaskClient, world: World, session: Session
) -> None:
    texts = queries.list_articles(session, queries.get_version(session, world.bills["open"], 1))
    for text in texts:
        text.text = Bilingual(text.text.zh)
    session.flush()
    response = client.get(f"{BASE}.md?lang=en")
    assert response.headers["Content-Language"] == ZH
    assert "##### 第一條" in response.text
    texts[0].text = Bilingual("只有中文。", "English.")
    session.flush()
    response = client.get(f"{BASE}.md?lang=en")
    assert response.headers["Content-Language"] == EN
    assert "> Without English text so far: Article 2, Article 3\n" in response.text


def test_making_is_limited_by_network_and_reading_is_not(
    real: FlaskClient, press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limiter, "enabled", True)
    monkeypatch.setattr(limiter, "_limiter", MovingWindowRateLimiter(MemoryStorage()))
    monkeypatch.setitem(throttles.LIMITS, "file", (parse("1/hour"), parse("100/hour")))
    assert [real.get(f"{BASE}.pdf").status_code for _ in range(3)] == [200, 200, 200]
    refused = real.get(f"{BASE}.docx")
    assert refused.status_code == 429
    assert "Content-Disposition" not in refused.headers
    assert real.get(f"{BASE}.xml").status_code == 200


def test_files_with_counts_are_kept_beside_those_without(real: FlaskClient, press: Press) -> None:
    for query in ("", "?comments=1"):
        for suffix in SUFFIXES:
            assert real.get(f"{BASE}.{suffix}{query}").status_code == 200
    assert [row.kind for row in kept(real)] == ["docx", "docx-comments", "pdf", "pdf-comments"]


def test_where_it_cannot_be_made_the_page_says_why(client: FlaskClient, world: World, press: Press) -> None:
    press.refusal = Refused(Reason("unavailable", "Install fonts-noto-cjk."))
    response = client.get(f"{BASE}.pdf")
    assert response.status_code == 503
    assert "Install fonts-noto-cjk." in response.text
    assert "Content-Disposition" not in response.headers


def test_a_file_that_cannot_be_kept_is_handed_out_all_the_same(
    real: FlaskClient, press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Busy:
        def __enter__(self):
            raise sa.exc.OperationalError("INSERT", {}, Exception("database is locked"))

        def __exit__(self, *_error):
            return None

    monkeypatch.setattr(real.application.extensions["gongyi.db"], "writers", Busy)
    assert [real.get(f"{BASE}.pdf").status_code for _ in range(2)] == [200, 200]
    assert len(press.made) == 2


@pytest.mark.parametrize("where", ["text", "compare", ""])
def test_pages_link_to_the_files(where: str, client: FlaskClient, world: World) -> None:
    shown = client.get(f"/bills/open-bill/{where}".rstrip("/"), headers={"Accept-Language": "en"}).text
    for suffix in SUFFIXES:
        assert f'href="{BASE}.{suffix}?lang=en"' in shown
    assert "comments=1" not in shown
    world.sign_in(client, "official")
    assert "/versions/" not in client.get(f"/bills/unpublished-bill/{where}".rstrip("/")).text
