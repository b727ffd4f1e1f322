"""untested_deadline: the day on which a deadline ends is not tried by the tests.

What it finds: `due: {within: …}` where no test that states the `due` or `status` of the duty stands before the last
day, on it, or after it. The tests are evaluated: what they claim does not count.
Why it matters: whether the first day counts and whether the last one does decides who is overdue. A test states both.
Avoid: `duties: [file_case]`, which passes whatever the deadline is
Prefer: three tests with `as_of` before, on and after the last day, each with the `due` and `status` that must come out.
"""

from collections.abc import Iterator

from engine.lint.finding import Edition, Finding, listed
from engine.messages.words import phrase
from engine.source.report import Diagnostic

_SIDES = ("before", "on", "after")


def untested_deadline(edition: Edition) -> Iterator[Finding]:
    """Yield N724 for each deadline that is counted and not tried before, on and after its last day."""
    tried = {found for trial in edition.trials for found in trial.deadlines}
    for duty in edition.loaded.rulebook.duties:
        missing = [side for side in _SIDES if (duty.name, side) not in tried]
        if duty.due and duty.due.within and missing:
            values = {"name": duty.name, "sides": listed([phrase(f"lint.day.{side}") for side in missing])}
            help_ = phrase("help.untested_deadline")
            yield Finding(duty.name, Diagnostic(code="N724", span=duty.due.span, values=values, help=help_))
