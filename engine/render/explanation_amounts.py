"""The amounts of an explanation: number, rule, formula, rounding, shares; or what is missing."""

from collections.abc import Callable, Iterator

from engine.decision.trace import TracedRule
from engine.explain.explanation import Explanation
from engine.render.amount_words import formula_words, share_words, value_words
from engine.render.explanation_lines import Line
from engine.render.explanation_words import Speaker

RuleLines = Callable[[TracedRule, Speaker, int], Iterator[Line]]


def amount_lines(explanation: Explanation, speaker: Speaker, rule_lines: RuleLines) -> Iterator[Line]:
    """Yield every amount with what it is made of; `rule_lines` tells a rule."""
    traced = {decision.name: decision.rules for decision in explanation.trace.amounts}
    for amount, compiled in zip(explanation.amounts, explanation.program.amounts, strict=True):
        value = value_words(amount, compiled, speaker)
        yield Line(1, speaker.say("label.colon", label=compiled.title, value=value))
        if formula := formula_words(amount, speaker):
            yield Line(2, formula)
        yield from (Line(2, text) for text in share_words(amount, compiled, speaker))
        if amount.deciding:
            said = "amount.at_odds" if amount.standing == "contradiction" else "explain.deciding"
            yield Line(2, speaker.say(said, facts=speaker.facts(amount.deciding)))
        open_ = amount.standing == "undetermined" and amount.formula is None
        for rule in traced[amount.name]:
            if rule.id in amount.because or (open_ and rule.outcome is not False):
                yield from rule_lines(rule, speaker, 2)
