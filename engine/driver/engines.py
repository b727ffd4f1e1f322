"""Which engine decides, and what it found: durable_rules decides a few subjects, the reference or DuckDB many."""

from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice
from typing import Literal

from engine.backends.reference import Reference
from engine.decision.result import Subject
from engine.driver.decided import Decided, DisagreementError, subject_name
from engine.messages.words import Phrase, phrase
from engine.source.report import Diagnostic, Rejected

EngineName = Literal["auto", "durable", "reference", "duckdb"]
#: Up to this many subjects `auto` decides with durable_rules (`benchmarks/durable_speed.py` measures why).
SMALL = 1_000


class Engines:
    """Decides subjects with the engine asked for, or the one that fits."""

    def __init__(self, reference: Reference, wanted: EngineName, *, traced: bool) -> None:
        self.name: EngineName = wanted
        #: What is to be told once: that another engine decides than was to be expected. Codes: U705.
        self.notice: Diagnostic | None = None
        self._reference = reference
        self._traced = traced

    def decided(self, subjects: Iterable[Subject]) -> Iterator[Decided]:
        """Yield what became of each subject, in the order given.

        Raises `Rejected` (about: usage) where the engine asked for cannot be used, and `DisagreementError`. Both come
        before the first subject is yielded, so that nothing has been written yet.
        """
        first = iter(subjects)
        if self.name == "reference":
            return self._by_reference(first)
        if self.name == "durable":
            return self._durable(list(first))
        if self.name == "duckdb":
            return self._by_columns(list(first))
        head = list(islice(first, SMALL + 1))
        if len(head) <= SMALL:
            return self._by_durable_if_possible(head)
        self.name = "reference"
        return self._by_reference(chain(head, first))

    @staticmethod
    def failure(subject: Subject, reason: Phrase) -> Diagnostic:
        """Return what is said of a subject that the engine could not decide. Codes: U703."""
        values = {"subject": subject_name(subject), "reason": reason}
        return Diagnostic(code="U703", span=None, values=values, help=phrase("durable.help.failed"))

    def _by_durable_if_possible(self, subjects: list[Subject]) -> Iterator[Decided]:
        try:
            return self._durable(subjects)
        except DisagreementError:
            raise
        except Rejected as unavailable:
            found = unavailable.report.diagnostics[0]
            self.notice = Diagnostic(code="U705", span=None, values={"reason": found.message}, help=found.help)
            self.name = "reference"
            return self._by_reference(iter(subjects))

    def _durable(self, subjects: list[Subject]) -> Iterator[Decided]:
        from engine.driver.by_durable import by_durable  # noqa: PLC0415 (durable_rules is loaded where it is needed)

        self.name = "durable"
        return by_durable(self._reference, subjects, traced=self._traced)

    def _by_columns(self, subjects: list[Subject]) -> Iterator[Decided]:
        from engine.driver.by_columns import by_columns  # noqa: PLC0415 (DuckDB is loaded where it is needed)

        decided = by_columns(self._reference, subjects)
        return map(self._and_firings(), decided) if self._traced else decided

    def _by_reference(self, subjects: Iterator[Subject]) -> Iterator[Decided]:
        verdict_of = self._reference.verdict
        if not self._traced:
            return (Decided(subject, verdict_of(subject.facts), (), None) for subject in subjects)
        return map(self._and_firings(), map(self._judged, subjects))

    def _judged(self, subject: Subject) -> Decided:
        truths = self._reference.truths(subject.facts)
        return Decided(subject, self._reference.verdict_on(subject.facts, truths), (), None, truths)

    def _and_firings(self) -> Callable[[Decided], Decided]:
        """Return what adds the firings of durable_rules, which every engine states, to what became of a subject."""
        from engine.driver.by_durable import firings_of  # noqa: PLC0415 (durable_rules is loaded where it is needed)

        firings = firings_of(self._reference)

        def added(decided: Decided) -> Decided:
            truths = decided.truths
            assert truths is not None, "INVARIANT: these engines say how the tests turned out"  # noqa: S101
            return decided._replace(firings=firings(decided.subject, truths))

        return added
