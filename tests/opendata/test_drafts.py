"""What is only drafted exists for those who draft it alone: no page and no answer of the API tells of it."""

from flask.testing import FlaskClient

from app.bills.models import ArticleText, Version
from app.kernel.bilingual import Bilingual
from app.responses.models import Answer, AnswerArticle, Outcome
from app.summaries.models import Citation, Issue, Summary
from tests.builders import World
from tests.opendata.debate import ANSWERED, CANARY, Debate, article_of

SECRET = Bilingual(f"{CANARY}-draft", f"{CANARY}-draft")


def draft_everything(world: World, debate: Debate) -> None:
    """Begin a second summary that cites the uncited comment, an answer to R3 and a third version."""
    session, bill = world.session, debate.bill
    summary = Summary(bill_id=bill.id, number=2, introduction=SECRET, created_at=ANSWERED)
    session.add(summary)
    session.flush()
    issue = Issue(
        summary_id=summary.id, ordinal=1, title=SECRET, statement=SECRET, position_for=SECRET, position_against=SECRET
    )
    issue.citations = [Citation(comment_id=debate.id("uncited"))]
    version = Version(bill_id=bill.id, number=3, note=SECRET)
    session.add_all([issue, version])
    session.flush()
    article = article_of(session, bill, "2")
    text = {"chapter": Bilingual(), "heading": SECRET, "text": SECRET, "explanation": SECRET}
    session.add(ArticleText(version_id=version.id, article_id=article.id, ordinal=2, number="2", **text))
    answer = Answer(
        bill_id=bill.id,
        recommendation_ordinal=3,
        outcome=Outcome.ADOPTED,
        author_id=world.people["official"].id,
        reason=SECRET,
        written_at=ANSWERED,
        version_id=version.id,
    )
    answer.changes = [AnswerArticle(article_id=article.id, address="2")]
    session.add(answer)
    session.flush()


def test_drafts_are_told_nowhere(client: FlaskClient, world: World, debate: Debate) -> None:
    paths = ["", "/summary", "/response", "/comments", "/compare", "/versions/2"]
    addresses = [f"/api/v1/bills/closed-bill{path}" for path in paths] + ["/bills/closed-bill", "/", "/agencies/moda"]
    for comment in debate.comments.values():
        addresses += [f"/api/v1/comments/{comment.id}/journey", f"/comments/{comment.id}/journey"]
    before = {address: client.get(address).text for address in addresses}
    draft_everything(world, debate)
    for address in addresses:
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert CANARY not in answer.text, address
        if not address.endswith("closed-bill"):  # the bill's own revision may grow with a draft
            assert answer.text == before[address], address
    assert client.get("/api/v1/bills/closed-bill/versions/3").status_code == 404
    assert client.get("/api/v1/bills/closed-bill/compare?to=3").status_code == 404
