"""Amounts in words: what came out, by which formula, and what each entry of a list gets."""

from collections.abc import Iterator

from engine.decision.amounts import Amount, Share
from engine.program.amounts import CompiledAmount
from engine.render.explanation_words import Speaker


def value_words(amount: Amount, compiled: CompiledAmount, speaker: Speaker) -> str:
    """Return what came of `amount` in one line; of what is shared what all get together, and what remains."""
    if amount.standing == "undetermined":
        return speaker.say("amount.undetermined")
    if amount.standing in ("none", "contradiction"):
        return speaker.say(f"amount.{amount.standing}")
    if amount.shares is None:
        return speaker.quantity(amount.value, compiled.unit)
    given = speaker.quantity(sum(share.amount for share in amount.shares), compiled.unit)
    return speaker.say("amount.shared", given=given, remainder=speaker.quantity(amount.value, compiled.unit))


def share_words(amount: Amount, compiled: CompiledAmount, speaker: Speaker) -> Iterator[str]:
    """Yield what each entry gets."""
    for share in amount.shares or ():
        value = speaker.quantity(share.amount, compiled.unit)
        yield speaker.say("label.colon", label=_entry(share, speaker), value=value)


def _entry(share: Share, speaker: Speaker) -> str:
    return str(share.name) if share.name is not None else speaker.say("list.entry", at=share.position)


def formula_words(amount: Amount, speaker: Speaker) -> str | None:
    """Return the formula that applies, with how it is rounded; None where that is open, or there is no amount."""
    return speaker.formula(amount.formula) if amount.formula else None
