"""Manual pages: of a lint the English one is the docstring of its module, all others stand in the catalogue."""

import re
from types import ModuleType

from engine.lint.lints import PAGES
from engine.messages.code_pages import PAGES as OF_CODES
from engine.messages.lint_pages import PAGES as IN_CHINESE
from engine.messages.lint_pages import Page
from engine.messages.words import Language

_SECTIONS = ("What it finds", "Why it matters", "Avoid", "Prefer", "Source")
_SECTION = re.compile(rf"^({'|'.join(_SECTIONS)}): ", re.MULTILINE)


def page(code: str, language: Language) -> Page | None:
    """Return the manual page of `code`, None where its message says all."""
    module = PAGES.get(code)
    if module is None:
        return _of_code(code, language)
    return IN_CHINESE[name_of(module)] if language == "zh" else _from_docstring(module)


def _of_code(code: str, language: Language) -> Page | None:
    if code not in OF_CODES:
        return None
    why, prefer = ((words.zh if language == "zh" else words.en) for words in OF_CODES[code])
    return Page(what="", why=why, avoid="", prefer=prefer)


def name_of(module: ModuleType) -> str:
    """Return the name of a lint: that of its module."""
    return module.__name__.rpartition(".")[2]


def _from_docstring(module: ModuleType) -> Page:
    _, *parts = _SECTION.split(module.__doc__ or "")
    said = dict(zip(parts[::2], (" ".join(text.split()) for text in parts[1::2]), strict=True))
    return Page(*(said.get(section, "") for section in _SECTIONS))
