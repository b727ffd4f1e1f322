"""Why-not sentences: the single change of a fact that would have reached another outcome."""

from fractions import Fraction

from engine.explain.counterfactual import Change
from engine.render.explanation_words import Speaker
from engine.rulebook.values import NUMERIC, FactValue

#: More changes than this for one outcome are counted, not told.
MOST_TOLD = 3


def change_sentence(change: Change, outcome: str, speaker: Speaker) -> str:
    """Return `if only … , all else equal: outcome`."""
    told = _learned(change, speaker) if change.before is None else _moved(change, speaker)
    return speaker.tight(speaker.say("explain.change.reaches", change=told, outcome=outcome))


def _values(change: Change, speaker: Speaker) -> str:
    shown = (speaker.fact_value(change.fact, value) for value in (change.after, *change.also))
    return speaker.joined(shown, "explain.or")


def _moved(change: Change, speaker: Speaker) -> str:
    fact = speaker.program.fact(change.fact)
    before = speaker.fact_value(change.fact, change.before)
    if fact.unit not in NUMERIC or fact.unit in ("day", "moment"):
        return speaker.say("explain.change.move", fact=fact.title, before=before, after=_values(change, speaker))
    distance = _number(change.after) - _number(change.before)
    return speaker.say(
        "explain.change.raise" if distance > 0 else "explain.change.lower",
        fact=fact.title,
        before=before,
        after=_values(change, speaker),
        distance=speaker.distance(Fraction(abs(distance)), fact.unit),
    )


def _number(value: FactValue) -> int:
    assert isinstance(value, int), "INVARIANT: a change of a numeric fact has numbers"  # noqa: S101
    return value


def _learned(change: Change, speaker: Speaker) -> str:
    fact = speaker.program.fact(change.fact)
    if fact.unit not in NUMERIC or change.after == change.high:  # of an unknown fact `after` is the low end
        return speaker.say("explain.change.learn", fact=fact.title, after=_values(change, speaker))
    ends = {name: end for name, end in (("low", change.low), ("high", change.high)) if end is not None}
    shown = {name: speaker.fact_value(fact.name, end) for name, end in ends.items()}
    return speaker.say(f"explain.change.{_learned_as(change, fact.unit)}", fact=fact.title, **shown)


def _learned_as(change: Change, unit: str) -> str:
    if change.low is None and change.high is None:
        return "learn_any"
    if change.low is not None and change.high is not None:
        return "learn_between"
    name = "learn_to" if change.low is None else "learn_from"
    return f"{name}_day" if unit in ("day", "moment") else name
