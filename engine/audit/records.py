"""What the lines of a log say, before they are chained: `docs/decision-log.md` lists every member."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from engine.audit.canonical import digest, digest_of
from engine.decision.amounts import Amount
from engine.decision.kleene import outcome
from engine.decision.result import Considered, InTime, Result
from engine.decision.verdict import Verdict
from engine.program.program import Program
from engine.rulebook.entries import plain_fact
from engine.rulebook.rulebook import LANGUAGE_VERSION
from engine.rulebook.values import Unit

LOG_FORMAT = "after-rules-log/1"
#: A line of a log as read or as about to be written.
Record = dict[str, Any]
#: Units whose values result files state in other words than the engine holds them.
REWORDED: frozenset[Unit] = frozenset({"day", "moment", "list"})
#: Gives what stands for a value of a subject: from the name of its column and the value.
Masked = Callable[[str, str], str]


@dataclass(frozen=True, slots=True)
class Run:
    """Who decided: the run, the engine, and the operator as he named himself."""

    id: str
    moment: str  #: ISO, as the clock of the command line said
    engine: str  #: version
    operator: str | None = None

    def record(self) -> Record:
        return {
            "id": self.id,
            "moment": self.moment,
            "engine": self.engine,
            "language": LANGUAGE_VERSION,
            "operator": self.operator,
        }


def header_record(run: Run, checkpoint_every: int, masking: str | None, *, with_sm3: bool) -> Record:
    """Return the first record of a log. `masking` is the id of the key that subjects are masked with."""
    return {
        "kind": "header",
        "format": LOG_FORMAT,
        "log": run.id,
        "created": run.moment,
        "hashes": ["sha256", "sm3"] if with_sm3 else ["sha256"],
        "checkpoint_every": checkpoint_every,
        "masking": masking,
    }


def decision_record(
    result: Result, run: Record, editions: Iterable[Program], traces: Iterable[str], masked: Masked | None = None
) -> Record:
    """Return the record of one decision.

    `editions` are the programs that could have been applied (more than one only in time), `traces` the full traces of
    those that were evaluated, oldest first; `masked` gives what stands for a value of the subject's key.
    """
    program = result.program
    facts = stated_facts(result)
    applied = result.time is None or result.time.edition is not None
    return {
        "kind": "decision",
        "run": run,
        "rulebook": program.name,
        "edition": program.edition.isoformat() if applied else None,
        "digest": program.digest if applied else None,
        "editions": [{"edition": each.edition.isoformat(), "digest": each.digest} for each in editions],
        "as_of": program.as_of.isoformat(),
        "subject": stated_subject(result, masked),
        "facts": facts,
        "facts_digest": digest_of(facts),
        "verdict": stated_verdict(result),
        "trace_digest": trace_digest(traces),
        "failed": result.failure,
    }


def stated_subject(result: Result, masked: Masked | None) -> dict[str, str]:
    """Return who is decided about, or what stands for that."""
    key = dict(result.subject.key)
    return {name: masked(name, value) for name, value in key.items()} if masked else key


def trace_digest(traces: Iterable[str]) -> str:
    """Return the digest of traces as JSON, each with a line end behind it."""
    return digest("".join(f"{trace}\n" for trace in traces))


def stated_facts(result: Result) -> dict[str, object]:
    """Return every fact that the family declares, as result files state it; null is unknown."""
    known = result.subject.facts.get
    return {
        fact.name: plain_fact(known(fact.name), fact) if fact.unit in REWORDED else known(fact.name)
        for fact in result.program.facts
    }


def stated_verdict(result: Result) -> Record:
    """Return what was decided, without any reasoning that the facts and the rulebook give again."""
    verdict = result.verdict
    stated: Record = {
        "outcome": {found.name: found.value for found in verdict.decisions},
        "because": {found.name: found.because for found in verdict.decisions if found.because},
        "undetermined": _undetermined(verdict),
        "flags": {flag.name: outcome(flag.outcome) for flag in verdict.flags},
        "duties": {duty.name: {"status": duty.status, "due": duty.due} for duty in result.duties},
    }
    if conflicts := [found.name for found in verdict.decisions if found.standing == "conflict"]:
        stated["conflict"] = conflicts
    if result.amounts:
        stated["amounts"] = {found.name: _amount(found) for found in result.amounts}
    return stated | _in_time(result.time) if result.time else stated


def _amount(found: Amount) -> Record:
    """Return an amount; of what is shared the shares in the order of the list, and as its value what remains."""
    shares = None if found.shares is None else [share.amount for share in found.shares]
    return {
        "standing": found.standing,
        "value": found.value,
        "shares": shares,
        "because": found.because,
        "undetermined": found.deciding,
    }


def _undetermined(verdict: Verdict) -> Mapping[str, tuple[str, ...]]:
    return {found.name: found.deciding for found in verdict.decisions if found.standing == "undetermined"}


def _in_time(time: InTime) -> Record:
    return {
        "answer": time.answer,
        "applied_by": time.applied_by,
        "considered": [_considered(each) for each in time.considered],
    }


def _considered(considered: Considered) -> Record:
    return {
        "edition": considered.program.edition.isoformat(),
        "digest": considered.program.digest,
        "outcome": considered.outcome.value,
        "possible": considered.outcome.possible,
    }
