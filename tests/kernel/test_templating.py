"""Templates look a dictionary's own words up before its methods, and find both."""

from flask import Flask

from app.kernel.web.templating import Templates


def test_words_come_before_methods_and_missing_ones_are_undefined() -> None:
    environment = Templates(Flask(__name__))
    write = environment.from_string("{{ c.items }} {{ c.get('items') }} {{ d.items()|length }} {{ c.none is defined }}")
    assert write.render(c={"items": "own"}, d={}) == "own own 0 False"
