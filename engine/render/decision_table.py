"""A decision table as its author laid it out: titles over the columns, conditions in words in the cells."""

from collections.abc import Iterator
from itertools import chain

from engine.program.program import Branch, CompiledDecision, CompiledRule, Condition, DecisionLeaf, Leaf
from engine.program.quantities import text_of
from engine.render.condition_text import right_words
from engine.render.explanation_words import Speaker
from engine.render.terminal_text import safe, width
from engine.rulebook.conditions import Column, DecisionColumn
from engine.rulebook.conditions import Condition as Stated
from engine.rulebook.rulebook import Table

#: Rows of cells, the head first.
Grid = tuple[tuple[str, ...], ...]


def grid(table: Table, decision: CompiledDecision, speaker: Speaker) -> Grid:
    """Return `table`, whose rows are the rules of `decision`, in words."""
    titles = (_title(column, speaker) for column in table.columns)
    head = (speaker.say("show.column.rule"), *titles, speaker.say("show.column.then"))
    rows = zip(decision.rules, table.cells, strict=True)
    return (head, *(_row(rule, cells, decision, speaker) for rule, cells in rows))


def drawn(rows: Grid) -> Iterator[str]:
    """Yield the lines of a table for a terminal: columns as wide as their widest cell."""
    shown = [[safe(cell) for cell in row] for row in rows]
    widths = [max(map(width, column)) for column in zip(*shown, strict=True)]
    for at, row in enumerate(shown):
        padded = (cell + " " * (wide - width(cell)) for cell, wide in zip(row, widths, strict=True))
        yield f"| {' | '.join(padded)} |"
        if at == 0:
            yield f"|{'|'.join('-' * (wide + 2) for wide in widths)}|"


def _title(column: Column, speaker: Speaker) -> str:
    if isinstance(column, DecisionColumn):
        return next(found.title for found in speaker.program.decisions if found.name == column.decision)
    return speaker.tight(speaker.worded(text_of(column)))


def _row(
    rule: CompiledRule, cells: tuple[Stated | None, ...], decision: CompiledDecision, speaker: Speaker
) -> tuple[str, ...]:
    stated = [cell for cell in cells if cell]
    compiled = iter((rule.when,) if len(stated) == 1 else _parts(rule.when))
    shown = (_cell(next(compiled), speaker) if cell else speaker.say("show.any_cell") for cell in cells)
    return tuple(chain((rule.id,), shown, (speaker.outcome(decision, rule.then),)))


def _parts(condition: Condition) -> tuple[Condition, ...]:
    assert isinstance(condition, Branch), "INVARIANT: a row of several cells is a group"  # noqa: S101
    return condition.parts


def _cell(condition: Condition, speaker: Speaker) -> str:
    """Return what a cell asks; what it asks it of stands at the head of its column."""
    match condition:
        case Branch():
            return speaker.joined((_cell(part, speaker) for part in condition.parts), "show.cell.and")
        case DecisionLeaf():
            asked = speaker.asked(condition)
            return speaker.say("show.cell", comparator=_not(speaker), right=asked) if condition.negated else asked
        case Leaf(comparator="present"):
            return speaker.say("show.cell.absent" if condition.negated else "show.cell.present")
        case Leaf(comparator="is" | "one_of"):
            return speaker.tight(right_words(condition, speaker))
        case Leaf():
            comparator, right = speaker.comparator(condition), right_words(condition, speaker)
            return speaker.tight(speaker.say("show.cell", comparator=comparator, right=right))


def _not(speaker: Speaker) -> str:
    return speaker.say("compare.is_not")
