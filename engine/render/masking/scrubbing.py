"""Free text without what identifies people: known values of the case, and whatever looks like a number of a person."""

import re
import unicodedata
from collections.abc import Mapping

from engine.render.masking.profiles import Kind, Masker

_PHONE, _IDS = 11, (15, 18)
_MONEY = 15  #: an amount has fewer digits than this in front of its point
#: Long runs of digits, also in groups of four, or a telephone number in its usual groups; digests stay.
_NUMBER = re.compile(
    r"(?P<digest>(?<![0-9a-zA-Z])[0-9a-f]{32,}(?![0-9a-zA-Z]))"
    r"|(?P<number>\d{11,}[Xx]?|\d{4}(?:[ \-\u3000]\d{4}){2,}(?:[ \-\u3000]?\d{1,3})?|1\d{2}[ \-]\d{4}[ \-]\d{4})"
    r"(?P<decimals>\.\d{2}(?!\d))?"
)
#: Known values shorter than this say nothing about anybody, and would be found everywhere.
_SHORTEST = 2
_KEY = 2


class Scrubber:
    """Masks every known value of a case, and numbers of people nobody listed, in texts of any kind."""

    def __init__(self, masker: Masker, known: Mapping[str, Kind]) -> None:
        self._masker = masker
        self._known = {value: kind for value, kind in known.items() if len(value) >= _SHORTEST}
        self._by_start: dict[str, list[str]] = {}
        for value in sorted(self._known, key=lambda value: (-len(value), value)):
            self._by_start.setdefault(value[:_KEY], []).append(value)

    def text(self, text: str) -> str:
        """Return `text` with all of it masked; the longest known value goes first."""
        if self._masker.profile == "full" or len(text) < _SHORTEST:
            return text
        if kind := self._known.get(text):
            return self._masker.mask(kind, text)
        return "".join(piece if masked else _NUMBER.sub(self._number, piece) for masked, piece in self._pieces(text))

    def _pieces(self, text: str) -> list[tuple[bool, str]]:
        """Return `text` in pieces: known values, already masked, and what stands between them."""
        pieces: list[tuple[bool, str]] = []
        start = at = 0
        while at <= len(text) - _KEY:
            found = next(
                (value for value in self._by_start.get(text[at : at + _KEY], ()) if text.startswith(value, at)), ""
            )
            if not found or self._inside_a_number(text, at, found):
                at += 1
                continue
            pieces += [(False, text[start:at]), (True, self._masker.mask(self._known[found], found))]
            start = at = at + len(found)
        return [*pieces, (False, text[start:])]

    def _inside_a_number(self, text: str, at: int, found: str) -> bool:
        """Return whether a short number is part of a longer one, which is then masked as a whole."""
        if not found.isdecimal():
            return False
        before, after = text[at - 1 : at], text[at + len(found) : at + len(found) + 1]
        return before.isdecimal() or after.isdecimal()

    def _number(self, found: re.Match[str]) -> str:
        number, decimals = found["number"], found["decimals"] or ""
        if number is None:
            return found.group()
        digits = "".join(character for character in unicodedata.normalize("NFKC", number) if character.isalnum())
        if decimals and len(digits) < _MONEY:
            return found.group()
        return self._masker.mask(self._known.get(digits) or _kind(digits), digits) + decimals


def _kind(digits: str) -> Kind:
    if len(digits) == _PHONE and digits.startswith("1"):
        return "phone"
    return "id" if len(digits) in _IDS else "card"
