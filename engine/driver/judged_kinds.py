"""What the reference makes of kinds of subjects, and what is met on the way."""

from typing import NamedTuple

from engine.backends.columnar.kinds import Kinds
from engine.backends.reference import Reference
from engine.decision.duties import duties_of
from engine.decision.kleene import Kleene
from engine.decision.result import Result, Subject
from engine.decision.verdict import Verdict
from engine.driver.evaluation import outcome_words
from engine.render.to_csv import cells_behind_key
from engine.render.to_parquet import flags_of
from engine.source.report import Diagnostic

Numbers = tuple[int, ...]


class Cells(NamedTuple):
    """What the results of one kind hold behind the key."""

    texts: tuple[str, ...]
    flags: tuple[Kleene, ...]  #: of rules, then of tests


class JudgedKinds:
    """Judges kinds, each once, by the reference."""

    def __init__(self, reference: Reference, kinds: Kinds) -> None:
        self.words: set[str] = set()  #: of all outcomes met, and `undetermined` where there was one
        self.faults: dict[str, Diagnostic] = {}  #: why deadlines cannot be computed. Codes: E520
        self.at_odds: dict[Numbers, Verdict] = {}  #: the kinds of which rules contradict each other
        self._reference = reference
        self._kinds = kinds

    def cells(self, numbers: Numbers) -> Cells:
        """Return what the results of the kind `numbers` hold."""
        program, combination = self._reference.program, self._kinds.combination(numbers)
        verdict = self._reference.judged(*combination)
        duties = duties_of(program, verdict, self._kinds.start_facts(numbers))
        self.words |= outcome_words([verdict])
        self.faults.update((str(duty.fault), duty.fault) for duty in duties if duty.fault)
        if any(found.standing == "conflict" for found in verdict.decisions):
            self.at_odds[numbers] = verdict
        nobody = Subject(key=(), facts={})
        result = Result(program=program, subject=nobody, verdict=verdict, duties=duties, trace=None)
        return Cells(cells_behind_key(result), flags_of(verdict, combination.truths))
