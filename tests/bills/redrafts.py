"""A bill that is redrafted from files: articles with words of their own, and files that are taken over and published."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from app.bills import actions, queries
from app.bills.matching import Tie, match_articles, suggest_merged
from app.bills.models import ArticleText, Bill, BillKind, Version
from app.bills.outline import Outline, OutlineArticle
from app.kernel.bilingual import ZH, Bilingual
from tests.bills.drafts import TEXTS
from tests.builders import TODAY, World
from tests.conftest import NOON

LATER = NOON + timedelta(days=2)
ENTRY = "發現重大缺失或發生重大資通安全事件時，得派員攜帶證明文件進入場所檢查，受檢查者無正當理由不得規避、妨礙或拒絕。"
SECRECY = (
    "檢查人員因執行職務知悉之營業秘密，應予保密，離職後亦同；洩漏者移送懲處，並負損害賠償責任，致他人權益受損時亦同。"
)
WORDS = {
    "audit": "中央目的事業主管機關應每年稽核特定非公務機關之維護計畫實施情形，並將結果以書面通知受稽核者。",
    "training": "公務機關之專職人員，每人每年至少接受十二小時以上之專業課程訓練，訓練紀錄應保存三年備查。",
    "inspection": f"{ENTRY}\n{SECRECY}",
    "entry": ENTRY,
    "secrecy": SECRECY,
    "sharing": "為利早期預警，各機關知悉漏洞、攻擊手法及惡意程式樣態等情資，應於七十二小時內分享予國家情資平臺。",
    "fine": "未於期限內改正者，處新臺幣十萬元以上一百萬元以下罰鍰，並得按次處罰，屢犯者公布其名稱。",
    "start": "本法施行日期，由行政院以命令定之。",
    "lantern": "縣市政府舉辦元宵燈會，得設置臨時攤位及停車場，並酌收清潔費用充作下一年度活動經費。",
}
FIRST = {"16": "audit", "17": "training", "18": "inspection", "19": "sharing", "20": "fine", "21": "start"}


def file_of(articles: dict[str, str]) -> Outline:
    """A file's articles: number → a name in WORDS, or the words themselves; an article without words is （刪除）."""
    return Outline(
        tuple(
            OutlineArticle(number=number, text=WORDS.get(words, words), explanation="說明", is_deleted=not words)
            for number, words in articles.items()
        )
    )


def take_over(world: World, bill: Bill, articles: dict[str, str], ties: Sequence[Tie] | None = None) -> Version:
    """Take a file over into the bill's draft, tied as the matching suggests or as told."""
    draft, outline = queries.get_draft(world.session, bill), file_of(articles)
    standing = queries.list_articles(world.session, draft)
    found = ties if ties is not None else match_articles(standing, outline.articles, ZH)
    actions.take_over_outline(
        world.session,
        world.people["official"],
        bill,
        draft,
        outline,
        lang=ZH,
        ties=found,
        merged=suggest_merged(standing, outline.articles, found, ZH),
        now=NOON,
    )
    return draft


def open_bill(world: World, articles: dict[str, str] = FIRST) -> Bill:
    """A bill whose first text was taken over from a file; its notice runs from the day after NOON."""
    session, official = world.session, world.people["official"]
    bill = actions.create_bill(
        session, official, world.agency, slug="redrafted", kind=BillKind.NEW_ACT, texts=TEXTS, now=NOON
    )
    take_over(world, bill, articles)
    days = {"first_day": TODAY + timedelta(days=1), "last_day": TODAY + timedelta(days=90)}
    actions.announce_bill(session, official, bill, **days, now=NOON)
    world.bills["redrafted"] = bill
    return bill


def redraft(world: World, bill: Bill, articles: dict[str, str], *, now: datetime = LATER) -> Version:
    """Start a version, take a file over into it, and publish it."""
    session, official = world.session, world.people["official"]
    actions.start_new_version(session, official, bill, now=now)
    draft = take_over(world, bill, articles)
    actions.publish_version(session, official, bill, draft, note=Bilingual("修正"), now=now)
    return draft


def rows(world: World, version: Version) -> list[tuple[str, str, str]]:
    """A version's articles: key, number, and what became of it (split from, into which it went, or deleted)."""
    texts = queries.list_articles(world.session, version)
    keys = {text.article_id: text.article.key for text in texts}

    def fate(text: ArticleText) -> str:
        if text.split_from_id:
            return f"split from {keys[text.split_from_id]}"
        if text.merged_into_id:
            return f"merged into {keys[text.merged_into_id]}"
        return "deleted" if text.is_deleted else ""

    return [(text.article.key, text.number, fate(text)) for text in texts]
