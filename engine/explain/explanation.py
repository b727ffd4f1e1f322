"""An explanation: why a subject came out as it did, and what would have changed it. Pure data, no wording."""

from collections.abc import Mapping
from dataclasses import dataclass

from engine.decision.amounts import Amount
from engine.decision.kleene import Kleene
from engine.decision.result import Duty, Subject
from engine.decision.trace import Trace, TracedCondition, TracedRule
from engine.decision.verdict import DecisionOutcome, Trigger, Value, Verdict
from engine.explain.citations import Citation
from engine.explain.counterfactual import Change
from engine.program.program import CompiledDecision, CompiledDuty, CompiledFlag, Program


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherOutcome:
    """An outcome that was not reached: the rules that lead to it, and single changes that would reach it."""

    value: Value
    possible: bool  #: it may still come out once unknown facts are known
    rules: tuple[TracedRule, ...]
    changes: tuple[Change, ...]  #: the nearest of each fact, in the order of the facts; not cut


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainedDecision:
    decision: CompiledDecision
    outcome: DecisionOutcome
    rules: tuple[TracedRule, ...]  #: those that decided, or that are still open
    others: tuple[OtherOutcome, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainedFlag:
    flag: CompiledFlag
    trigger: Trigger


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainedDuty:
    """A duty that is owed, was discharged, or may turn out to be owed."""

    rule: CompiledDuty
    duty: Duty
    outcome: Kleene
    condition: TracedCondition | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    program: Program
    subject: Subject
    verdict: Verdict
    trace: Trace
    decisions: tuple[ExplainedDecision, ...]  #: in reading order
    flags: tuple[ExplainedFlag, ...]  #: those that stand or may stand
    duties: tuple[ExplainedDuty, ...]
    citations: Mapping[str, Citation]  #: by reference
    amounts: tuple[Amount, ...] = ()
