"""List facts: their entries by the names of their members."""

from engine.rulebook.rulebook import FactDeclaration
from engine.rulebook.values import Cell, FactValue, plain

#: One entry as result files state it.
PlainEntry = dict[str, FactValue]


def plain_fact(value: FactValue, fact: FactDeclaration) -> FactValue | list[PlainEntry]:
    """Return `value` of `fact` as result files state it: a list by the names of its members, the rest as `plain`."""
    if not isinstance(value, tuple):
        return plain(value, fact.unit)
    return [_plain_entry(entry, fact) for entry in value]


def _plain_entry(entry: tuple[Cell, ...], fact: FactDeclaration) -> PlainEntry:
    pairs = zip(fact.members, entry, strict=True)
    return {member.name: plain(cell, member.unit) for member, cell in pairs}


def member_fact(fact: FactDeclaration, member: FactDeclaration, position: int) -> FactDeclaration:
    """Return `member` under the name that messages give it: `acts[2].amount`, positions from 1."""
    return FactDeclaration(
        name=f"{fact.name}[{position}].{member.name}",
        title=member.title,
        unit=member.unit,
        meaning=member.meaning,
        choices=member.choices,
        span=member.span,
    )
