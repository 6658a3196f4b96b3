"""Finding the forms of pages, filling them oddly, sending them, and noting what should never be answered."""

import random
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from urllib.parse import quote_from_bytes, urljoin, urlsplit

from flask.testing import FlaskClient
from lxml import html
from sqlalchemy.orm import Session
from werkzeug.datastructures import FileStorage, MultiDict
from werkzeug.test import TestResponse

from tests.architecture.permissions import ROWS
from tests.architecture.things import address_of
from tests.builders import World
from tests.fuzzing.words import FILES, ODD, PLAIN

Pairs = list[tuple[str, bytes]]
PERSONAS = ("stranger", "citizen", "moderator", "official")
MADE_SLOWLY = (".pdf", ".docx", ".zip")


@dataclass(frozen=True)
class Field:
    """A control of a form: what it holds, and what may be chosen."""

    name: str
    kind: str
    value: bytes
    options: tuple[bytes, ...] = ()


@dataclass(frozen=True)
class FoundForm:
    """A form as a page shows it."""

    action: str
    method: str
    is_multipart: bool
    fields: tuple[Field, ...]

    @property
    def shape(self) -> tuple[str, str, tuple[str, ...]]:
        """What makes it another form than the others."""
        return self.method, self.action, tuple(control.name for control in self.fields)


@dataclass
class Round:
    """What was sent, by answer, and what was found wrong."""

    answers: Counter[int] = field(default_factory=Counter)
    findings: list[str] = field(default_factory=list)
    forms: int = 0

    @property
    def requests(self) -> int:
        """How many requests were made."""
        return sum(self.answers.values())


def read_forms(page: str, address: str) -> Iterator[FoundForm]:
    """The forms of a page, one more for each button that sends one to another address."""
    if "<form" not in page:
        return
    for form in html.fromstring(page.encode()).iter("form"):
        fields = tuple(_read_fields(form))
        actions = [form.get("action") or address, *(b.get("formaction") for b in form.iter("button"))]
        for action in filter(None, actions):
            yield FoundForm(
                action=urljoin(address, action),
                method=(form.get("method") or "get").lower(),
                is_multipart=form.get("enctype") == "multipart/form-data",
                fields=fields,
            )


def _read_fields(form: html.HtmlElement) -> Iterator[Field]:
    chosen: dict[str, list[bytes]] = {}
    for control in form.iter("input", "select", "textarea", "button"):
        name, kind = control.get("name"), control.get("type") or str(control.tag)
        value = (control.text or "" if control.tag == "textarea" else control.get("value") or "").encode()
        if not name:
            continue
        if kind in ("radio", "checkbox"):
            chosen.setdefault(name, []).append(value or b"y")
        elif control.tag == "select":
            chosen[name] = [(option.get("value") or "").encode() for option in control.iter("option")]
        else:
            yield Field(name, "text" if kind == "input" else kind, value)
    yield from (Field(name, "choice", options[0], tuple(options)) for name, options in chosen.items() if options)


def fill(form: FoundForm, dice: random.Random) -> Pairs:
    """Fill a form: with odd words everywhere, or with plausible ones but for one field; now and then twice or not at all."""
    odd_one = dice.choice(form.fields).name if form.fields and dice.random() < 0.6 else None
    pairs: Pairs = []
    for control in form.fields:
        is_odd = control.name == odd_one if odd_one else dice.random() < 0.7
        left_out = 0.1 if is_odd else 0.7 if control.kind == "submit" else 0
        if dice.random() < left_out:
            continue
        pairs.append((control.name, dice.choice(ODD) if is_odd else _plausible(control, dice)))
        if is_odd and dice.random() < 0.1:
            pairs.append((control.name, dice.choice(ODD)))
    return pairs


def _plausible(control: Field, dice: random.Random) -> bytes:
    if control.options:
        return dice.choice(control.options)
    return control.value or (b"" if control.kind in ("hidden", "submit") else PLAIN.get(control.kind, PLAIN["text"]))


def send(client: FlaskClient, form: FoundForm, pairs: Pairs, dice: random.Random) -> TestResponse:
    """Send a form as a browser would, but with bytes that no browser sends."""
    files = {control.name for control in form.fields if control.kind == "file"}
    if form.is_multipart:
        data: MultiDict[str, object] = MultiDict()
        for name, value in pairs:
            file_name, content = dice.choice(FILES)
            is_file = name in files
            data.add(name, FileStorage(BytesIO(content), file_name) if is_file else value.decode("utf-8", "replace"))
        return client.post(form.action, data=data, content_type="multipart/form-data")
    sent = "&".join(f"{quote_from_bytes(name.encode())}={quote_from_bytes(value)}" for name, value in pairs)
    if form.method == "get":
        return client.get(f"{form.action.partition('?')[0]}?{sent}")
    return client.post(form.action, data=sent, content_type="application/x-www-form-urlencoded")


def addresses_for(persona: str, world: World, rules: tuple[str, ...] | None = None) -> list[str]:
    """The addresses of all pages that a persona may open (or of some rules), on each kind of thing."""
    open_to = [row for row in ROWS if row.method == "GET" and row.status(persona) == "200" and "/api/" not in row.rule]
    wanted = [row for row in open_to if rules is None or row.rule in rules]
    found = dict.fromkeys(address_of(row.rule, world, row.on) for row in wanted)
    return [address for address in found if not address.endswith(MADE_SLOWLY)]


class Visitor:
    """A persona's browser, in a world of which each of its acts is undone again."""

    def __init__(self, client: FlaskClient, world: World, session: Session, persona: str) -> None:
        self.client, self.session, self.persona, self.round = client, session, persona, Round()
        world.sign_in(client, persona)
        cookie = client.get_cookie("gongyi")
        self.cookie = cookie.value if cookie else ""

    def read_all(self, addresses: list[str]) -> list[FoundForm]:
        """Open pages; return each form once."""
        forms: Mapping[object, FoundForm] = {}
        for address in addresses:
            answer = self._ask(lambda here=address: self.client.get(here), address)
            if answer is not None and answer.mimetype == "text/html":
                forms = {form.shape: form for form in read_forms(answer.text, address)} | dict(forms)
        self.round.forms = len(forms)
        return list(forms.values())

    def try_form(self, form: FoundForm, dice: random.Random) -> None:
        """Send a form filled oddly, open where it leads, and undo what it did."""
        pairs = fill(form, dice)
        attempt = self.session.begin_nested()
        self.session.connection()  # only now is there a savepoint
        answer = self._ask(lambda: send(self.client, form, pairs, dice), f"{form.method} {form.action} {pairs}")
        if answer is not None and answer.status_code == 303 and not urlsplit(answer.location).netloc:
            self._ask(lambda: self.client.get(answer.location), f"after {form.action}: {answer.location}")
        self.session.expire_all()
        if attempt.is_active:
            attempt.rollback()

    def _ask(self, request: object, what: str) -> TestResponse | None:
        self.client.set_cookie("gongyi", self.cookie)
        try:
            answer: TestResponse = request()  # type: ignore[operator]
        except Exception as error:
            self.round.answers[500] += 1
            self.round.findings.append(f"{self.persona}: {what[:600]}: {type(error).__name__}: {error}")
            return None
        self.round.answers[answer.status_code] += 1
        if answer.status_code >= 500:
            self.round.findings.append(f"{self.persona}: {what[:600]}: {answer.status_code}")
        return answer
