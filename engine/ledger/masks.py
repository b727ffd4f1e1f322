"""Numbers that somebody masked, like `6226******5669`: they name nobody and equal nothing, not even themselves."""

import re

#: Asterisks of either width, or four `x` in a row; the one `X` that may end an identity number is no mask.
MASK = "[*＊]|x{4}|X{4}"

_MASK = re.compile(MASK)


def is_masked(number: str) -> bool:
    """Decide whether some digits of `number` are hidden."""
    return _MASK.search(number) is not None


def masked(column: str) -> str:
    """Return the SQL that decides the same of a column; NULL stays NULL."""
    # As MASK says, without a regular expression a row.
    return "(" + " OR ".join(f"contains({column}, '{part}')" for part in ("*", "＊", "xxxx", "XXXX")) + ")"


def whole(column: str) -> str:
    """Return the SQL of a column whose masked numbers are NULL."""
    return f"CASE WHEN NOT {masked(column)} THEN {column} END"
