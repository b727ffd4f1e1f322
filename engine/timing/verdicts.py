"""The verdict of a subject over several editions: that of the edition that applies, or what is open among them."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from engine.decision.kleene import Kleene
from engine.decision.verdict import DecisionOutcome, Trigger, Verdict
from engine.timing.choice import Choice


def with_flags(verdict: Verdict, names: Iterable[str]) -> Verdict:
    """Return `verdict` with the flags `names` standing behind its own; its own of the same name are raised."""
    raised = tuple(dict.fromkeys(names))
    own = tuple(replace(flag, outcome=True, deciding=()) if flag.name in raised else flag for flag in verdict.flags)
    known = {flag.name for flag in own}
    more = tuple(Trigger(name=name, outcome=True, deciding=()) for name in raised if name not in known)
    return replace(verdict, flags=(*own, *more))


def unsettled(shape: Verdict, verdicts: Sequence[Verdict], choice: Choice) -> Verdict:
    """Return a verdict of the shape `shape` in which nothing is decided that depends on the choice of an edition."""
    return Verdict(
        decisions=tuple(_open(found, verdicts, choice) for found in shape.decisions),
        flags=tuple(_common(flag.name, [each.flags for each in verdicts]) for flag in shape.flags),
        duties=tuple(_common(duty.name, [each.duties for each in verdicts]) for duty in shape.duties),
        discharged=shape.discharged if verdicts else tuple(None for _ in shape.duties),
    )


def _open(decision: DecisionOutcome, verdicts: Sequence[Verdict], choice: Choice) -> DecisionOutcome:
    found = [verdict.decision(decision.name) for verdict in verdicts]
    deciding = tuple(dict.fromkeys((*choice.deciding, *(name for each in found for name in each.deciding))))
    possible = tuple(dict.fromkeys(value for each in found for value in each.possible))
    return DecisionOutcome(
        name=decision.name,
        standing="undetermined",
        value=None,
        certain=(),
        possible=possible or decision.possible,
        may_conflict=False,
        because=(),
        deciding=deciding if verdicts else (),
        rules=(),
    )


def _common(name: str, triggers: Sequence[tuple[Trigger, ...]]) -> Trigger:
    """Return whether all editions raise `name`, or none; unknown where they differ."""
    found = [next((each for each in flags if each.name == name), None) for flags in triggers]
    outcomes: set[Kleene] = {each.outcome if each else False for each in found}
    deciding = tuple(dict.fromkeys(fact for each in found if each for fact in each.deciding))
    outcome = next(iter(outcomes)) if len(outcomes) == 1 else None
    return Trigger(name=name, outcome=outcome, deciding=deciding if outcome is None else ())
