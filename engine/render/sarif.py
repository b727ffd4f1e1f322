"""What `rules check` found, as SARIF 2.1.0 (OASIS): editors and code hosts show it at its place."""

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from urllib.parse import quote

from engine.messages.catalogue import CODES, speak
from engine.messages.lint_pages import Page
from engine.messages.words import Code, Language, phrase
from engine.render.code_page import template
from engine.source.report import Diagnostic, Label
from engine.source.text import Span

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {"error": "error", "warning": "warning", "info": "note"}

#: The manual page of a code, where it has one.
PageOf = Callable[[str, Language], Page | None]


def sarif(diagnostics: Iterable[Diagnostic], page: PageOf, language: Language) -> str:
    """Return the log of one run: a rule for each code that was found, a result for each finding."""
    found = tuple(diagnostics)
    codes = sorted({diagnostic.code for diagnostic in found})
    driver = {
        "name": "rules check",
        "informationUri": "https://after-rules.invalid/",
        "rules": [_rule(CODES[code], page, language) for code in codes],
    }
    results = [_result(diagnostic, codes.index(diagnostic.code), language) for diagnostic in found]
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "language": "zh-CN" if language == "zh" else "en-US",
        "results": results,
    }
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _rule(code: Code, page: PageOf, language: Language) -> dict[str, object]:
    rule: dict[str, object] = {
        "id": code.id,
        "name": "".join(part.capitalize() for part in code.name.split("-")),
        "shortDescription": {"text": template(code, language)},
        "defaultConfiguration": {"level": _LEVELS[code.severity]},
    }
    manual = page(code.id, language)
    if manual is None:
        return rule
    what = {"fullDescription": {"text": manual.what}} if manual.what else {}
    return rule | what | {"help": {"text": _help(manual, language)}}


def _help(page: Page, language: Language) -> str:
    sections = (("why", page.why), ("avoid", page.avoid), ("prefer", page.prefer), ("source", page.source))
    return "\n".join(f"{speak(phrase(f'code.{name}'), language)}: {text}" for name, text in sections if text)


def _result(diagnostic: Diagnostic, index: int, language: Language) -> dict[str, object]:
    said = speak(diagnostic.message, language)
    if diagnostic.help:
        said = f"{said}\n{speak(diagnostic.help, language)}"
    result: dict[str, object] = {
        "ruleId": diagnostic.code,
        "ruleIndex": index,
        "level": _LEVELS[diagnostic.severity],
        "message": {"text": said},
        "locations": [{"physicalLocation": _physical(diagnostic.span)}] if diagnostic.span else [],
    }
    related = [_related(label, number, language) for number, label in enumerate(diagnostic.labels)]
    return result | {"relatedLocations": related} if related else result


def _related(label: Label, number: int, language: Language) -> dict[str, object]:
    said = {"text": speak(label.says, language)}
    return {"id": number, "physicalLocation": _physical(label.span), "message": said}


def _physical(span: Span) -> dict[str, object]:
    region = {"startLine": span.line, "startColumn": span.column, "endColumn": span.column + span.width}
    return {"artifactLocation": {"uri": _uri(span.file)}, "region": region}


def _uri(file: str) -> str:
    """Return an absolute path as a `file:` address, a relative one as it is."""
    return Path(file).as_uri() if Path(file).is_absolute() else quote(file)
