"""The keys of articles that are published for the first time under one number."""

from app.bills import actions, queries
from app.bills.matching import NEW, match_articles
from app.bills.outline import Outline, OutlineArticle
from app.kernel.bilingual import ZH, Bilingual
from tests.bills.redrafts import FIRST, LATER, file_of, open_bill, rows
from tests.builders import World


def test_article_of_the_law_in_force_that_goes_and_a_new_one_with_its_number(world: World) -> None:
    bill, session, official = open_bill(world), world.session, world.people["official"]
    draft = actions.start_new_version(session, official, bill, now=LATER)
    goes = OutlineArticle(number="30", text="", current_text="現行條文。", is_deleted=True)
    standing = queries.list_articles(session, draft)
    outline = Outline((*file_of(FIRST).articles, goes))
    ties = match_articles(standing, outline.articles, ZH)
    assert ties[-1] == NEW
    actions.take_over_outline(session, official, bill, draft, outline, lang=ZH, ties=ties, now=LATER)
    content = actions.ArticleContent(number="30", text=Bilingual("全新條文。"))
    actions.save_article(session, official, bill, draft, content, now=LATER)
    actions.publish_version(session, official, bill, draft, note=Bilingual("修正"), now=LATER)
    assert rows(world, draft)[-2:] == [("30", "30", "deleted"), ("30~2", "30", "")]
