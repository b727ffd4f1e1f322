"""Decisions as `decision_record` states them, in the canonical text that a chain is made of: what many share, once."""

from collections.abc import Iterable, Sequence
from functools import lru_cache, partial
from typing import NamedTuple

from engine.audit.canonical import canonical, digest, joined, runs
from engine.audit.chain import CHAINED, Runs
from engine.audit.records import REWORDED, Masked, Record, decision_record, stated_subject, trace_digest
from engine.decision.result import Duty, Result
from engine.decision.verdict import Verdict
from engine.program.program import Facts, Program
from engine.rulebook.entries import plain_fact
from engine.rulebook.rulebook import FactDeclaration
from engine.rulebook.values import FactValue

#: What each decision has of its own.
_OWN = ("facts", "facts_digest", "subject", "trace_digest")
_CUTS = tuple(sorted((*_OWN, *CHAINED)))
#: Verdicts kept in writing; a program with more has so many tests that keeping them would not pay.
_KEPT = 10_000


class _Shared(NamedTuple):
    verdict: Verdict
    duties: tuple[Duty, ...]
    runs: Runs  #: between `_CUTS`


class DecisionRuns:
    """Writes the decisions of one run; `masked` gives what stands for a value of a subject's key."""

    def __init__(self, run: Record, editions: Sequence[Program], masked: Masked | None = None) -> None:
        self._run = run
        self._editions = editions
        self._masked = masked
        self._kept: dict[tuple[int, int, int], _Shared] = {}
        #: By the identity of a program, which is kept: what writes its facts.
        self._facts: dict[int, FactTexts] = {}

    def of(self, result: Result, traces: Iterable[str]) -> Runs:
        """Return the canonical JSON of `decision_record`, in the runs between which a chain sets its own members."""
        if result.time or result.amounts or result.failed:  # they share nothing
            return runs(decision_record(result, self._run, self._editions, traces, self._masked), CHAINED)
        facts = self._fact_texts(result.program).text(result.subject.facts)
        first, second, third, *between, fourth, fifth, last = self._shared(result)
        before = joined(first, f'"facts":{facts}', second, f'"facts_digest":"{digest(facts)}"', third)
        subject = f'"subject":{canonical(stated_subject(result, self._masked))}'
        behind = joined(fourth, subject, fifth, f'"trace_digest":"{trace_digest(traces)}"', last)
        return (before, *between, behind)

    def _fact_texts(self, program: Program) -> "FactTexts":
        found = self._facts.get(id(program))
        return found or self._facts.setdefault(id(program), FactTexts(program))

    def _shared(self, result: Result) -> Runs:
        verdict, duties = result.verdict, result.duties
        key = id(result.program), id(verdict), id(duties)
        kept = self._kept.get(key)
        if kept is None:
            record = decision_record(result, self._run, self._editions, (), self._masked)
            shared = runs({name: value for name, value in record.items() if name not in _OWN}, _CUTS)
            if len(self._kept) >= _KEPT:
                self._kept.clear()
            kept = self._kept[key] = _Shared(verdict, duties, shared)  # both are kept, so their ids stay their own
        return kept.runs


class FactTexts:
    """Writes the canonical JSON of `stated_facts`: the names once, whole numbers as they are."""

    def __init__(self, program: Program) -> None:
        self.program = program
        facts = sorted(program.facts, key=lambda fact: fact.name)
        self._text = "{" + ",".join(f"{canonical(fact.name).replace('%', '%%')}:%s" for fact in facts) + "}"
        self._facts = [
            (fact.name, fact.unit not in REWORDED, lru_cache(maxsize=_KEPT, typed=True)(partial(_written, fact)))
            for fact in facts
        ]

    def text(self, facts: Facts) -> str:
        """Return what is stated of a subject; null is unknown."""
        known = facts.get
        return self._text % tuple(
            [
                value if type(value := known(name)) is int and as_it_is else write(value)
                for name, as_it_is, write in self._facts
            ]
        )


def _written(fact: FactDeclaration, value: FactValue) -> str:
    return canonical(plain_fact(value, fact))
