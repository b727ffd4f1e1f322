"""Results → JSON, one object a subject, keys in the documented order.

Results of the same verdict differ only in the subject: everything else is written once and kept.
"""

from collections.abc import Callable

from engine.decision.amounts import Amount, Share
from engine.decision.result import Considered, Duty, InTime, Result
from engine.decision.trace import Trace
from engine.decision.verdict import DecisionOutcome, Trigger, Verdict
from engine.program.program import Program
from engine.render.json_text import obj, quoted, scalar, texts
from engine.render.trace_json import TraceWriter

SCHEMA_VERSION = 1
#: Verdicts kept in writing; a program with more has so many tests that keeping them would not pay.
_KEPT = 10_000


class ResultLines:
    """Writes the results of one program; `trace` writes their traces."""

    def __init__(self, program: Program, trace: Callable[[Trace], str]) -> None:
        head = {
            "schema_version": str(SCHEMA_VERSION),
            "rulebook": quoted(program.name),
            "edition": quoted(program.edition.isoformat()),
            "digest": quoted(program.digest),
        }
        self._head = f'{obj(head)[:-1]}, "subject": {{'
        none_applies = {**head, "edition": "null", "digest": "null"}
        self._open_head = f'{obj(none_applies)[:-1]}, "subject": {{'
        self._middle = f'}}, "as_of": {quoted(program.as_of.isoformat())}, '
        self._names = {column: quoted(column) for column in program.family.key}
        self._trace = trace
        self._written: dict[int, tuple[Verdict, tuple[Duty, ...], str, str]] = {}

    def line(self, result: Result) -> str:
        """Return `result` as one line of JSON, without its end."""
        before, between, behind = self.around(result)
        trace = (result.trace.json or self._trace(result.trace)) if result.trace else "{}"
        return f"{before}{self.subject(result.subject.key)}{between}{trace}{behind}"

    def subject(self, key: tuple[tuple[str, str], ...]) -> str:
        """Return the members that say who the subject is."""
        names = self._names
        return ", ".join([f"{names[column]}: {quoted(text)}" for column, text in key])

    def subject_format(self) -> str:
        """Return the same with `%s` for each cell of the key, which is to be quoted."""
        return ", ".join(f"{name.replace('%', '%%')}: %s" for name in self._names.values())

    def around(self, result: Result) -> tuple[str, str, str]:
        """Return the line of `result` before its subject, from there to its trace, and behind that."""
        decided, end = self._decided(result)
        if result.failure:
            end = f'{end[:-1]}, "failed": {quoted(result.failure)}}}'
        if result.time is None:
            return self._head, f'{self._middle}{decided}, "trace": ', end
        head = self._head if result.time.edition else self._open_head
        return head, f'{self._middle}{decided}, {in_time(result.time)}, "trace": ', end

    def _decided(self, result: Result) -> tuple[str, str]:
        verdict, duties = result.verdict, result.duties
        if result.program.amounts:  # numbers are those of one subject
            return f"{_decided(verdict, duties, result.amounts)}, {amounts(result.amounts)}", _conflicts(verdict)
        kept = self._written.get(id(verdict))
        if kept and kept[0] is verdict and kept[1] is duties:
            return kept[2], kept[3]
        if len(self._written) >= _KEPT:
            self._written.clear()
        decided, end = _decided(verdict, duties, ()), _conflicts(verdict)
        self._written[id(verdict)] = (verdict, duties, decided, end)  # the verdict is kept, so its id stays its own
        return decided, end


def _decided(verdict: Verdict, duties: tuple[Duty, ...], amounts_found: tuple[Amount, ...]) -> str:
    decisions = verdict.decisions
    asked: tuple[DecisionOutcome | Amount, ...] = (*decisions, *amounts_found)
    decided = [decision for decision in decisions if decision.standing == "decided"]
    members = {
        "outcome": obj({found.name: scalar(found.value) for found in decisions}),
        "because": obj({found.name: texts(found.because) for found in decided}),
        "undetermined": obj({found.name: texts(found.deciding) for found in asked if _open(found)}),
        "duties": f"[{', '.join(map(_duty, duties))}]",
        "flags": texts(tuple(_flag(flag) for flag in verdict.flags if flag.outcome is not False)),
    }
    return obj(members)[1:-1]


def _open(found: DecisionOutcome | Amount) -> bool:
    return found.standing in ("undetermined", "contradiction")


def amounts(found: tuple[Amount, ...]) -> str:
    """Return the member that states the amounts; null where one is undetermined, or there is none."""
    return f'"amounts": {obj({amount.name: _amount(amount) for amount in found})}'


def _amount(amount: Amount) -> str:
    if amount.shares is None:
        return scalar(amount.value)
    shares = ", ".join(map(_share, amount.shares))
    return f'{{"shares": [{shares}], "remainder": {scalar(amount.value)}}}'


def _share(share: Share) -> str:
    named = {"name": scalar(share.name)} if share.name is not None else {"entry": scalar(share.position)}
    return obj({**named, "amount": scalar(share.amount)})


def in_time(time: InTime) -> str:
    """Return the members that say which edition applies; a trace of each stands with it where traces are asked for."""
    members = {
        "considered": f"[{', '.join(map(_considered, time.considered))}]",
        "applied_by": scalar(time.applied_by),
        "answer": quoted(time.answer),
    }
    return obj(members)[1:-1]


def _considered(considered: Considered) -> str:
    outcome = considered.outcome
    members = {
        "edition": quoted(considered.program.edition.isoformat()),
        "rank": quoted(considered.rank),
        "outcome": scalar(outcome.value),
    }
    if outcome.standing == "undetermined":
        members["possible"] = f"[{', '.join(map(scalar, outcome.possible))}]"
        members["undetermined"] = texts(outcome.deciding)
    if considered.trace:
        members["trace"] = TraceWriter(considered.program).trace(considered.trace)
    return obj(members)


def _conflicts(verdict: Verdict) -> str:
    """Return the end of the object; a conflict, where rules contradict each other, stands behind all else."""
    found = {
        decision.name: texts(decision.because) for decision in verdict.decisions if decision.standing == "conflict"
    }
    return f', "conflict": {obj(found)}}}' if found else "}"


def _flag(flag: Trigger) -> str:
    return flag.name if flag.outcome else f"unknown:{flag.name}"


def _duty(duty: Duty) -> str:
    members = {"id": quoted(duty.name), "due": scalar(duty.due), "status": quoted(duty.status)}
    if duty.waits_for:
        members["waits_for"] = texts(duty.waits_for)
    return obj(members)
