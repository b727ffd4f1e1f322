"""unused_parameter: a parameter that nothing reads.

What it finds: a parameter that no condition compares with and that the derivation of facts does not read.
Why it matters: a reader of the number believes that it decides something. Often a rule was changed to a bare literal.
Avoid: `min_turnover` declared, and a rule that says `at_least: 30万元`
Prefer: the name in the condition; a parameter of an older text stays in the older edition.
"""

from collections.abc import Iterator

from engine.lint.finding import Edition, Finding
from engine.lint.uses import names
from engine.messages.words import phrase
from engine.source.report import Diagnostic


def unused_parameter(edition: Edition) -> Iterator[Finding]:
    """Yield N713 for each parameter that nothing reads."""
    read = names(edition.loaded.rulebook) | edition.read_elsewhere
    for parameter in edition.loaded.rulebook.parameters:
        if parameter.name not in read:
            values = {"name": parameter.name}
            help_ = phrase("help.unused_parameter")
            yield Finding(parameter.name, Diagnostic(code="N713", span=parameter.span, values=values, help=help_))
