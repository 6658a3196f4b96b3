"""The catalogue is complete: every word of the source has its Traditional Chinese, with the same placeholders."""

import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_keywords, parse_mapping_cfg
from babel.messages.pofile import read_po

ROOT = Path(__file__).parents[1]
PO = ROOT / "app/translations/zh_Hant_TW/LC_MESSAGES/messages.po"
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd%]|\{\w*\}")
KEYWORDS = ["_l", "lazy_gettext", "lazy_ngettext:1,2"]
HALF_WIDTH = re.compile(r"[\u4e00-\u9fff][,;:?!](?!\w)|[\u4e00-\u9fff]\.(?!\w)")
SIMPLIFIED = set("说这为们时实现应该发让请议员会对从开关门问题经济网络数标则证选择")


def extracted() -> Iterator[tuple[str, str | tuple[str, ...]]]:
    """Every message of the source with the file that it stands in."""
    methods, options = parse_mapping_cfg(io.StringIO((ROOT / "babel.cfg").read_text()))
    keywords = {**DEFAULT_KEYWORDS, **parse_keywords(KEYWORDS)}
    for name, _line, message, *_rest in extract_from_dir(ROOT, methods, options, keywords):
        yield name, message


@pytest.fixture(scope="module")
def source() -> Catalog:
    catalog = Catalog(locale="zh_Hant_TW")
    for name, message in extracted():
        if message:
            catalog.add(message, locations=[(name, 0)])
    return catalog


@pytest.fixture(scope="module")
def catalogue() -> Catalog:
    with PO.open("rb") as file:
        return read_po(file, locale="zh_Hant_TW")


def ids(catalog: Catalog) -> set[str | tuple[str, ...]]:
    return {tuple(m.id) if isinstance(m.id, (list, tuple)) else m.id for m in catalog if m.id}


def said(message: Message) -> list[str]:
    texts = message.string if isinstance(message.string, (list, tuple)) else [message.string]
    return [text or "" for text in texts]


def test_catalogue_holds_exactly_the_words_of_the_source(source: Catalog, catalogue: Catalog) -> None:
    assert len(ids(source)) > 50
    assert sorted(map(str, ids(source) - ids(catalogue))) == [], "missing: run make messages and translate"
    assert sorted(map(str, ids(catalogue) - ids(source))) == [], "no longer used: run make messages"
    assert not catalogue.obsolete


def test_everything_is_translated_for_certain(catalogue: Catalog) -> None:
    assert [m.id for m in catalogue if m.id and (m.fuzzy or not all(text.strip() for text in said(m)))] == []


def test_placeholders_are_the_same_on_both_sides(catalogue: Catalog) -> None:
    wrong = []
    for message in catalogue:
        if not message.id:
            continue
        english = message.id[-1] if isinstance(message.id, (list, tuple)) else message.id
        wanted = set(PLACEHOLDER.findall(english))
        wrong += [message.id for text in said(message) if text and set(PLACEHOLDER.findall(text)) != wanted]
    assert wrong == []


def test_chinese_is_written_as_in_taiwan(catalogue: Catalog) -> None:
    half_width = [text for m in catalogue if m.id for text in said(m) if HALF_WIDTH.search(text)]
    assert half_width == []
    assert [text for m in catalogue if m.id for text in said(m) if SIMPLIFIED & set(text)] == []
