"""What tests of the officials' desk send, and how they look at what came of it."""

import sqlalchemy as sa
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app.bills import queries
from app.bills.models import ArticleText, Bill
from tests.builders import World

BILL = {
    "agency": "moda", "slug": "water-act", "kind": "new-act", "title_zh": "水資源法草案", "title_en": "Water Act",
    "summary_zh": "摘要。", "topics": ["environment"],
}  # fmt: skip
ARTICLE = {"number": "5", "text_zh": "第一項。\n一、甲。", "heading_en": "Purpose"}


def post(client: FlaskClient, path: str, status: int, **data: object) -> TestResponse:
    """Send a form in English and expect a status."""
    response = client.post(path, data=data, headers={"Accept-Language": "en"})
    assert response.status_code == status, response.text[:3000]
    return response


def find_bill(world: World, slug: str) -> Bill:
    """Read a bill anew."""
    world.session.expire_all()
    return world.session.scalars(sa.select(Bill).where(Bill.slug == slug)).one()


def draft_text(world: World, bill: Bill, number: str) -> ArticleText:
    """Read an article of the draft anew."""
    world.session.expire_all()
    draft = queries.get_draft(world.session, bill)
    return next(t for t in queries.list_articles(world.session, draft) if t.number == number)
