"""Subjects → results by the edition that applies to the conduct of each; every edition that may is evaluated whole."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from engine.decision.amounts import Amount
from engine.decision.duties import duties_of
from engine.decision.result import Considered, InTime, Result, Subject
from engine.decision.verdict import Verdict
from engine.driver.decided import subject_name, undecided
from engine.driver.engines import EngineName
from engine.driver.evaluation import Evaluation, outcome_words
from engine.driver.families import OpenedFamily
from engine.driver.traces import TraceMode
from engine.messages.words import phrase
from engine.program.program import Program
from engine.source.report import Diagnostic
from engine.timing.choice import Choice, chosen
from engine.timing.conduct import ConductTime, conduct_time
from engine.timing.plan import Effect, Plan, planned
from engine.timing.verdicts import unsettled, with_flags


@dataclass(frozen=True, slots=True)
class _Timed:
    """A subject, when its conduct was, and what is to be evaluated for it."""

    subject: Subject
    conduct: ConductTime
    plan: Plan


class TimedEvaluation:
    """Evaluates subjects by the editions of one family; used like `Evaluation`."""

    def __init__(self, family: OpenedFamily, trace: TraceMode, engine: EngineName = "reference") -> None:
        self.program: Program = family.program
        self._family = family
        self._dated = family.dated
        self._evaluations = {
            opened.program.edition: Evaluation(opened.program, trace, engine) for opened in family.editions
        }
        #: Of this only the names of the decisions are used: nothing is raised or owed where no edition applies.
        self._shape = replace(undecided(self.program), flags=(), duties=(), discharged=())
        self._kept: dict[tuple[int, tuple[str, ...]], tuple[Verdict, Verdict]] = {}
        self._seen: dict[int, tuple[Verdict, int]] = {}
        self._wrong: list[Diagnostic] = []
        self._open_amounts = False  #: some amount of an edition that applies could not be told

    def results(self, subjects: Iterable[Subject]) -> Iterator[Result]:
        """Yield the result of each subject, in the order given; raises as `Evaluation.results` does."""
        timed = [self._timed(subject) for subject in subjects]
        evaluated = {day: self._evaluated(day, timed) for day in self._evaluations}
        for found in timed:
            result = self._result(found, {day: next(evaluated[day]) for day in found.plan.shown})
            self._open_amounts |= any(each.standing in ("undetermined", "contradiction") for each in result.amounts)
            kept, count = self._seen.get(id(result.verdict), (result.verdict, 0))
            self._seen[id(result.verdict)] = (kept, count + 1)
            yield result

    def _timed(self, subject: Subject) -> _Timed:
        family = self.program.family
        assert family.conduct is not None, "INVARIANT: a family with a time effect names its conduct"  # noqa: S101
        conduct = conduct_time(subject.facts, family.conduct)
        effect: Effect = "milder" if family.time_effect == "milder" else "administrative_milder"
        since = family.conduct.since.day if family.conduct.since else date.min
        plan = planned(conduct, self._dated, self._family.as_of, effect, since)
        if plan.answer == "error":
            self._wrong += _contradictions(subject, conduct, self._family.as_of)
        return _Timed(subject, conduct, plan)

    def _evaluated(self, day: date, timed: list[_Timed]) -> Iterator[Result]:
        concerned = [found.subject for found in timed if day in found.plan.shown]
        return iter(list(self._evaluations[day].results(concerned)))

    def _result(self, timed: _Timed, results: dict[date, Result]) -> Result:
        severity = self.program.family.severity
        assert severity is not None, "INVARIANT: a family with a time effect orders its outcomes"  # noqa: S101
        name = severity.decision.name
        outcomes = {day: result.verdict.decision(name) for day, result in results.items()}
        ranks = {edition.day: edition.rank for edition in self._dated}
        choice = chosen(timed.plan, outcomes, severity.order, ranks, timed.conduct.unknown)
        considered = tuple(
            Considered(program=result.program, rank=ranks[day], outcome=outcomes[day], trace=result.trace)
            for day, result in results.items()
        )
        time = InTime(edition=choice.edition, considered=considered, applied_by=choice.rule, answer=choice.answer)
        if choice.edition is None:
            return self._open(timed, results, choice, time)
        applied = results[choice.edition]
        return replace(applied, verdict=self._flagged(applied.verdict, choice.flags), time=time)

    def _open(self, timed: _Timed, results: dict[date, Result], choice: Choice, time: InTime) -> Result:
        """Return the result of a subject to which no edition applies, or of which that is open."""
        verdicts = [result.verdict for result in results.values()]
        shape = verdicts[-1] if verdicts else self._shape
        verdict = with_flags(unsettled(shape, verdicts, choice), choice.flags)
        newest = self._family.editions[-1].program if not results else list(results.values())[-1].program
        duties = duties_of(newest, verdict, timed.subject.facts) if results else ()
        failed = next((result.failed for result in results.values() if result.failed), None)
        return Result(
            program=newest,
            subject=timed.subject,
            verdict=verdict,
            duties=duties,
            trace=None,
            failed=failed,
            time=time,
            amounts=_open_amounts(newest, list(results.values()), choice),
        )

    def _flagged(self, verdict: Verdict, flags: tuple[str, ...]) -> Verdict:
        """Return `verdict` with `flags`; the same for the same, so that results are written once and counted."""
        key = (id(verdict), flags)
        if key not in self._kept:
            self._kept[key] = (verdict, with_flags(verdict, flags))  # the verdict is kept, so its id stays its own
        return self._kept[key][1]

    def engine_troubles(self) -> Iterator[Diagnostic]:
        """Yield each thing once that an engine said of any edition. Codes: U703, U705."""
        found = (trouble for each in self._evaluations.values() for trouble in each.engine_troubles())
        yield from {(trouble.code, str(trouble.values)): trouble for trouble in found}.values()

    def faults(self) -> Iterator[Diagnostic]:
        """Yield what is wrong with the rulebooks as the subjects met them. Codes: E518, E520."""
        for evaluation in self._evaluations.values():
            yield from evaluation.faults()

    def wrong_facts(self) -> Iterator[Diagnostic]:
        """Yield what is wrong with the days that subjects state. Codes: M510 to M512, E521."""
        yield from self._wrong
        for evaluation in self._evaluations.values():
            yield from evaluation.wrong_facts()

    @property
    def counts(self) -> dict[int, tuple[Verdict, int]]:
        """How many subjects had which verdict, so far."""
        return self._seen

    def outcomes(self) -> set[str]:
        """Return the words of all outcomes so far, and `undetermined` where there was one."""
        found = outcome_words(verdict for verdict, _ in self._seen.values())
        return {*found, "undetermined"} if self._open_amounts else found


def _open_amounts(program: Program, results: list[Result], choice: Choice) -> tuple[Amount, ...]:
    """Return the amounts where no edition applies: none; where that is open, what is missing in any of them."""
    if not results:
        return tuple(Amount(name=amount.name, standing="none") for amount in program.amounts)
    missing: dict[str, list[str]] = {amount.name: list(choice.deciding) for amount in program.amounts}
    for result in results:
        for amount in result.amounts:
            missing.setdefault(amount.name, []).extend(amount.deciding)
    return tuple(
        Amount(name=amount.name, standing="undetermined", deciding=tuple(dict.fromkeys(missing[amount.name])))
        for amount in program.amounts
    )


def _contradictions(subject: Subject, conduct: ConductTime, as_of: date) -> Iterator[Diagnostic]:
    values = {
        "subject": subject_name(subject),
        "first": conduct.first,
        "last": conduct.last or conduct.first,
        "final": conduct.final,
        "as_of": as_of,
    }
    latest = max(conduct.first or date.min, conduct.last or date.min)
    if conduct.first and conduct.last and conduct.last < conduct.first:
        yield Diagnostic(code="M510", span=None, values=values)
    if latest > as_of:
        yield Diagnostic(code="M511", span=None, values=values, help=phrase("help.as_of_after"))
    if conduct.final and latest > conduct.final:
        yield Diagnostic(code="M512", span=None, values=values)
