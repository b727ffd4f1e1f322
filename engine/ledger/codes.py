"""Code tables of a profile: a text means what the table says, a text that ends in `*` stands for all it begins."""

from collections.abc import Mapping, Sequence


class CodeTable:
    """Reads one coded column; texts that were met are remembered."""

    def __init__(self, meanings: Mapping[str, str]) -> None:
        self._known = {text: value for text, value in meanings.items() if not text.endswith("*") or text == "*"}
        self._begins = {
            text.removesuffix("*"): value for text, value in meanings.items() if text.endswith("*") and text != "*"
        }

    def meanings(self, texts: Sequence[str]) -> list[str]:
        """Return what each text means, an empty text where it means nothing known."""
        for text in set(texts) - self._known.keys():
            found = [value for begins, value in self._begins.items() if text.startswith(begins)]
            self._known[text] = found[0] if found else ""
        return [self._known[text] for text in texts]
