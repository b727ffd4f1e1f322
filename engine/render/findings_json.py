"""What `rules check` found, as JSON."""

from collections.abc import Iterable

from engine.messages.catalogue import CODES, speak
from engine.messages.words import Language
from engine.render.json_text import obj, quoted, scalar
from engine.source.report import Diagnostic, Label
from engine.source.text import Span


def findings_json(diagnostics: Iterable[Diagnostic], editions: int, language: Language) -> str:
    """Return all findings, remarks included, with their places; a line end at the end."""
    found = tuple(diagnostics)
    counts = {
        severity: str(sum(one.severity == severity for one in found)) for severity in ("error", "warning", "info")
    }
    listed = ",\n".join(f"  {_finding(one, language)}" for one in found)
    members = {
        "schema_version": "1",
        "editions": str(editions),
        "counts": obj(counts),
        "findings": f"[\n{listed}\n]" if found else "[]",
    }
    return f"{obj(members)}\n"


def _finding(diagnostic: Diagnostic, language: Language) -> str:
    code = CODES[diagnostic.code]
    members = {
        "code": quoted(code.id),
        "name": quoted(code.name),
        "severity": quoted(code.severity),
        "message": quoted(speak(diagnostic.message, language)),
        "help": quoted(speak(diagnostic.help, language)) if diagnostic.help else "null",
        **_place(diagnostic.span),
        "labels": f"[{', '.join(_label(label, language) for label in diagnostic.labels)}]",
    }
    return obj(members)


def _place(span: Span | None) -> dict[str, str]:
    file, line, column = (span.file, span.line, span.column) if span else (None, None, None)
    return {"file": scalar(file), "line": scalar(line), "column": scalar(column)}


def _label(label: Label, language: Language) -> str:
    return obj({**_place(label.span), "says": quoted(speak(label.says, language))})
