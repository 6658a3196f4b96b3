"""Programs that write to a running server by the API, and note in a ledger what it acknowledges; they outlive the server."""

import http.client
import json
import random
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from tests.endurance.ledger import Ledger

EACH = 8  # posts of one person: fewer than what a person may post in ten minutes
BROKEN = (OSError, http.client.HTTPException)


@dataclass(frozen=True)
class Account:
    """Who writes."""

    person_id: int
    headers: Mapping[str, str]


class Writer(threading.Thread):
    """Posts, replies, endorses and withdraws as one person after another, until it is told to stop."""

    def __init__(self, port: int, slug: str, accounts: Iterator[Account], ledger: Ledger, seed: int) -> None:
        super().__init__(daemon=True)
        self.port, self.slug, self.accounts, self.ledger = port, slug, accounts, ledger
        self.dice, self.stopped = random.Random(seed), threading.Event()
        self.odd_answers: list[tuple[int, Any]] = []

    def run(self) -> None:
        """Write."""
        for account in self.accounts:
            for _post in range(EACH):
                if self.stopped.is_set():
                    return
                self.post(account)

    def post(self, account: Account) -> None:
        """Post something, and then perhaps endorse something or take the post back."""
        words: dict[str, Any] = {"body": f"稽核意見 {uuid4().hex}"}
        known = list(self.ledger.posted)
        above = self.dice.choice(known) if known and self.dice.random() < 0.4 else None
        if above is not None:
            words["parent"] = above
        status, made = self.insist("POST", f"bills/{self.slug}/comments", words, account)
        if status == 201:
            with self.ledger.lock:
                self.ledger.posted[made["id"]] = words["body"]
            if self.dice.random() < 0.1:
                self.act("DELETE", made["id"], "", account, self.ledger.withdrawn)
        elif status not in (0, 409):  # the comment above may have gone meanwhile
            self.odd_answers.append((status, made))
        if above is not None and self.dice.random() < 0.5:
            self.endorse(account, above)

    def endorse(self, account: Account, number: int) -> None:
        """Endorse a comment."""
        try:
            status, _made = self.ask("PUT", f"comments/{number}/endorsement", None, account)
        except BROKEN:
            return
        if status == 204:
            with self.ledger.lock:
                self.ledger.endorsed.add((number, account.person_id))

    def act(self, method: str, number: int, more: str, account: Account, done: set[int], **words: str) -> None:
        """Do something to a comment once; where no answer came, nobody knows whether it was done."""
        with self.ledger.lock:
            self.ledger.unsure.add(number)
        try:
            status, _made = self.ask(method, f"comments/{number}{more}", words or None, account)
        except BROKEN:
            return
        with self.ledger.lock:
            if status in (200, 201, 204):
                done.add(number)
            self.ledger.unsure.discard(number)

    def insist(self, method: str, path: str, words: dict[str, Any], account: Account) -> tuple[int, Any]:
        """Send a request under one key until it is answered, however often the server is killed meanwhile."""
        key = {"Idempotency-Key": uuid4().hex}
        while not self.stopped.is_set():
            try:
                return self.ask(method, path, words, account, key)
            except BROKEN:
                with self.ledger.lock:
                    self.ledger.retried += 1
                time.sleep(0.05)
        return 0, None

    def ask(
        self, method: str, path: str, words: Any, account: Account, more: Mapping[str, str] | None = None
    ) -> tuple[int, Any]:
        """Send one request; a connection that breaks before the whole answer is there raises."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        headers = {**account.headers, **(more or {}), "Content-Type": "application/json"}
        try:
            connection.request(method, f"/api/v1/{path}", json.dumps(words) if words else None, headers)
            answer = connection.getresponse()
            sent = answer.read()
        finally:
            connection.close()
        return answer.status, json.loads(sent) if sent else None


class Moderator(Writer):
    """Hides one comment after another."""

    def run(self) -> None:
        """Hide."""
        account = next(self.accounts)
        while not self.stopped.wait(0.1):
            with self.ledger.lock:
                left = sorted(
                    self.ledger.posted.keys() - self.ledger.hidden - self.ledger.withdrawn - self.ledger.unsure
                )
            if left:
                words = {"ground": "spam", "reason": "It advertises a shop and says nothing on the bill."}
                self.act("POST", self.dice.choice(left), "/hiding", account, self.ledger.hidden, **words)
