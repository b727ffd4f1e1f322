"""Subjects → results, one after the other, and what is counted on the way."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from engine.backends.amounts import amounts_of
from engine.backends.judging import Truths
from engine.backends.reference import Reference
from engine.decision.amounts import Amount
from engine.decision.duties import duties_of
from engine.decision.lists import completed
from engine.decision.result import Duty, Result, Subject
from engine.decision.trace import Firing, Trace
from engine.decision.verdict import Verdict
from engine.driver.decided import subject_name
from engine.driver.engines import EngineName, Engines
from engine.driver.traces import TraceMode, Traces
from engine.messages.words import Phrase, phrase
from engine.program.program import Program
from engine.render.outcome_words import plain
from engine.source.report import Diagnostic


class Evaluation:
    """Evaluates subjects by one program."""

    def __init__(self, program: Program, trace: TraceMode, engine: EngineName = "reference") -> None:
        self.program = program
        self._reference = Reference(program)
        self._engines = Engines(self._reference, engine, traced=trace != "none")
        self._failed: list[tuple[Subject, Phrase]] = []
        self.traces = Traces(self._reference, trace)
        #: Duties without a deadline that starts from a fact follow from the verdict alone.
        self._timeless = all(duty.due is None or duty.due.since is None for duty in program.duties)
        #: By identity of the verdict: the verdict, its duties where they are timeless, and its subjects.
        self._seen: dict[int, tuple[Verdict, tuple[Duty, ...], list[Subject]]] = {}
        #: Each reason why a deadline cannot be computed, once, whomever it concerns: the results say whom.
        self._faults: dict[str, Diagnostic] = {}
        #: Amounts that cannot be computed because facts contradict each other.
        self._at_odds: list[Diagnostic] = []
        self._open_amounts = False  #: some amount could not be told

    def results(self, subjects: Iterable[Subject]) -> Iterator[Result]:
        """Yield the result of each subject, in the order given.

        Raises before the first: `Rejected` (about: usage) where the engine cannot be used, `DisagreementError`.
        """
        program, seen = self.program, self._seen
        for subject, verdict, firings, failed, truths in self._engines.decided(self._completed(subjects)):
            try:
                _, duties, alike = seen[id(verdict)]
            except KeyError:
                duties = duties_of(program, verdict, subject.facts)
                alike = []
                seen[id(verdict)] = (verdict, duties, alike)  # the verdict is kept, so its id stays its own
            alike.append(subject)
            if failed:
                self._failed.append((subject, failed))
            if not self._timeless:
                duties = duties_of(program, verdict, subject.facts)
                self._faults.update((str(duty.fault), duty.fault) for duty in duties if duty.fault)
            trace = None if failed else self._traced(subject, firings, truths)
            yield Result(
                program=program,
                subject=subject,
                verdict=verdict,
                duties=duties,
                trace=trace,
                failed=failed,
                amounts=self._amounts(subject, verdict),
            )

    def _amounts(self, subject: Subject, verdict: Verdict) -> tuple[Amount, ...]:
        found = amounts_of(self.program, verdict, subject.facts)
        for amount in found:
            self._open_amounts |= amount.standing in ("undetermined", "contradiction")
            if amount.standing == "contradiction":
                self._at_odds.append(_at_odds(subject, amount))
        return found

    def _completed(self, subjects: Iterable[Subject]) -> Iterable[Subject]:
        """Return `subjects` with what is derived from their lists, so that every engine finds the same numbers."""
        if not self.program.derived:
            return subjects
        return (replace(subject, facts=completed(self.program, subject.facts)) for subject in subjects)

    def _traced(self, subject: Subject, firings: tuple[Firing, ...], truths: Truths | None) -> Trace | None:
        if self.traces.mode == "none":
            return None
        truths = truths or self._reference.truths(subject.facts)
        return self.traces.trace(subject.facts, truths, firings, self._engines.name)

    def engine_troubles(self) -> Iterator[Diagnostic]:
        """Yield that another engine had to decide, and each subject that the engine could not. Codes: U703, U705."""
        if self._engines.notice:
            yield self._engines.notice
        yield from (self._engines.failure(subject, reason) for subject, reason in self._failed)

    @property
    def counts(self) -> dict[int, tuple[Verdict, int]]:
        """How many subjects had which verdict, so far."""
        return {key: (verdict, len(alike)) for key, (verdict, _, alike) in self._seen.items()}

    def outcomes(self) -> set[str]:
        """Return the words of all outcomes so far, and `undetermined` where there was one."""
        found = outcome_words(verdict for verdict, _, _ in self._seen.values())
        return {*found, "undetermined"} if self._open_amounts else found

    def faults(self) -> Iterator[Diagnostic]:
        """Yield what is wrong with the rulebook as the subjects met it. Codes: E518, E520."""
        yield from self.conflicts()
        yield from self._faults.values()

    def wrong_facts(self) -> Iterator[Diagnostic]:
        """Yield what is wrong with facts only together. Codes: E521."""
        yield from self._at_odds

    def conflicts(self) -> Iterator[Diagnostic]:
        """Yield each contradiction among rules that a subject met. Codes: E518."""
        for verdict, _, subjects in self._seen.values():
            yield from contradictions(self.program, verdict, subjects)


def contradictions(program: Program, verdict: Verdict, subjects: Iterable[Subject]) -> Iterator[Diagnostic]:
    """Yield each contradiction among rules in `verdict`, for each of `subjects` that has it. Codes: E518."""
    spans = {decision.name: decision.span for decision in program.decisions}
    for found in verdict.decisions:
        if found.standing != "conflict":
            continue
        for subject in subjects:
            values = {"subject": subject_name(subject), "decision": found.name, "rules": ", ".join(found.because)}
            help_ = phrase("eval.help.contradict")
            yield Diagnostic(code="E518", span=spans[found.name], values=values, help=help_)


def _at_odds(subject: Subject, amount: Amount) -> Diagnostic:
    values = {"subject": subject_name(subject), "name": amount.name, "facts": ", ".join(amount.deciding)}
    return Diagnostic(code="E521", span=None, values=values, help=phrase("eval.help.contradictory"))


def outcome_words(verdicts: Iterable[Verdict]) -> set[str]:
    """Return the words of all outcomes of `verdicts`, and `undetermined` where there was one."""
    decisions = [found for verdict in verdicts for found in verdict.decisions]
    words = {"undetermined" for found in decisions if found.standing == "undetermined"}
    for found in decisions:
        values = found.value if isinstance(found.value, tuple) else (found.value,)
        words |= {plain(value) for value in values if value is not None}
    return words


def known_outcomes(program: Program) -> tuple[str, ...]:
    """Return every outcome that `program` can come to, as `--fail-on` names them."""
    decisions = (program.decisions[index] for index in program.reading_order)
    values = (value for decision in decisions for value, _ in decision.outcomes)
    return ("undetermined", *dict.fromkeys(str(v).lower() if isinstance(v, bool) else v for v in values))
