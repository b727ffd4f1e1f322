"""A fact table, by its form → subjects."""

from pathlib import Path

from engine.decision.result import Subject
from engine.document.reading import decode
from engine.messages.words import phrase
from engine.program.program import Program
from engine.source.report import Diagnostic, Report
from engine.source.text import Span
from engine.subjects.columns import columns_of
from engine.subjects.from_csv import from_csv
from engine.subjects.from_json import from_json
from engine.subjects.intake import Intake

JSON = (".json", ".jsonl", ".ndjson")


def from_file(path: Path, program: Program, report: Report) -> list[Subject]:
    """Return the subjects in the file at `path`, in its order; none of them is to be used where `report` has errors.

    Errors: D101, D103, E501 to E519
    """
    name, form = path.as_posix(), path.suffix.lower()
    if form not in (*JSON, ".csv", ".parquet"):
        help_ = phrase("eval.help.table_form")
        report.add(Diagnostic(code="E516", span=Span(file=name), values={"name": path.name}, help=help_))
        return []
    content = _content(path, name, report)
    if content is None:
        return []
    if form == ".parquet":
        from engine.subjects.from_parquet import from_parquet  # noqa: PLC0415 (DuckDB takes longer to load than JSON to read)

        return from_parquet(path, name, columns_of(program), report).subjects
    return from_bytes(content, name, program, report)


def from_bytes(content: bytes, name: str, program: Program, report: Report) -> list[Subject]:
    """Return the subjects in `content`: CSV where `name` says so, else JSON or JSONL."""
    source = decode(content, name, report)
    if source is None:
        return []
    columns = columns_of(program)
    intake: Intake = (
        from_csv(source, columns, report)
        if name.lower().endswith(".csv")
        else from_json(source.text, name, columns, report)
    )
    return intake.subjects


def _content(path: Path, name: str, report: Report) -> bytes | None:
    """Return the bytes at `path`; of a Parquet file, which is read by columns, none."""
    reason = "refused"
    try:
        if path.is_file():
            return b"" if path.suffix.lower() == ".parquet" else path.read_bytes()
        reason = "not_a_file" if path.exists() else "missing"
    except (OSError, ValueError):  # ValueError: a NUL in the path
        pass
    values = {"name": name, "reason": phrase(f"document.reason.{reason}")}
    report.add(Diagnostic(code="D101", span=Span(file=name), values=values))
    return None
