"""A verdict with its trace → an explanation."""

from collections.abc import Mapping

from engine.backends.amounts import amounts_of
from engine.backends.reference import Reference
from engine.decision.duties import duties_of
from engine.decision.lists import completed
from engine.decision.result import Subject
from engine.decision.trace import Trace, TracedDecision, TracedRule
from engine.decision.verdict import DecisionOutcome, Verdict
from engine.explain.citations import citations
from engine.explain.counterfactual import Counterfactuals, reached
from engine.explain.explanation import ExplainedDecision, ExplainedDuty, ExplainedFlag, Explanation, OtherOutcome
from engine.library.sources import SourceText
from engine.program.program import CompiledDecision, Program


def explain(program: Program, reference: Reference, subject: Subject, sources: Mapping[str, SourceText]) -> Explanation:
    """Return why `subject` comes out as it does, and the nearest single changes that would alter it."""
    verdict, trace = reference.verdict(subject.facts), reference.trace(subject.facts)
    counterfactuals = Counterfactuals(reference, program, subject.facts)
    return Explanation(
        program=program,
        subject=subject,
        verdict=verdict,
        trace=trace,
        decisions=tuple(
            _decision(program.decisions[place], verdict, trace, counterfactuals) for place in program.reading_order
        ),
        flags=_flags(program, verdict),
        duties=_duties(program, verdict, trace, subject),
        citations=citations(program, sources),
        amounts=amounts_of(program, verdict, completed(program, subject.facts)),
    )


def _decision(
    decision: CompiledDecision, verdict: Verdict, trace: Trace, counterfactuals: Counterfactuals
) -> ExplainedDecision:
    outcome = verdict.decision(decision.name)
    traced = next(found for found in trace.decisions if found.name == decision.name)
    others = (value for value, _ in decision.outcomes if not reached(outcome, value))
    return ExplainedDecision(
        decision=decision,
        outcome=outcome,
        rules=_telling(outcome, traced),
        others=tuple(
            OtherOutcome(
                value=value,
                possible=value in outcome.possible,
                rules=tuple(rule for rule in traced.rules if rule.then == value and rule.outcome is not True),
                changes=counterfactuals.reaching(decision.name, value),
            )
            for value in others
        ),
    )


def _telling(outcome: DecisionOutcome, traced: TracedDecision) -> tuple[TracedRule, ...]:
    """Return the rules that decided; where nothing is decided, those that are met or still open."""
    if outcome.standing == "undetermined":
        return tuple(rule for rule in traced.rules if rule.outcome is not False)
    return tuple(rule for rule in traced.rules if rule.id in outcome.because)


def _flags(program: Program, verdict: Verdict) -> tuple[ExplainedFlag, ...]:
    return tuple(
        ExplainedFlag(flag=flag, trigger=trigger)
        for flag, trigger in zip(program.flags, verdict.flags, strict=True)
        if trigger.outcome is not False
    )


def _duties(program: Program, verdict: Verdict, trace: Trace, subject: Subject) -> tuple[ExplainedDuty, ...]:
    rules = {rule.name: rule for rule in program.duties}
    traced = {trigger.name: trigger for trigger in trace.duties}
    return tuple(
        ExplainedDuty(
            rule=rules[duty.name],
            duty=duty,
            outcome=traced[duty.name].outcome,
            condition=traced[duty.name].condition,
        )
        for duty in duties_of(program, verdict, subject.facts)
    )
