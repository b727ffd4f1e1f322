"""The backend: verdicts of durable_rules, each held against the reference before anybody sees it."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import islice
from types import TracebackType
from typing import Self

from engine.backends.durable.columns import SUBJECT, Grouped, GroupedKnown, cell
from engine.backends.durable.firings import Rehearsal, record
from engine.backends.durable.plan import Plan
from engine.backends.durable.planning import planned
from engine.backends.durable.protocol import Batch, Fired, Limits, Task
from engine.backends.durable.reading import Reading
from engine.backends.durable.ruleset import template
from engine.backends.durable.supervision import LostWorkerError, UnavailableError, Worker
from engine.backends.judging import REMEMBERED, Truths
from engine.backends.reference import Reference
from engine.decision.lists import completed
from engine.decision.trace import Firing
from engine.decision.verdict import Verdict
from engine.messages.words import Phrase, phrase
from engine.program.program import Facts, Program
from engine.source.report import Diagnostic, Rejected, Report

#: Subjects handed to the worker at once: one answer a subject would cost more than deciding it.
BATCH = 256


@dataclass(frozen=True, slots=True)
class Confirmed:
    """Both engines come to this verdict."""

    verdict: Verdict
    firings: tuple[Firing, ...]  #: as durable_rules reported them; empty where no trace is asked for


@dataclass(frozen=True, slots=True)
class Failed:
    """durable_rules could not decide this subject: it crashed, hung or grew too large on it alone."""

    reason: Phrase


@dataclass(frozen=True, slots=True)
class Disagrees:
    """durable_rules comes to something else than the reference."""

    firings: tuple[Firing, ...]


Finding = Confirmed | Failed | Disagrees


class Durable:
    """Decides subjects with durable_rules in a worker process; to be closed."""

    def __init__(self, reference: Reference, *, traced: bool, limits: Limits = Limits()) -> None:  # noqa: B008 (frozen)
        """Start the worker. Raises `Rejected` (about: usage): U701, U702."""
        self.plan = plan_of(reference.program)
        self._reference = reference
        self._rehearsal = Rehearsal(self.plan) if traced else None
        self._recorded = lru_cache(maxsize=BATCH)(partial(record, self.plan))
        self._teller = Teller(self.plan)
        #: Firings and verdicts found to agree; each verdict is kept, so its id stays its own.
        self._agreed: dict[tuple[int, tuple[int, ...]], Verdict] = {}
        try:
            self._worker = Worker(self.plan, traced=traced, limits=limits)
        except UnavailableError as unavailable:
            raise _missing(unavailable) from None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        self._worker.close()

    @property
    def process_id(self) -> int:
        """Return the id of the worker process that runs now."""
        return self._worker.process_id

    def findings(self, facts: Iterable[Facts]) -> Iterator[Finding]:
        """Yield the finding of each subject, in the order given.

        While the worker decides one batch, the batch before is compared and the one after is prepared here.
        """
        subjects, sent = iter(facts), _Sent([], [], [])
        while True:
            known = [completed(self.plan.program, each) for each in islice(subjects, BATCH)]
            truths = [self._reference.truths(facts) for facts in known]
            batch = [self._teller.task(*each) for each in zip(known, truths, strict=True)]
            answers = self._answers(sent.batch)
            self._send(batch)
            for each in zip(sent.subjects, sent.truths, answers, strict=True):
                yield self._finding(*each)
            if not batch:
                return
            sent = _Sent(known, truths, batch)

    def _send(self, batch: Batch) -> None:
        # a worker that is lost by now is noticed when its answer is asked for
        with suppress(LostWorkerError):
            if batch:
                self._worker.send(batch)

    def _answers(self, batch: Batch) -> list[Fired | Failed]:
        """Return the answer for each subject of the batch that was sent."""
        if not batch:
            return []
        try:
            return list(self._worker.receive())
        except LostWorkerError:
            return self._one_by_one(batch)

    def _one_by_one(self, batch: Batch) -> list[Fired | Failed]:
        """Decide each subject of a lost batch alone, so that none fails but the one that is at fault."""
        answers: list[Fired | Failed] = []
        running = False
        for task in batch:
            try:
                if not running:
                    self._worker.restart()
                self._worker.send([task])
                answers += self._worker.receive()
                running = True
            except (LostWorkerError, UnavailableError) as lost:
                answers.append(Failed(lost.reason))
                running = False
        if not running:
            with suppress(UnavailableError):
                self._worker.restart()
        return answers

    def _finding(self, facts: Facts, truths: Truths, answer: Fired | Failed) -> Finding:
        if isinstance(answer, Failed):
            return answer
        verdict = self._reference.verdict_on(facts, truths)
        if not self._agrees(verdict, answer.numbers):
            return Disagrees(record(self.plan, answer))
        if self._rehearsal is None:
            return Confirmed(verdict, ())
        if self._rehearsal.fired(facts, truths) != answer:
            return Disagrees(record(self.plan, answer))
        return Confirmed(verdict, self._recorded(answer))

    def _agrees(self, verdict: Verdict, numbers: tuple[int, ...]) -> bool:
        key = (id(verdict), numbers)
        if key in self._agreed:
            return True
        reading = Reading(self.plan)
        for number in numbers:
            reading.take(self.plan.rules[number].says)
        if len(set(numbers)) != len(numbers) or not reading.says(verdict):
            return False
        if len(self._agreed) >= REMEMBERED:
            self._agreed.clear()
        self._agreed[key] = verdict
        return True


@dataclass(frozen=True, slots=True)
class _Sent:
    """What is with the worker, and the subjects it stands for."""

    subjects: list[Facts]
    truths: list[Truths]
    batch: Batch


class Teller:
    """Writes the facts of a subject as durable_rules is told them."""

    def __init__(self, plan: Plan) -> None:
        self._shards = [
            (template(shard, plan), [cell(column, plan.program) for column in shard.columns])
            for shard in plan.shards_of(SUBJECT)
        ]
        #: Whether the worker needs the outcomes of tests: for groups that look at a decision.
        self._asked_again = any(
            column.source != SUBJECT and isinstance(column.meaning, Grouped | GroupedKnown) for column in plan.names
        )

    def task(self, facts: Facts, truths: Truths) -> Task:
        told = [form % tuple([each(facts, truths, ()) for each in cells]) for form, cells in self._shards]
        return Task(tuple(told), truths if self._asked_again else ())


def plan_of(program: Program) -> Plan:
    """Return the plan of `program`. Raises `Rejected` (about: usage): U701."""
    report = Report("usage")
    plan = planned(program, report)
    report.stop_if_errors()
    assert plan is not None, "INVARIANT: a plan without errors is planned"  # noqa: S101 (a bug of ours)
    return plan


def _missing(unavailable: UnavailableError) -> Rejected:
    report = Report("usage")
    values = {"reason": unavailable.reason}
    report.add(Diagnostic(code="U702", span=None, values=values, help=phrase("durable.help.install")))
    return Rejected(report)
