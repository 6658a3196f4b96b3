"""Schemathesis against the application itself: whatever the API's own description allows or forbids is asked, and answers judged by it."""

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from unittest.mock import patch

import schemathesis
from schemathesis import engine
from schemathesis.engine import events
from schemathesis.transport.wsgi import WSGITransport

from app import Gongyi

DOCUMENT = "/api/v1/openapi.json"
PHASES = ("examples", "coverage", "fuzzing", "stateful")
# What the description cannot tell beforehand answers 422 as well: words that are blank to a reader, places that a bill does
# not have, a key that was used for something else, the cursor of another list.
JUDGED_LATER = ("2xx", "3xx", "401", "403", "404", "409", "422", "429")
REFUSED = ("401", "403", "404", "405", "409", "413", "422", "429")
_NETWORK = ("max_redirects", "verify", "cert", "proxies", "timeout")


@dataclass
class Run:
    """What was asked, by answer, and what was found wrong, each once."""

    answers: Counter[int] = field(default_factory=Counter)
    findings: dict[str, str] = field(default_factory=dict)

    @property
    def requests(self) -> int:
        """How many requests were made."""
        return sum(self.answers.values())


def examine(
    app: Gongyi, headers: Mapping[str, str], *, examples: int, seed: int, phases: tuple[str, ...] = PHASES
) -> Run:
    """Ask the API everything that its description brings to mind, with a token or without, and collect what is wrong."""
    run = Run()
    with _in_process():
        schema = schemathesis.openapi.from_wsgi(DOCUMENT, app, config=_config(headers, examples, seed, phases))
        for event in engine.from_schema(schema).execute():
            if isinstance(event, events.ScenarioFinished):
                _note(run, event.recorder)
            elif isinstance(event, events.NonFatalError):
                run.findings[f"{event.label}: {type(event.value).__name__}"] = str(event.value)
            elif isinstance(event, events.FatalError):
                raise event.exception
    return run


def _note(run: Run, recorder: Any) -> None:
    for interaction in recorder.interactions.values():
        if interaction.response is not None:
            run.answers[interaction.response.status_code] += 1
    for check in (check for checks in recorder.checks.values() for check in checks):
        if check.failure_info is not None:
            failure = check.failure_info.failure
            told = f"{failure.message}\n{check.failure_info.code_sample}"
            run.findings.setdefault(f"{check.name}: {failure.operation}: {failure.title}", told)


def _config(headers: Mapping[str, str], examples: int, seed: int, phases: tuple[str, ...]) -> schemathesis.Config:
    lenient = {"checks": {"positive_data_acceptance": {"expected-statuses": list(JUDGED_LATER)}}}
    too_large = {"negative_data_rejection": {"expected-statuses": list(REFUSED)}}
    judged = [
        {"include-method": ["POST", "PATCH", "PUT", "DELETE"]},
        {"include-name": "GET /api/v1/bills/{slug}/comments"},
    ]
    return schemathesis.Config.from_dict(
        {
            "seed": seed,
            "headers": dict(headers),
            "warnings": False,
            "checks": too_large,
            "generation": {"max-examples": examples, "deterministic": True, "database": "none"},
            "phases": {
                name: {"enabled": name in phases} | ({"max-steps": 6} if name == "stateful" else {}) for name in PHASES
            },
            "operations": [one | lenient for one in judged],
        }
    )


@contextmanager
def _in_process() -> Iterator[None]:
    """Leave out of the checks' own requests what only a network knows (the library passes it to Werkzeug's client)."""
    send = WSGITransport.send

    def without_network(self: WSGITransport, case: Any, **given: Any) -> Any:
        if given.get("session") is None:
            given = {name: value for name, value in given.items() if name not in _NETWORK}
        return send(self, case, **given)

    with patch.object(WSGITransport, "send", without_network):
        yield
