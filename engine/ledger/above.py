"""What the lines above a header state of the whole table: the own account, the period, the currency."""

import re
from collections.abc import Iterator, Sequence

from engine.ledger.headers import normal_header
from engine.ledger.profile import Profile
from engine.ledger.text_file import Record

#: Brackets around a value, and what ends it inside a longer line.
_AROUND = "[]【】()<>“”\"' \t\u3000\u00a0"
_NEXT_LABEL = re.compile(r"\s+[^\s:0-9]{2,12}:|[;,，；]")

#: A label inside a line begins a word.
_WORD_ENDS = " \t\u3000\u00a0,;，；]】"


def stated_above(records: Sequence[Record], profiles: Sequence[Profile]) -> dict[str, str]:
    """Return what `records` state by the labels that `profiles` know: `label:value` in one cell, or in two."""
    labels = {label: column for profile in profiles for column, texts in dict(profile.above).items() for label in texts}
    found: dict[str, str] = {}
    for label, value in _pairs(records, sorted(labels, key=len, reverse=True)):
        if value:
            found.setdefault(labels[label], value)
    return found


def _pairs(records: Sequence[Record], labels: Sequence[str]) -> Iterator[tuple[str, str]]:
    for record in records:
        cells = [cell for cell in record.cells if cell.strip()]
        for at, cell in enumerate(cells):
            for label in labels:
                if (rest := _after(cell, label)) is None:
                    continue
                yield label, _value(rest) or (_value(cells[at + 1]) if at + 1 < len(cells) else "")
                break
        for cell in cells:  # several labels in one line
            for label in labels:
                begins = cell.find(label)
                if begins > 0 and cell[begins - 1] in _WORD_ENDS and (rest := _after(cell[begins:], label)) is not None:
                    yield label, _value(rest)


def _after(cell: str, label: str) -> str | None:
    """Return what follows `label` and its colon at the beginning of `cell`; None where it does not begin so."""
    normal = normal_header(cell)
    if normal in (label, f"{label}:"):
        return ""
    if not normal.startswith(f"{label}:"):
        return None
    return cell.replace("：", ":").split(":", 1)[1]


def _value(text: str) -> str:
    bare = text.strip(_AROUND)
    inside = re.split(r"[\]】]", bare)[0]
    ends = _NEXT_LABEL.search(inside)
    return (inside[: ends.start()] if ends else inside).strip(_AROUND)
