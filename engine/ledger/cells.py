"""The cells of a sheet by the columns of our tables, cleaned as its profile says; nothing is repaired."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from engine.ledger.profile import ACCOUNTS, Profile
from engine.ledger.sheet import Sheet

#: Around a cell: blanks, the TAB that stops spreadsheets from rounding, ideographic and fixed spaces, byte order mark.
AROUND = " \t\r\n\u00a0\u3000\ufeff"

#: A number that a spreadsheet stored in floating point: digits beyond the fifteenth are gone.
_LOST = re.compile(r"[0-9]+(?:\.[0-9]+)?[eE]\+?[0-9]+|[0-9]{16,}\.0+")
_DECIMAL_TAIL = re.compile(r"([0-9]{1,15})\.0+")
_LINE_BREAKS = re.compile(r"\s*[\r\n]+\s*")

#: What a number must be without its prefix and ending: a short one, or the name of a merchant, may well be written so.
WHOLE = "[0-9]{12,}"

#: Cells of the records of one width, by column of the file.
Columns = Sequence[Sequence[str]]


class SheetCells:
    """Finds the cells of a table's column among those of a sheet."""

    def __init__(self, sheet: Sheet) -> None:
        self._blanks = sheet.profile.blanks
        self._profile = sheet.profile
        self.decorated: Counter[str] = Counter()  #: account numbers cut, by column
        self._places = {
            name: tuple(sheet.header.index(title) for title in titles if title in sheet.header)
            for name, titles in sheet.profile.columns.items()
        }

    def states(self, name: str) -> bool:
        """Decide whether the sheet has the column."""
        return bool(self._places.get(name))

    def parts(self, columns: Columns, name: str) -> list[Sequence[str]]:
        """Return the texts of each header that the sheet has for a column, in the order of the profile."""
        return [self._cleaned(columns[place]) for place in self._places.get(name, ())]

    def texts(self, columns: Columns, name: str) -> Sequence[str]:
        """Return the texts of a column; where the sheet has several for it, the first with something in it."""
        found = self.parts(columns, name)
        if not found:
            return [""] * len(columns[0])
        return found[0] if len(found) == 1 else [next(filter(None, texts), "") for texts in zip(*found, strict=True)]

    def numbers(self, columns: Columns, name: str) -> Sequence[str | None]:
        """Return the numbers of a column as they were issued; None where a spreadsheet has rounded one."""
        found = [_whole(text) for text in self.texts(columns, name)]
        if name not in ACCOUNTS:
            return found
        bare = {number: undecorated(number, self._profile) for number in set(found) if number}
        bare = {number: cut for number, cut in bare.items() if cut != number}
        self.decorated[name] += sum(number in bare for number in found) if bare else 0
        return [bare.get(number, number) if number else number for number in found] if bare else found

    def _cleaned(self, cells: Iterable[str]) -> Sequence[str]:
        texts = [cell.strip(AROUND) for cell in cells]
        distinct = set(texts)
        changed = {text: one_line(text) for text in distinct if "\n" in text or "\r" in text}
        if self._blanks:
            changed.update((text, "") for text in distinct if self._is_blank(text))
        return [changed.get(text, text) for text in texts] if changed else texts

    def _is_blank(self, text: str) -> bool:
        return text.lower() in self._blanks or ("-" in self._blanks and text.startswith("-") and not text.strip("-"))


def one_line(text: str) -> str:
    """Return `text` with a space for each line break and the blanks around it."""
    return _LINE_BREAKS.sub(" ", text)


def undecorated(number: str, profile: Profile) -> str:
    """Return an account number without what its exporter set around it, as far as that is certain."""
    ends = number
    for suffix in profile.account_suffixes:
        ends = ends.removesuffix(suffix) or ends
    bare = ends
    for ending in profile.account_endings:
        bare = bare.removesuffix(ending)
    for prefix in profile.account_prefixes:
        bare = bare.removeprefix(prefix)
    return bare if re.fullmatch(WHOLE, bare) else ends


def _whole(written: str) -> str | None:
    """Return the number as it was issued; None where a spreadsheet has rounded it."""
    if "." in written or "e" in written or "E" in written:
        if _LOST.fullmatch(written):
            return None
        tail = _DECIMAL_TAIL.fullmatch(written)
        written = tail.group(1) if tail else written
    return written
