"""One cell → the entries of a list fact, each with its members in the order in which they are declared.

JSON states a list as an array of objects; a cell of CSV or Parquet holds the same as JSON text.
"""

import json
from collections.abc import Mapping
from decimal import Decimal

from engine.messages.words import phrase
from engine.rulebook.entries import member_fact
from engine.rulebook.rulebook import FactDeclaration
from engine.rulebook.values import Cell, Entries
from engine.source.nearest import did_you_mean
from engine.subjects.values import Constant, Unfit, cell_value, written

_PAIRS = json.JSONDecoder(object_pairs_hook=tuple, parse_float=Decimal, parse_constant=Constant)

Pairs = tuple[tuple[str, object], ...]


def entries(cell: object, fact: FactDeclaration) -> Entries | Unfit:
    """Return the entries that `cell` states of `fact`; a member that is absent or null is unknown.

    Errors: E503 (no such member), E504 (a member twice), E507 (not a list of objects), those of a single cell
    """
    stated = _decoded(cell) if isinstance(cell, str) else cell
    if not isinstance(stated, list):
        values = {"name": fact.name, "unit": phrase("unit.list"), "text": written(cell)}
        return Unfit("E507", values, phrase("eval.help.list"))
    found: list[tuple[Cell, ...]] = []
    for position, item in enumerate(stated, start=1):
        entry = _entry(item, fact, position)
        if isinstance(entry, Unfit):
            return entry
        found.append(entry)
    return tuple(found)


def _decoded(text: str) -> object:
    try:
        value, end = _PAIRS.raw_decode(text.strip())
    except (ValueError, RecursionError):
        return None
    return value if end == len(text.strip()) else None


def _entry(item: object, fact: FactDeclaration, position: int) -> tuple[Cell, ...] | Unfit:
    pairs = tuple(item.items()) if isinstance(item, Mapping) else item
    if not isinstance(pairs, tuple):
        values = {"name": f"{fact.name}[{position}]", "unit": phrase("eval.unit.entry"), "text": written(item)}
        return Unfit("E507", values, phrase("eval.help.list"))
    known = {member.name: member for member in fact.members}
    cells: dict[str, Cell] = {}
    for name, cell in pairs:
        called = f"{fact.name}[{position}].{name}"
        if name not in known:
            return Unfit("E503", {"name": called}, did_you_mean(name, known))
        if name in cells:
            return Unfit("E504", {"name": called})
        value = cell_value(cell, member_fact(fact, known[name], position))
        if isinstance(value, Unfit):
            return value
        cells[name] = value
    return tuple(cells.get(member.name) for member in fact.members)
