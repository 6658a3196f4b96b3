"""The words that comments were written about: as they read then, and what became of them since."""

from collections.abc import Sequence
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased, contains_eager

from app.bills.comparison import Change, Line, change_of_text, compare_versions, lines_of
from app.bills.markup import plain_html, redline_html
from app.bills.models import Article, ArticleText, Bill, Version
from app.bills.relations import article_href, notes_on
from app.bills.structure import Provision, parse, parse_address, walk, write_address, write_number
from app.discussion.models import Comment
from app.kernel.bilingual import Bilingual, Passage
from app.kernel.i18n import gettext as _
from app.kernel.i18n import html_lang, words

Card = dict[str, Any]


def list_changed(session: Session, bill_id: int) -> frozenset[tuple[str | None, int]]:
    """Tell which articles (by key) read differently now than in which earlier version (by number)."""
    return frozenset((key, number) for key, number in session.execute(_changed(), {"bill_id": bill_id}))


@cache
def _changed() -> sa.Select[str, int]:
    of_bill: sa.BindParameter[int] = sa.bindparam("bill_id")
    old, new, later = aliased(ArticleText), aliased(ArticleText), aliased(Version)
    newest = (
        sa.select(sa.func.max(Version.number))
        .where(Version.bill_id == of_bill, Version.published_at.is_not(None))
        .scalar_subquery()
    )
    reads_otherwise = (
        old.is_deleted != new.is_deleted,
        _says_otherwise(old.text, new.text),
        _says_otherwise(old.heading, new.heading),
    )
    return (
        sa.select(Article.key, Version.number)
        .join(old, old.article_id == Article.id)
        .join(Version, Version.id == old.version_id)
        .join(new, new.article_id == Article.id)
        .join(later, sa.and_(later.id == new.version_id, later.number == newest))
        .where(Article.bill_id == of_bill, sa.or_(*reads_otherwise), ~sa.and_(old.is_deleted, new.is_deleted))
    )


def _says_otherwise(old: Any, new: Any) -> sa.ColumnElement[bool]:
    """The twin of `not same_words(old, new)` on the stored JSON: a language that one of both lacks does not count."""
    one, two = (sa.type_coerce(text, sa.Text) for text in (old, new))
    translated = [_is_translation(a, b) for a, b in ((one, two), (two, one))]
    return sa.and_(one != two, ~sa.or_(*translated))


def _is_translation(short: Any, full: Any) -> sa.ColumnElement[bool]:
    """Whether a text is another one without its English, or without its Chinese."""
    size, no_chinese = sa.func.length(short), '{"zh": "", '
    begins = sa.func.substr(short, 1, size - 2)
    ends = sa.func.substr(short, len(no_chinese) + 1)
    return sa.or_(
        sa.and_(short.endswith('"en": ""}'), sa.func.substr(full, 1, size - 2) == begins),
        sa.and_(
            short.startswith(no_chinese),
            sa.func.substr(full, sa.func.length(full) - size + len(no_chinese) + 1) == ends,
        ),
    )


def list_addressed(session: Session, comment: Comment) -> Sequence[ArticleText]:
    """List a comment's article in all published versions, with those that were split from it or took it up."""
    if comment.article_id is None:
        return []
    takers = sa.select(ArticleText.merged_into_id).where(ArticleText.article_id == comment.article_id)
    about = sa.or_(
        ArticleText.article_id == comment.article_id,
        ArticleText.split_from_id == comment.article_id,
        ArticleText.article_id.in_(takers.where(ArticleText.merged_into_id.is_not(None))),
    )
    query = (
        sa.select(ArticleText)
        .join(ArticleText.version)
        .join(ArticleText.article)
        .options(contains_eager(ArticleText.version), contains_eager(ArticleText.article))
        .where(Version.bill_id == comment.bill_id, Version.published_at.is_not(None), about)
        .order_by(Version.number, ArticleText.ordinal)
    )
    return session.scalars(query).all()


