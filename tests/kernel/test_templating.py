"""Templates look a dictionary's own words up before its methods, and find both; a page makes each part that it imports once."""

from flask import Flask, render_template
from jinja2 import DictLoader

from app.kernel.web import templating
from app.kernel.web.templating import Templates

PAGES = {
    "words": "{% set made = count() %}{% macro greet() %}{{ greeting }}!{% endmacro %}",
    "card": "{% import 'words' as words with context %}{% macro show() %}{{ words.greet() }}{% endmacro %}",
    "page": "{% import 'words' as w with context %}{% import 'card' as c with context %}{{ w.greet() }} {{ c.show() }}",
}


def test_words_come_before_methods_and_missing_ones_are_undefined() -> None:
    environment = Templates(Flask(__name__))
    write = environment.from_string("{{ c.items }} {{ c.get('items') }} {{ d.items()|length }} {{ c.none is defined }}")
    assert write.render(c={"items": "own"}, d={}) == "own own 0 False"


def test_a_part_is_made_once_a_page_and_anew_for_the_next() -> None:
    made: list[int] = []
    app = Flask(__name__)
    app.jinja_env = Templates(app, loader=DictLoader(PAGES))
    templating.init_app(app)
    with app.test_request_context():
        for greeting in ("Hello", "您好"):
            assert (
                render_template("page", greeting=greeting, count=lambda: made.append(1)) == f"{greeting}! {greeting}!"
            )
    assert len(made) == 2
