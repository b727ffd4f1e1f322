"""A log → a stratified sample of its decisions."""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from pathlib import Path

from engine.audit.canonical import canonical
from engine.audit.reading import decisions
from engine.audit.records import Record
from engine.audit.sample import Sample, Stratum, Unit, sample
from engine.backends.reference import Reference
from engine.decision.result import Result
from engine.decision.trace import Trace, TracedBranch, TracedCondition, TracedLeaf
from engine.driver.replaying import Again, decided_again

_OTHERWISE = "otherwise"
_MEASURED = frozenset({"CNY", "count", "duration", "ratio"})


def drawn_from(log: Path, seed: str, size: int, near: int) -> tuple[Sample, dict[int, Record]]:
    """Return a sample of `log`, which was verified, and the records drawn by their number.

    `near`: percent of a threshold by which a quantity may miss or pass it and be close to it.
    """
    references: dict[int, Reference] = {}
    units = [
        Unit(again.record["seq"], again.record["hash"], _stratum(again, references, near))
        for again in decided_again(log, decisions(log))
    ]
    found = sample(units, seed, size)
    wanted = {unit.seq for unit in found.drawn}
    return found, {record["seq"]: record for record in decisions(log) if record["seq"] in wanted}


def _stratum(again: Again, references: dict[int, Reference], near: int) -> Stratum:
    verdict = again.record["verdict"]
    if len({canonical([each["outcome"], each["possible"]]) for each in verdict.get("considered", ())}) > 1:
        return "changed"
    if again.result and any(_close(leaf, near) for leaf in _leaves(again.result, references)):
        return "near"
    if verdict["undetermined"] or again.record["failed"]:
        return "undetermined"
    if any(_OTHERWISE in because for because in verdict["because"].values()):
        return "residual"
    return "other"


def _leaves(result: Result, references: dict[int, Reference]) -> Iterator[TracedLeaf]:
    programs = [each.program for each in result.time.considered] if result.time else [result.program]
    for program in programs:
        reference = references.get(id(program)) or references.setdefault(id(program), Reference(program))
        yield from _of_trace(reference.trace(result.subject.facts))


def _of_trace(trace: Trace) -> Iterator[TracedLeaf]:
    conditions: list[TracedCondition | None] = [rule.condition for each in trace.decisions for rule in each.rules]
    yield from _measured(conditions)


def _measured(conditions: Iterable[TracedCondition | None]) -> Iterator[TracedLeaf]:
    for condition in conditions:
        if isinstance(condition, TracedLeaf):
            yield condition
        elif isinstance(condition, TracedBranch):
            yield from _measured(condition.parts)


def _close(leaf: TracedLeaf, near: int) -> bool:
    """Return whether a quantity lies at most `near` percent of its threshold away from it."""
    margin, threshold = leaf.margin, leaf.threshold
    if leaf.leaf.unit not in _MEASURED or margin is None or not isinstance(threshold, int | Fraction):
        return False
    limit, missed = abs(Fraction(threshold)), abs(Fraction(margin))
    return limit > 0 and missed * 100 <= near * limit
