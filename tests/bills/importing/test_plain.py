"""Reading plain texts."""

from app.bills.importing import read_text

LAW = """開放資料條例草案

第一章　總則
第 1 條
　　為開放資料，制定本條例。
第 2 條（定義）
　　本條例用詞如下：
　　　　資料：指紀錄。
　　　　機關：指政府。
　　前項第三款之定義，由主管機關定之。
說明：
一、定義用詞。
二、參考外國法。
第二章
罰則
第三條之一　違反第一條規定者，處罰鍰。
現行條文：第三條之一　違反者，罰之。
理由：提高。
第 4 條　（刪除）
"""


def test_law_in_plain_text() -> None:
    outline = read_text(LAW)
    assert outline.titles == ("開放資料條例草案",)
    assert outline.unplaced == ()
    first, second, third, fourth = outline.articles
    assert (first.number, first.chapter, first.text) == ("1", "第一章　總則", "為開放資料，制定本條例。")
    assert second.heading == "定義"
    assert second.text == "本條例用詞如下：\n一、資料：指紀錄。\n二、機關：指政府。\n前項第三款之定義，由主管機關定之。"
    assert second.explanation == "一、定義用詞。\n二、參考外國法。"
    assert (third.number, third.chapter, third.current_text) == ("3-1", "第二章　罰則", "違反者，罰之。")
    assert third.explanation == "提高。"
    assert (fourth.number, fourth.is_deleted, fourth.text) == ("4", True, "")
    assert second.source.startswith("第 2 條（定義）")


def test_lines_before_the_first_article_keep_their_numbers() -> None:
    outline = read_text("數位部公告\n\n第一條　甲。\n第一條　乙。\n丙。")
    assert [(one.line, one.text) for one in outline.unplaced] == [(1, "數位部公告"), (4, "第一條　乙。"), (5, "丙。")]


def test_english_law() -> None:
    outline = read_text(
        "CHAPTER I. GENERAL\nArticle 1. Purpose\nThis Act opens data.\nArticle 2 of another act applies.\n"
        "Article 2 (Terms)\nThe terms are:\n1. data;\nExplanation: Needed.\nArticle 3 Repealed."
    )
    assert [(a.number, a.heading, a.text, a.explanation) for a in outline.articles] == [
        ("1", "Purpose", "This Act opens data.\nArticle 2 of another act applies.", ""),
        ("2", "Terms", "The terms are:\n1. data;", "Needed."),
        ("3", "", "", ""),
    ]
    assert outline.articles[2].is_deleted


def test_supplementary_provisions_are_a_chapter_and_no_words_of_the_article_above() -> None:
    outline = read_text("第一條　甲。\n說明：乙。\n附　　則\n第二條　丙。\n")
    assert [(a.number, a.chapter, a.text, a.explanation) for a in outline.articles] == [
        ("1", "", "甲。", "乙。"),
        ("2", "附　　則", "丙。", ""),
    ]
    outline = read_text("第一條　甲。\n附則\n")
    assert [a.text for a in outline.articles] == ["甲。"]
    assert [(one.line, one.text) for one in outline.unplaced] == [(2, "附則")]
