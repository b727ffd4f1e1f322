"""The decision log: one line a subject, each line holding the hash of the one before.

A line is canonical JSON (keys sorted, no spaces, UTF-8) with these members:

`schema_version`, `sequence` (from 1), `run` (`id`, `moment`), `engine` (version), `rulebook`, `edition`, `digest`
(of the rulebook's text and sources), `as_of` (law date), `subject`, `facts` (as result files state them, null is
unknown), `facts_digest` (SHA-256 of the canonical JSON of `facts`), `verdict` (`outcome`, `because`, `undetermined`,
`flags`, `duties`), `previous` (the `hash` of the line before; of the first line 64 zeros) and `hash`: SHA-256 of the
canonical JSON of the line without `hash`. The trace is left out: the facts and the digest give it again.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from engine.decision.kleene import Kleene
from engine.decision.result import Result
from engine.decision.verdict import Verdict
from engine.rulebook.entries import plain_fact

SCHEMA_VERSION = 1
FIRST = "sha256:" + "0" * 64


@dataclass(frozen=True, slots=True)
class Run:
    """Who decided: the run and the engine."""

    id: str
    moment: str  #: ISO, as the clock of the command line said
    engine: str  #: version


def log_lines(results: Iterable[Result], run: Run) -> Iterator[str]:
    """Yield one line for each result, chained in this order."""
    previous = FIRST
    for sequence, result in enumerate(results, 1):
        entry = _entry(result, run) | {"sequence": sequence, "previous": previous}
        previous = digest_of(entry)
        yield canonical(entry | {"hash": previous})


def digest_of(value: object) -> str:
    """Return the SHA-256 of the canonical JSON of `value`."""
    return "sha256:" + hashlib.sha256(canonical(value).encode()).hexdigest()


def canonical(value: object) -> str:
    """Return `value` as JSON with sorted keys and no spaces: equal values give equal text."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def _entry(result: Result, run: Run) -> dict[str, object]:
    program = result.program
    facts = _facts(result)
    return {
        "schema_version": SCHEMA_VERSION,
        "run": {"id": run.id, "moment": run.moment},
        "engine": run.engine,
        "rulebook": program.name,
        "edition": program.edition.isoformat(),
        "digest": program.digest,
        "as_of": program.as_of.isoformat(),
        "subject": dict(result.subject.key),
        "facts": facts,
        "facts_digest": digest_of(facts),
        "verdict": _verdict(result),
    }


def _facts(result: Result) -> dict[str, object]:
    facts = result.subject.facts
    return {fact.name: plain_fact(facts.get(fact.name), fact) for fact in result.program.facts}


def _verdict(result: Result) -> dict[str, object]:
    verdict = result.verdict
    return {
        "outcome": {found.name: found.value for found in verdict.decisions},
        "because": {found.name: found.because for found in verdict.decisions if found.because},
        "undetermined": _undetermined(verdict),
        "flags": {flag.name: _word(flag.outcome) for flag in verdict.flags},
        "duties": {duty.name: {"status": duty.status, "due": duty.due} for duty in result.duties},
    }


def _undetermined(verdict: Verdict) -> dict[str, tuple[str, ...]]:
    return {found.name: found.deciding for found in verdict.decisions if found.standing == "undetermined"}


def _word(outcome: Kleene) -> str:
    return "unknown" if outcome is None else "met" if outcome else "not_met"
