"""Runs a suite on the reference backend; a failure says what was wanted, what came out, and keeps the trace."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from engine.backends.amounts import amounts_of
from engine.backends.reference import Reference
from engine.decision.amounts import Amount
from engine.decision.deadline import Side, counting, side_of
from engine.decision.duties import duties_of
from engine.decision.lists import completed
from engine.decision.result import OWED, Duty, DutyStatus, InTime, Result
from engine.decision.trace import Trace
from engine.decision.verdict import DecisionOutcome, Trigger, Verdict
from engine.messages.words import Phrase, phrase
from engine.program.program import Program
from engine.suite.amounts import amount_failures
from engine.suite.tests import Suite, Test, WantedDuty


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """One thing that came out otherwise than wanted."""

    says: Phrase
    decision: str | None  #: the decision concerned, None for flags and duties
    rules: tuple[str, ...]  #: rules whose leaves show why


@dataclass(frozen=True, slots=True, kw_only=True)
class TestResult:
    __test__ = False  # this is not a test for pytest

    test: Test
    program: Program
    failures: tuple[Failure, ...]
    trace: Trace | None  #: only where the test failed

    @property
    def passed(self) -> bool:
        return not self.failures


#: Makes the program of a rulebook on a day.
Compile = Callable[[date], Program]


def run_suite(suite: Suite, compiled: Compile) -> tuple[TestResult, ...]:
    """Return the result of every test, in the order of the file; `compiled` makes the program of a law date."""
    return tuple(run_each(suite.tests, compiled))


def run_each(tests: Iterable[Test], compiled: Compile) -> Iterator[TestResult]:
    """Yield the result of each test as soon as it is there; what would decide is asked only where a test says it."""
    programs: dict[date, Program] = {}
    references: dict[tuple[date, bool], Reference] = {}
    for test in tests:
        if test.as_of not in programs:
            programs[test.as_of] = compiled(test.as_of)
        asked = bool(test.undetermined)
        key = test.as_of, asked
        if key not in references:
            references[key] = Reference(programs[test.as_of], deciding=asked)
        yield _run(test, references[key])


def _run(test: Test, reference: Reference) -> TestResult:
    verdict = reference.verdict(test.given)
    amounts = amounts_of(reference.program, verdict, completed(reference.program, test.given))
    failures = tuple(found_failures(test, reference.program, verdict, amounts))
    trace = reference.trace(test.given) if failures else None
    return TestResult(test=test, program=reference.program, failures=failures, trace=trace)


def run_in_time(test: Test, result: Result) -> TestResult:
    """Return what came of a test across editions, given the result of its facts."""
    failures = (
        *found_failures(test, result.program, result.verdict, result.amounts),
        *_choice_failures(test, result.time),
    )
    return TestResult(test=test, program=result.program, failures=failures, trace=result.trace if failures else None)


def _choice_failures(test: Test, time: InTime | None) -> Iterator[Failure]:
    if test.time is None or time is None:
        return
    if test.time.edition is not ... and test.time.edition != time.edition:
        yield _chose("suite.edition", test.time.edition, time.edition)
    if test.time.applied_by is not ... and test.time.applied_by != time.applied_by:
        yield _chose("suite.applied_by", test.time.applied_by, time.applied_by)
    if test.time.answer and test.time.answer != time.answer:
        yield _chose("suite.answer", test.time.answer, time.answer)


def _chose(identifier: str, wanted: object, found: object) -> Failure:
    nothing = phrase("suite.nothing")
    return Failure(says=phrase(identifier, wanted=wanted or nothing, found=found or nothing), decision=None, rules=())


def found_failures(test: Test, program: Program, verdict: Verdict, amounts: tuple[Amount, ...]) -> Iterator[Failure]:
    """Yield each thing in `verdict` and `amounts` that is otherwise than the test wants."""
    asked: tuple[DecisionOutcome | Trigger, ...] = (*verdict.decisions, *verdict.flags, *verdict.duties)
    because = {found.name: found.because for found in verdict.decisions} | {
        found.name: found.because for found in amounts
    }
    deciding = {found.name: found.deciding for found in asked} | {found.name: found.deciding for found in amounts}
    for name, wanted in test.want:
        outcome = verdict.decision(name)
        if (outcome.standing, outcome.value) != ("undetermined" if wanted is None else "decided", wanted):
            says = phrase("suite.outcome", name=name, wanted=_said(wanted), found=_found(outcome))
            yield Failure(says=says, decision=name, rules=_rules_to_show(test, program, outcome))
    for name, rules in test.because:
        yield from _compare("suite.because", name, rules, because[name])
    for name, facts in test.undetermined:
        yield from _compare("suite.undetermined", name, facts, deciding[name])
    for name, says in amount_failures(test.amounts, amounts, {found.name: found.unit for found in program.amounts}):
        yield Failure(says=says, decision=name, rules=())
    yield from _flags(test, program, verdict)
    yield from _duties(test, program, verdict)


def _compare(identifier: str, name: str, wanted: tuple[str, ...], found: tuple[str, ...]) -> Iterator[Failure]:
    if wanted != found:
        says = phrase(identifier, name=name, wanted=_listed(wanted), found=_listed(found))
        yield Failure(says=says, decision=name, rules=())


def _flags(test: Test, program: Program, verdict: Verdict) -> Iterator[Failure]:
    if test.flags is None:
        return
    always = {flag.name for flag in program.flags if flag.when is None}
    found = tuple(flag.name for flag in verdict.flags if flag.outcome is True and flag.name not in always)
    wanted = tuple(name for name in test.flags if name not in always)
    if set(wanted) != set(found):
        yield Failure(says=phrase("suite.flags", wanted=_listed(wanted), found=_listed(found)), decision=None, rules=())


def _duties(test: Test, program: Program, verdict: Verdict) -> Iterator[Failure]:
    if test.duties is None:
        return
    owed = duties_of(program, verdict, test.given)
    found = tuple(duty.name for duty in owed if duty.status in OWED)
    wanted = tuple(duty.name for duty in test.duties if duty.owed)
    if set(wanted) != set(found):
        says = phrase("suite.duties", wanted=_listed(wanted), found=_listed(found))
        yield Failure(says=says, decision=None, rules=())
    by_name = {duty.name: duty for duty in owed}
    for duty in test.duties:
        yield from _of_duty(duty, by_name.get(duty.name), program)


def _of_duty(wanted: WantedDuty, found: Duty | None, program: Program) -> Iterator[Failure]:
    """Yield what is otherwise than wanted of one duty; that it is not owed at all is said with the others."""
    status = found.status if found else None
    if wanted.status not in (None, status) and (status in OWED or not wanted.owed):
        says = phrase("suite.duty_status", name=wanted.name, wanted=_status(wanted.status), found=_status(status))
        yield Failure(says=says, decision=None, rules=())
    if found and wanted.due is not ... and wanted.due != found.due:
        due = next(duty.due for duty in program.duties if duty.name == wanted.name)
        values = {"name": wanted.name, "wanted": _said(wanted.due), "found": _said(found.due)}
        counted = counting(due, program.fact(due.since).title) if due and due.since else phrase("explain.duty.no_due")
        yield Failure(says=phrase("suite.duty_due", counted=counted, **values), decision=None, rules=())


def deadlines_stated(test: Test, reference: Reference) -> frozenset[tuple[str, Side]]:
    """Return the duties of which `test` states the deadline or status, and where its law date stands to that."""
    stated = {duty.name for duty in test.duties or () if duty.due is not ... or duty.status}
    owed = duties_of(reference.program, reference.verdict(test.given), test.given) if stated else ()
    return frozenset((duty.name, side_of(duty.due, test.as_of)) for duty in owed if duty.due and duty.name in stated)


def _status(status: DutyStatus | None) -> object:
    return phrase(f"explain.duty.{status}") if status else phrase("suite.nothing")


def _rules_to_show(test: Test, program: Program, outcome: DecisionOutcome) -> tuple[str, ...]:
    """Return the rules that should have decided, else those that would give the wanted outcome."""
    expected = dict(test.because).get(outcome.name, ())
    ids = [rule for rule, _ in outcome.rules]
    if named := tuple(rule for rule in expected if rule in ids):
        return named
    wanted = dict(test.want)[outcome.name]
    decision = next(found for found in program.decisions if found.name == outcome.name)
    return tuple(rule.id for rule in decision.rules if rule.then == wanted) or outcome.because


def _listed(names: tuple[str, ...]) -> object:
    return ", ".join(names) if names else phrase("suite.nothing")


def _said(value: object) -> object:
    if isinstance(value, tuple):
        return _listed(tuple(map(_word, value)))
    return phrase("suite.unknown_outcome") if value is None else _word(value)


def _word(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _found(outcome: DecisionOutcome) -> object:
    if outcome.standing == "conflict":
        return phrase("suite.conflict")
    return phrase("suite.unknown_outcome") if outcome.standing == "undetermined" else _said(outcome.value)
