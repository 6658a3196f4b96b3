"""The rules: published versions are never edited, each says what it changed, and every instant has one in force."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from flask.testing import FlaskClient

from app.discussion.models import Ground
from app.discussion.restraints import policy
from app.kernel.bilingual import EN, ZH, Bilingual
from app.kernel.clock import day_start
from app.moderation.rules import NEWEST, VERSIONS, find_rules, rules_at
from tests.builders import World

# A version that was published keeps its digest for ever. Who wants other rules writes the next version, and adds its digest here.
DIGESTS = {
    1: "4233375199afb573c1ae0f21c3e2c9a96446ec3923065f0362f5352ae71db982",
    2: "1625472c6c2cf1e3cbd5e5ace3fdac73f7288076a8e7e6308b7e28e7d3e82855",
    3: "5dabdb2ab373bff9e555a859f9b7bc7a4bc9f449b8c35417401327fbe884b353",
}


def test_no_published_version_was_edited() -> None:
    assert {rules.number: rules.digest for rules in VERSIONS} == DIGESTS


def test_versions_are_numbered_and_follow_each_other() -> None:
    assert [rules.number for rules in VERSIONS] == list(range(1, len(VERSIONS) + 1))
    assert [rules.first_day for rules in VERSIONS] == sorted({rules.first_day for rules in VERSIONS})
    assert find_rules(0) is None and find_rules(len(VERSIONS) + 1) is None
    assert find_rules(2) is VERSIONS[1]


@pytest.mark.parametrize("rules", VERSIONS, ids=lambda rules: f"version {rules.number}")
def test_each_version_says_everything_in_both_languages(rules) -> None:
    assert {rule.ground for rule in rules.grounds} == set(Ground)
    said = [rules.changes, rules.preamble, rules.no_others, rules.grounds_title]
    said += [words for rule in rules.grounds for words in (rule.name, rule.covers, rule.spares)]
    said += [words for part in (rules.house, *rules.sections) for words in (part.title, *part.points)]
    assert all(isinstance(words, Bilingual) and words.zh and words.en for words in said)
    assert not [words.zh for words in said if any(sign in words.zh for sign in ",;:?!()")]


def test_a_version_begins_with_its_day_in_taipei() -> None:
    begins = day_start(VERSIONS[1].first_day)
    assert rules_at(begins).number == 2
    assert rules_at(begins - timedelta(microseconds=1)).number == 1
    assert rules_at(datetime(2001, 1, 1, tzinfo=UTC)).number == 1


def test_grounds_of_a_part_are_those_that_can_be_told_of_one() -> None:
    assert {rule.ground for rule in NEWEST.grounds_of_parts} == set(Ground) - {Ground.THREAT, Ground.OFF_TOPIC}
    assert VERSIONS[0].grounds_of_parts == ()


@pytest.mark.parametrize("lang", [ZH, EN])
def test_the_redline_leads_from_one_version_to_the_next(lang: str) -> None:
    before, after = VERSIONS[0].parts(lang), VERSIONS[1].parts(lang)
    told = VERSIONS[1].changed_from(VERSIONS[0], lang)
    assert [title for title, _ in told] == [
        after[code][0] for code in after if before.get(code, ("", ""))[1] != after[code][1]
    ]
    for title, segments in told:
        later = "".join(text for op, text in segments if op != "delete")
        assert (title, later) in after.values()


def test_the_newest_version_says_the_limits_that_hold(client: FlaskClient, clock) -> None:
    """Who changes one of these limits writes the next version of the rules."""
    (pace,) = (part for part in NEWEST.sections if part.code == "pace")
    limits = {policy.BURST_LIMIT, policy.NEW_ACCOUNT_LIMIT, policy.NEW_PER_HOUR, policy.NEW_PER_HOUR_ON_BILL}
    limits |= {policy.FIRST_COMMENTS, policy.CROWD_LIMIT, policy.MOST_DAYS, *policy.MINUTES, 72}
    for told in ("".join(point.zh for point in pace.points), "".join(point.en for point in pace.points)):
        assert {int(number) for number in re.findall("[0-9]+", told)} == limits
    assert (policy.LONGEST.days, policy.LAST_DAYS, policy.BURST.seconds) == (3, 7, 600)
    clock.now = day_start(NEWEST.first_day)
    page = client.get("/help/rules?lang=en").text
    assert page.count('id="pace"') == 1 and f"version {NEWEST.number}</h1>" in page


def test_the_page_shows_the_version_in_force_and_what_it_changed(client: FlaskClient, world: World, clock) -> None:
    page = client.get("/help/rules?lang=en").text
    assert "Rules of discussion, version 2</h1>" in page and "In force since" in page and "1 March 2026" in page
    assert "What version 2 changed in version 1" in page and "<ins>" in page
    assert 'href="/help/rules/1"' in page and VERSIONS[1].digest in page
    clock.now = day_start(VERSIONS[1].first_day) - timedelta(seconds=1)
    before = client.get("/help/rules?lang=en").text
    assert "version 1</h1>" in before and "Blacking out a passage" not in before.partition('id="versions"')[0]
    assert "This version is not in force yet." in client.get("/help/rules/2?lang=en").text


def test_earlier_versions_stay_readable_in_both_languages(client: FlaskClient) -> None:
    for lang, words in (("en", "This is an earlier version."), ("zh-TW", VERSIONS[0].preamble.zh)):
        page = client.get(f"/help/rules/1?lang={lang}").text
        assert words in page and 'id="off-topic"' in page
    assert client.get(f"/help/rules/{len(VERSIONS) + 1}").status_code == 404
    assert client.get("/help/rules/0").status_code == 404
