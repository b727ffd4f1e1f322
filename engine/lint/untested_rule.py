"""untested_rule: no test shows the rule met, or none shows it not met.

What it finds: a rule that never comes out met, or never not met, in the tests beside the rulebook. The tests are
evaluated: what they claim does not count.
Why it matters: a rule that is never met in a test may say anything.
Avoid: a new rule without a new test
Prefer: at least one test with the rule in `because`, and one where it just fails.
"""

from collections.abc import Iterator

from engine.lint.finding import Edition, Finding
from engine.messages.words import Phrase, phrase
from engine.source.report import Diagnostic


def untested_rule(edition: Edition) -> Iterator[Finding]:
    """Yield N716 for each rule that the tests do not show both met and not met."""
    seen = {
        (rule.id, rule.outcome)
        for trial in edition.trials
        for decision in trial.trace.decisions
        for rule in decision.rules
    }
    for decision in edition.loaded.rulebook.decisions:
        for rule in decision.rules:
            missing = [outcome for outcome in (True, False) if (rule.id, outcome) not in seen]
            if missing:
                values = {"id": rule.id, "missing": _said(missing)}
                yield Finding(rule.id, Diagnostic(code="N716", span=rule.span, values=values))


def _said(missing: list[bool]) -> Phrase:
    if len(missing) > 1:
        return phrase("lint.met_or_not")
    return phrase("lint.met" if missing[0] else "lint.not_met")