def changed_since(comment: Comment, texts: Sequence[ArticleText]) -> frozenset[tuple[str | None, int]]:
    """Tell in which earlier versions a comment's article read otherwise than now: its key, and the version's number."""
    own = [text for text in texts if text.article_id == comment.article_id]
    told = ((text, change_of_text(text, own[-1])) for text in own)
    same = (None, Change.KEPT, Change.MOVED)
    return frozenset((text.article.key, text.version.number) for text, change in told if change not in same)


def addressed_card(bill: Bill, comment: Comment, texts: Sequence[ArticleText]) -> Card | None:
    """What the comment's page says of the words it was written about; None where it is about no article."""
    then = next((t for t in texts if t.article_id == comment.article_id and t.version_id == comment.version_id), None)
    if then is None:
        return None
    newest = texts[-1].version
    before, after = ([text for text in texts if text.version_id == key] for key in (then.version_id, newest.id))
    found = _quote(comment.address or then.article.key, then)
    card = {
        "place": write_address(comment.address or then.article.key, html_lang(), then.number),
        "version": then.version.number,
        "words": plain_html(found.text),
        "lang": found.lang if found.lang != html_lang() else None,
    }
    if newest.id == then.version_id:
        return card | {"fate": _("The text has not been revised since.")}
    line = next(
        (
            line
            for line in lines_of(compare_versions(before, after, html_lang()), html_lang())
            if line.id == then.article_id
        ),
        None,
    )
    if line is None:
        return card | {"fate": _("The article was deleted before, and still is.")}
    card |= {
        "fate": _fate(line, newest.number),
        "change": line.change.value,
        "notes": notes_on(line, article_href(bill)),
    }
    if line.change is not Change.KEPT:
        card["still"] = _still(found, comment, [t for t in after if not t.is_deleted])
        card["href"] = (
            f"/bills/{bill.slug}/compare?from={then.version.number}&to={newest.number}&view=redline#article-{line.key}"
        )
    if line.change is Change.CHANGED:
        card |= {"redline": redline_html(line.runs), "redline_lang": line.lang if line.lang != html_lang() else None}
    return card


def _fate(line: Line, number: int) -> str:
    """One sentence on what became of the article up to the newest version."""
    place = write_number(line.number, html_lang())
    told = {
        Change.KEPT: _("Unchanged since, up to version %(number)s.", number=number),
        Change.MOVED: _(
            "Its words are unchanged; in version %(number)s it stands elsewhere, as %(place)s.",
            number=number,
            place=place,
        ),
        Change.CHANGED: _("The article reads differently in version %(number)s.", number=number),
        Change.DELETED: _("Version %(number)s has deleted the article.", number=number),
        Change.MERGED: _("Version %(number)s has merged the article into another.", number=number),
    }
    return str(told.get(line.change, ""))


def _quote(address: str, text: ArticleText) -> Passage:
    """The words at an address, or the whole article's where this language has no such place."""
    passage = words(text.text)
    provision = _provision(address, passage.text)
    return Passage(_written(provision), passage.lang) if provision else passage


def _still(quoted: Passage, comment: Comment, texts: Sequence[ArticleText]) -> str | None:
    """Where the very words that were quoted stand now, if they do."""
    if comment.address is None or comment.address.find(".") < 0:
        return None
    for text in sorted(texts, key=lambda text: text.article_id != comment.article_id):
        for provision in walk(parse(_in(text.text, quoted.lang))):
            if _written(provision) == quoted.text:
                place = write_address(text.article.key + provision.suffix, html_lang(), text.number)
                return str(_("The words quoted here still stand, as %(place)s.", place=place))
    return None


def _provision(address: str, text: str) -> Provision | None:
    place = parse_address(address)
    if place is None or not place.place:
        return None
    return next((found for found in walk(parse(text)) if found.place == place.place), None)


def _written(provision: Provision) -> str:
    return "\n".join([provision.line, *map(_written, provision.children)])


def _in(text: Bilingual, lang: str) -> str:
    return text.en if lang.startswith("en") else text.zh
