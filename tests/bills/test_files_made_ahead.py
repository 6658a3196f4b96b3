"""The worker's part in files: PDFs of new versions, before anybody asks for them."""

from dataclasses import replace

import sqlalchemy as sa
from flask.testing import FlaskClient

from app.bills import files
from app.bills.models import ArticleText
from app.kernel.bilingual import EN, ZH
from app.kernel.verdict import Reason, Refused
from tests.bills.pressing import BASE, Press, kept


def test_the_worker_makes_what_is_missing_a_few_at_a_time(real: FlaskClient, press: Press) -> None:
    app = real.application
    rounds = [files.make_missing_pdfs(app) for _ in range(5)]
    assert rounds == [3, 3, 3, 1, 0]  # five public bills in two languages
    assert len(press.made) == 10
    assert [row.lang for row in kept(real)] == [EN] * 5 + [ZH] * 5
    assert real.get(f"{BASE}.pdf").data.startswith(b"%PDF")
    assert len(press.made) == 10


def test_the_worker_tries_a_failing_one_once(real: FlaskClient, press: Press) -> None:
    app = real.application
    press.refusal = Refused(Reason("unavailable", "No font."))
    assert [files.make_missing_pdfs(app) for _ in range(5)] == [0] * 5
    press.refusal = None
    assert files.make_missing_pdfs(app) == 0


def test_the_worker_does_not_make_a_version_again_that_lacks_a_language(real: FlaskClient, press: Press) -> None:
    app = real.application
    with app.app_context(), app.extensions["gongyi.db"].writers() as session:
        for text in session.scalars(sa.select(ArticleText)):
            text.text = replace(text.text, en="")
        session.commit()
    assert sum(files.make_missing_pdfs(app) for _ in range(6)) == 10
    assert files.make_missing_pdfs(app) == 0
