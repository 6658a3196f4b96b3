"""The fixed words of files in both languages: heads of columns, marks of new and deleted articles. Readers know both."""

from dataclasses import dataclass

from app.kernel.bilingual import EN, ZH


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """The words of one language, as the official forms write them."""

    lang: str
    proposed: str
    current: str
    explanation: str
    text: str
    general: str
    table: str
    added: str
    deleted: str
    agency: str
    version: str
    version_value: str
    running: str
    notice: str
    span: str
    address: str
    comments: str
    counts: str
    people_count: tuple[str, str]
    comment_count: tuple[str, str]
    counted: str
    positions: tuple[tuple[str, str], ...]
    comma: str
    colon: str
    page: str
    new_act: str
    untranslated: str
    file_name: str


CHINESE = Wording(
    lang=ZH,
    proposed="修正條文",
    current="現行條文",
    explanation="說明",
    text="條文",
    general="總說明",
    table="條文對照表",
    added="（本條新增）",
    deleted="（刪除）",
    agency="主辦機關",
    version="版本",
    version_value="第 {number} 版（{day}）",
    running="第 {number} 版（{day}）",
    notice="預告期間",
    span="{first}至{last}",
    address="網址",
    comments="留言",
    counts="{people}發表{comments}",
    people_count=("{n} 人", "{n} 人"),
    comment_count=(" {n} 則留言", " {n} 則留言"),
    counted="留言數統計至{day}",
    positions=(("support", "支持"), ("oppose", "反對"), ("change", "修正"), ("ask", "提問")),
    comma="、",
    colon="：",
    page="第 {page} 頁，共 {pages} 頁",
    new_act="條文及說明",
    untranslated="尚無中文：{names}",
    file_name="{title}（第 {number} 版）",
)
ENGLISH = Wording(
    lang=EN,
    proposed="Proposed text",
    current="Current text",
    explanation="Explanation",
    text="Text",
    general="General explanation",
    table="Comparison table",
    added="(New article)",
    deleted="(Deleted)",
    agency="Lead agency",
    version="Version",
    version_value="{number} ({day})",
    running="Version {number} ({day})",
    notice="Notice period",
    span="{first} to {last}",
    address="Address",
    comments="Comments",
    counts="{comments} by {people}",
    people_count=("{n} person", "{n} people"),
    comment_count=("{n} comment", "{n} comments"),
    counted="Comments counted on {day}",
    positions=(("support", "support"), ("oppose", "oppose"), ("change", "change"), ("ask", "ask")),
    comma=", ",
    colon=": ",
    page="{page} / {pages}",
    new_act="Articles and explanation",
    untranslated="Without English text so far: {names}",
    file_name="{title} (version {number})",
)
BOTH = (CHINESE, ENGLISH)


def wording(lang: str) -> Wording:
    """Choose the words of a language."""
    return ENGLISH if lang.startswith("en") else CHINESE


def is_word(said: str, name: str) -> bool:
    """Whether a line is one of the fixed words (`name` is a field of Wording), in either language and whatever its brackets."""
    plain = _plain(said)
    return any(_plain(getattr(words, name)) == plain for words in BOTH)


def _plain(said: str) -> str:
    return "".join(said.replace("（", "(").replace("）", ")").split()).strip("()").lower()
