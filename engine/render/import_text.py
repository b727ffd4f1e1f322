"""An import for people: what was read of each file, and a form for the answers that are still needed. Chinese."""

from collections.abc import Iterable

from engine.ledger.import_report import FileImport, ImportReport
from engine.messages.catalogue import CODES, PHRASES, speak
from engine.messages.words import phrase
from engine.render.terminal_text import safe
from engine.source.report import Diagnostic, Report

#: What `answers.yaml` settles, with the lines that settle it.
_ANSWERS = {
    "F610": "columns: {booked_at: [], direction: [], amount: [], counterparty: []}",
    "F612": "columns: {}",
    "F660": 'account: ""',
    "F664": "columns: {direction: []}   # 或 positive: in",
    "F665": "columns: {}",
    "F666": "codes: {}",
    "F667": "signs: direction   # 或 reversal",
    "F668": "columns: {}",
    "F675": 'unit: ""   # yuan 或 fen',
    "F677": "columns: {status: []}   # 另写 codes: {status: {booked: [], reversed: [], failed: []}}；无关的写 unused",
}


def import_text(found: ImportReport) -> str:
    """Return the import report as Markdown: each row that was read is kept, rejected, or told apart by its place."""
    head = _say("import.total", read=found.rows_read, kept=found.rows_kept, rejected=sum(found.rejected.values()))
    parts = [f"# {_say('import.title')}\n\n{head}\n"]
    parts += map(_file, (*found.files, *found.account_sheets, *found.other_sheets))
    parts += _named("import.not_read", found.not_read)
    parts += _named("import.ignored", found.ignored)
    parts += _named("import.unanswered", found.unanswered)
    if found.moved_to_main:
        parts.append(_say("import.moved", rows=found.moved_to_main) + "\n")
    return "\n".join(parts)


def _say(name: str, **values: object) -> str:
    return speak(phrase(name, **values), "zh")


def _named(name: str, texts: Iterable[str]) -> list[str]:
    listed = "".join(f"- {_cell(text)}\n" for text in texts)
    return [f"## {_say(name)}\n\n{listed}"] if listed else []


def _file(file: FileImport) -> str:
    lines = [
        f"## {_cell(file.file)}\n",
        f"| {_say('import.what')} | {_say('import.value')} |\n|---|---|",
        _row("import.profile", file.profile),
        _row("import.encoding", file.encoding),
        _row("import.sha256", file.digest),
        _row("import.rows_read", file.rows_read),
        _row("import.rows_kept", file.rows_kept),
        *(f"| {_say('import.rejected')} {code} {CODES[code].zh} | {rows} |" for code, rows in file.rejected.items()),
        *(f"| {_say(f'import.beside.{kind}')} | {rows} |" for kind, rows in file.beside.items()),
        *(f"| {_say('import.not_understood')} {column} | {rows} |" for column, rows in file.not_understood.items()),
    ]
    if file.masked_accounts:
        lines.append(_row("import.masked", file.masked_accounts))
    if file.without_counterparty:
        share = f"{file.without_counterparty}/{file.rows_kept}"
        lines.append(
            _row("import.without_counterparty", f"{share} ({_percent(file.without_counterparty, file.rows_kept)})")
        )
    lines += [f"| {_say('import.decorated')} {column} | {rows} |" for column, rows in file.decorated.items()]
    if file.not_recognised:
        lines.append(_row("import.not_recognised", ", ".join(file.not_recognised)))
    filled = [f"{column} {rows}/{file.rows_kept}" for column, rows in file.filled.items() if rows]
    lines.append(_row("import.filled", ", ".join(filled)))
    for column, codes in file.codes.items():
        used = ", ".join(f"{text or '∅'}={value}" for text, value in codes.items())
        lines.append(f"| {_say('import.codes')} {column} | {_cell(used)} |")
    return "\n".join(lines) + "\n"


def _percent(part: int, whole: int) -> str:
    """Return the share to a tenth of a percent, rounded up: nothing missing is shown as nothing alone."""
    tenths = -(-part * 1000 // whole)
    return f"{tenths // 10}.{tenths % 10} %"


def _row(name: str, value: object) -> str:
    return f"| {_say(name)} | {_cell(str(value))} |"


def _cell(text: str) -> str:
    """Return text of the data so that it stays one cell of plain text."""
    return "".join(f"\\{letter}" if letter in "|<>[]`*_#&!" else letter for letter in safe(text)).replace("\n", " ")


def questions_yaml(report: Report) -> str:
    """Return the open questions as a form: filled in and saved as `answers.yaml` it settles them."""
    lines = [f"# {line}" for line in PHRASES["import.questions"].zh.splitlines()] + ["schema: 1", "answers:"]
    asked = [found for found in report.diagnostics if found.severity == "error" and found.code in _ANSWERS]
    for found in asked:
        lines += [*_comments(found), f"  - files: [{_quoted(found.span.file if found.span else '')}]"]
        lines.append(f"    {_ANSWERS[found.code]}")
    if not asked:
        lines[-1] += " []"
    others = [found for found in report.diagnostics if found.severity == "error" and found.code not in _ANSWERS]
    lines += [line for found in others for line in _comments(found)]
    return "\n".join(lines) + "\n"


def _comments(found: Diagnostic) -> list[str]:
    said = [f"[{found.code}] {found.span.file if found.span else ''} {speak(found.message, 'zh')}"]
    said += [speak(found.help, "zh")] if found.help else []
    return ["  # " + safe(text).replace("\n", " ") for text in said]


def _quoted(text: str) -> str:
    return '"' + safe(text).replace("\\", "\\\\").replace('"', '\\"') + '"'
