"""All lints of a rulebook, in the order in which they are reported for the same place."""

from collections.abc import Callable, Iterator

from engine.library.library import Loaded
from engine.lint.quote_number import quote_number
from engine.lint.quote_source import quote_source
from engine.source.report import Diagnostic

#: First what the number says, then where its quote stands.
LINTS: tuple[Callable[[Loaded], Iterator[Diagnostic]], ...] = (quote_number, quote_source)


def lint(loaded: Loaded) -> tuple[Diagnostic, ...]:
    """Return what the lints find in `loaded`, an edition without errors. Codes: N701 to N703."""
    return tuple(found for check in LINTS for found in check(loaded))
