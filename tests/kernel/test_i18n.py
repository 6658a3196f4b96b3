"""Languages: in which order they are chosen, and days and instants in both."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from flask import g
from flask.testing import FlaskClient

from app import Gongyi
from app.kernel.bilingual import Bilingual
from app.kernel.i18n import (
    TRANSLATIONS,
    choose_language,
    match_language,
    require_catalogue,
    show_day,
    show_instant,
    show_relative,
    words,
)
from tests.builders import World
from tests.conftest import NOON, Clock


@pytest.mark.parametrize(
    ("query", "cookie", "account", "header", "chosen"),
    [
        ("en", "zh-TW", "zh-TW", "zh-TW", "en"),
        ("", "en", "zh-TW", "zh-TW", "en"),
        ("", "", "en", "zh-TW", "en"),
        ("", "", "", "en", "en"),
        ("", "", "", "", "zh-TW"),
        ("xx", "yy", "", "fr, de;q=0.9, en;q=0.1", "en"),
        ("", "", "", "fr", "zh-TW"),
        ("zh-TW", "en", "en", "en", "zh-TW"),
        ("", "", "", "zh-HK, en;q=0.9", "zh-TW"),
        ("", "", "", "en-GB, zh;q=0.9", "en"),
        ("", "", "", "zh;q=0.2, en;q=0.8", "en"),
        ("", "", "", "*", "zh-TW"),
    ],
)
def test_language_is_chosen_in_order(
    app: Gongyi, monkeypatch, query: str, cookie: str, account: str, header: str, chosen: str
) -> None:
    monkeypatch.setitem(app.extensions, "gongyi.account_language", lambda: account or None)
    headers = {"Accept-Language": header, "Cookie": f"language={cookie}"}
    with app.test_request_context(f"/?lang={query}", headers=headers):
        assert choose_language() == chosen


@pytest.mark.parametrize(
    ("tag", "code"),
    [
        ("zh", "zh-TW"), ("zh-Hant", "zh-TW"), ("zh-Hant-HK", "zh-TW"), ("zh-MO", "zh-TW"), ("ZH-tw", "zh-TW"),
        ("zh-Hans", "zh-TW"), ("en", "en"), ("en-US", "en"), ("eng", None), ("zhx", None), ("", None), ("fr", None),
    ],
)  # fmt: skip
def test_tags_are_mapped(tag: str, code: str | None) -> None:
    assert match_language(tag) == code


def test_query_is_never_stored(client: FlaskClient, world: World) -> None:
    answer = client.get("/record?lang=en")
    assert "Set-Cookie" not in answer.headers
    assert 'lang="en"' in answer.text
    assert 'lang="zh-Hant-TW"' in client.get("/record").text.split("<head>")[0]


def test_pages_name_their_other_language(client: FlaskClient, world: World) -> None:
    page = client.get("/record?act=hide&lang=en").text
    for tag in ("zh-Hant-TW", "en", "x-default"):
        assert f'hreflang="{tag}"' in page
    assert "act=hide" in page.split('hreflang="zh-Hant-TW"')[1].split(">")[0]


def test_days_are_roc_with_the_gregorian_beside(app: Gongyi) -> None:
    with app.test_request_context("/?lang=zh-TW"):
        assert show_day(date(2026, 11, 22)) == "民國 115 年 11 月 22 日（2026-11-22）"
        assert show_instant(datetime(2026, 3, 1, 15, 59, tzinfo=UTC)).endswith("（2026-03-01）23:59")
        assert show_instant(datetime(2026, 3, 1, 16, 0, tzinfo=UTC)).endswith("（2026-03-02）00:00")
    with app.test_request_context("/?lang=en"):
        assert show_day(date(2026, 11, 22)) == "22 November 2026"
        assert show_day(None) == show_instant(None) == show_relative(None) == ""


@pytest.mark.parametrize(
    ("ago", "text"),
    [
        (timedelta(0), "today"),
        (timedelta(hours=12), "today"),
        (timedelta(hours=13), "1 day ago"),
        (timedelta(days=59), "59 days ago"),
        (timedelta(days=60), "2 months ago"),
        (timedelta(days=800), "2 years ago"),
        (-timedelta(days=1), "in 1 day"),
    ],
)
def test_relative_times_are_whole_days(app: Gongyi, clock: Clock, ago: timedelta, text: str) -> None:
    with app.test_request_context("/?lang=en"):
        assert show_relative(NOON - ago) == text


def test_a_missing_language_shows_the_other_one_with_its_tag(app: Gongyi) -> None:
    with app.test_request_context("/?lang=en"):
        assert words(Bilingual("草案", "")) == ("草案", "zh-Hant-TW")
        assert words(Bilingual("草案", "Draft")) == ("Draft", "en")
        assert words(None).text == ""
        assert "language" in g


def test_a_catalogue_that_was_not_compiled_stops_the_start(tmp_path: Path) -> None:
    require_catalogue(TRANSLATIONS)
    with pytest.raises(RuntimeError, match="pybabel compile"):
        require_catalogue(tmp_path)


def test_a_page_escapes_the_variables_of_words_and_a_mail_does_not(app: Gongyi) -> None:
    source = '{{ _("Comment by %(author)s", author="<b> & 100%") }}|{{ ngettext("%(num)d day", "%(num)d days", 2) }}'
    with app.test_request_context("/?lang=en"):
        env = app.jinja_env
        assert env.from_string(source).render() == "Comment by &lt;b&gt; &amp; 100%|2 days"
        mail = env.from_string("{% autoescape false %}" + source + "{% endautoescape %}")
        assert mail.render() == "Comment by <b> & 100%|2 days"
