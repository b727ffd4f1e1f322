"""All lints of rulebooks, in the order in which they are reported for the same place."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

from engine.lint import (
    bare_money,
    boundary_word,
    deadline_number,
    draft_cited,
    gap,
    missing_source,
    orphaned_source,
    quote_number,
    quote_source,
    repealed_source,
    sources_disagree,
    stale_source,
    suppressions,
    uncited_number,
    untested_boundary,
    untested_deadline,
    untested_rule,
    unused_fact,
    unused_parameter,
    value_before_source,
    value_never_in_force,
)
from engine.lint.finding import Edition, Finding


@dataclass(frozen=True, slots=True)
class Lint:
    """A lint of single editions; its module's docstring is its manual page."""

    page: ModuleType
    codes: tuple[str, ...]
    find: Callable[[Edition], Iterator[Finding]]


#: First the number and its words, then where they come from, when they hold, what is left over, and the tests.
LINTS: tuple[Lint, ...] = (
    Lint(quote_number, ("N701", "N702"), quote_number.quote_number),
    Lint(quote_source, ("N703",), quote_source.quote_source),
    Lint(boundary_word, ("N704",), boundary_word.boundary_word),
    Lint(deadline_number, ("N723",), deadline_number.deadline_number),
    Lint(sources_disagree, ("N705",), sources_disagree.sources_disagree),
    Lint(missing_source, ("N706",), missing_source.missing_source),
    Lint(uncited_number, ("N722",), uncited_number.uncited_number),
    Lint(gap, ("N707",), gap.gap),
    Lint(value_never_in_force, ("N708",), value_never_in_force.value_never_in_force),
    Lint(value_before_source, ("N709",), value_before_source.value_before_source),
    Lint(repealed_source, ("N710",), repealed_source.repealed_source),
    Lint(draft_cited, ("N711",), draft_cited.draft_cited),
    Lint(bare_money, ("N712",), bare_money.bare_money),
    Lint(unused_parameter, ("N713",), unused_parameter.unused_parameter),
    Lint(untested_rule, ("N716",), untested_rule.untested_rule),
    Lint(untested_boundary, ("N717", "N718"), untested_boundary.untested_boundary),
    Lint(untested_deadline, ("N724",), untested_deadline.untested_deadline),
    Lint(stale_source, ("N719",), stale_source.stale_source),
)

#: The pages of what is found by looking at more than one edition, and at the suppressions.
WIDER: tuple[tuple[ModuleType, tuple[str, ...]], ...] = (
    (unused_fact, ("N714",)),
    (orphaned_source, ("N715",)),
    (suppressions, ("N720", "N721")),
)

#: The module whose docstring is the manual page of a code.
PAGES: dict[str, ModuleType] = {
    code: page for page, codes in (*((lint.page, lint.codes) for lint in LINTS), *WIDER) for code in codes
}


def lint_edition(edition: Edition) -> tuple[Finding, ...]:
    """Return what the lints find in an edition without errors."""
    return tuple(found for lint in LINTS for found in lint.find(edition))


def lint_family(editions: tuple[Edition, ...]) -> tuple[Finding, ...]:
    """Return what is found in all editions of a family together."""
    return tuple(unused_fact.unused_fact(editions))


def lint_library(sources: Path, editions: tuple[Edition, ...]) -> tuple[Finding, ...]:
    """Return what is found in all editions of a library together, beside its folder `sources`."""
    return tuple(orphaned_source.orphaned_source(sources, editions))
