"""What is written into a table is read out of it again, whatever the articles are."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.bills.importing import read_docx
from app.bills.outline import OutlineArticle
from tests.bills.importing.word_files import write_outline

ZH = st.text("資料主管機關應於前項規定之日起者得為", min_size=1, max_size=12)
EN = st.lists(
    st.sampled_from(["agency", "data", "shall", "of", "the", "within", "days", "duty"]), min_size=1, max_size=6
).map(" ".join)


@st.composite
def provisions(draw: st.DrawFn, lang: str) -> str:
    """An article's text: paragraphs, some with subparagraphs and items."""
    words = EN.map(lambda w: w.capitalize() + ".") if lang == "en" else ZH.map(lambda w: "凡" + w + "。")
    lines = [draw(words)]
    marks = ("1. ", "(1) ") if lang == "en" else ("一、", "（一）")
    for _ in range(draw(st.integers(0, 4))):
        mark = draw(st.sampled_from(("", *marks)))
        lines.append(mark + draw(words))
    return "\n".join(lines)


@st.composite
def outlines(draw: st.DrawFn, lang: str) -> list[OutlineArticle]:
    """Articles in ascending numbers under chapters, some of which have sections."""
    words = EN.map(str.capitalize) if lang == "en" else ZH.map(lambda w: "論" + w)
    articles, number, sub, chapter, section, chapters = [], 0, 0, "", "", 0
    for _ in range(draw(st.integers(1, 8))):
        if number and draw(st.integers(0, 3)) == 0:
            sub += 1
        else:
            number, sub = number + draw(st.integers(1, 60)), 0
        if draw(st.integers(0, 3)) == 0:
            chapters += 1
            mark = f"Chapter {chapters}. " if lang == "en" else f"第{chapters}章　"
            supplement = "Supplementary provisions" if lang == "en" else "附則"
            chapter, section = draw(st.sampled_from([mark + draw(words)] * 3 + [supplement])), ""
        elif chapter and draw(st.integers(0, 3)) == 0:
            section = ("Section 1. " if lang == "en" else "第一節　") + draw(words)
        is_deleted = draw(st.integers(0, 5)) == 0
        articles.append(
            OutlineArticle(
                number=f"{number}-{sub}" if sub else str(number),
                heading=draw(st.one_of(st.just(""), words)),
                chapter=chapter,
                section=section,
                text="" if is_deleted else draw(provisions(lang)),
                current_text=draw(st.one_of(st.none(), provisions(lang))),
                explanation=draw(st.one_of(st.just(""), provisions(lang))),
                is_deleted=is_deleted,
            )
        )
    return articles


@given(st.sampled_from(["zh-TW", "en"]).flatmap(lambda lang: st.tuples(st.just(lang), outlines(lang))))
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_table_gives_the_tree_back(given: tuple[str, list[OutlineArticle]]) -> None:
    lang, articles = given
    outline = read_docx(write_outline(articles, lang))
    assert list(outline.articles) == articles
    assert outline.unplaced == ()
