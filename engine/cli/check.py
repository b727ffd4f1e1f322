"""`rules check`: everything that is wrong with rulebooks."""

import sys
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from engine.cli.options import Lang, LangOption, PathsArgument, RulebooksOption, bilingual
from engine.cli.output import write_text
from engine.cli.running import DONE, EXIT_CODES, FINDINGS, law_date, libraries, print_report, reporting, tell, today
from engine.messages.catalogue import speak
from engine.messages.words import phrase
from engine.source.report import Report

if TYPE_CHECKING:  # named in annotations alone
    from pathlib import Path

    from engine.driver.checking import Checked


class Form(StrEnum):
    """The forms of what was found."""

    TABLE = "table"
    JSON = "json"
    SARIF = "sarif"


FormOption = Annotated[Form, typer.Option("--format", help=bilingual("cli.option.check_format"))]
OnOption = Annotated[
    str | None, typer.Option("--on", metavar="DAY", help=bilingual("cli.option.on"), show_default=False)
]
RemarksOption = Annotated[bool, typer.Option("--remarks", help=bilingual("cli.option.remarks"))]


def check(  # noqa: PLR0913 (the options of the command)
    paths: PathsArgument = None,
    *,
    on: OnOption = None,
    remarks: RemarksOption = False,
    form: FormOption = Form.TABLE,
    rulebooks: RulebooksOption = None,
    lang: LangOption = Lang.ZH,
) -> None:
    with reporting(lang.value):
        from engine.driver.checking import check as checked

        folders = folders_of(paths, rulebooks)
        found = checked(folders, today=law_date(on) if on else today(), on=law_date(on) if on else None)
        _print(found, form, lang, remarks=remarks)
        if found.rulebook.has_errors:
            raise typer.Exit(EXIT_CODES["rulebook"])
        if found.lock.has_errors:
            raise typer.Exit(EXIT_CODES["integrity"])
        raise typer.Exit(FINDINGS if found.lints.has_errors else DONE)


def _print(found: "Checked", form: Form, lang: Lang, *, remarks: bool) -> None:
    everything = Report("rulebook")
    everything.extend((*found.rulebook.diagnostics, *found.lock.diagnostics, *found.lints.diagnostics))
    if form is Form.TABLE:
        _print_changes(found, lang)
        _print_table(everything, found.editions, lang, remarks=remarks)
        return
    from engine.lint.pages import page
    from engine.render.findings_json import findings_json
    from engine.render.sarif import sarif

    if form is Form.SARIF:
        write_text([sarif(everything.diagnostics, page, lang.value)], None)
    else:
        write_text([findings_json(everything.diagnostics, found.editions, lang.value)], None)


def _print_changes(found: "Checked", lang: Lang) -> None:
    """Print in words what changed in each edition since it was signed."""
    if not found.lock.has_errors:
        return
    from engine.cli.diff import side
    from engine.driver.comparing import since_signed
    from engine.render.diff_text import diff_text

    for compared in since_signed(found.loaded):
        tell(phrase("check.lock.changes", edition=compared.after.loaded.reference), lang.value)
        sides = (side(compared.before, lang.value), side(compared.after, lang.value))
        sys.stderr.write(diff_text(compared.changes, None, *sides))


def _print_table(everything: Report, editions: int, lang: Lang, *, remarks: bool) -> None:
    by_severity = {"error": 0, "warning": 0, "info": 0}
    for diagnostic in everything.diagnostics:
        by_severity[diagnostic.severity] += 1
    listed = Report("rulebook")
    listed.extend(found for found in everything.diagnostics if remarks or found.severity != "info")
    print_report(listed, lang.value)
    counts = {"count": editions, "errors": by_severity["error"], "warnings": by_severity["warning"]}
    sys.stdout.write(f"{speak(phrase('check.done', **counts), lang.value)}\n")
    if by_severity["info"] and not remarks:
        tell(phrase("check.remarks", count=by_severity["info"]), lang.value)


def folders_of(paths: list[str] | None, rulebooks: "list[Path] | None") -> "tuple[Path, ...]":
    """Return the editions that a command was pointed at. Raises `Rejected` (about: usage)."""
    from engine.driver.editions import edition_folders
    from engine.library.library import open_library

    report = Report("usage")
    folders = edition_folders(open_library(libraries(rulebooks)), paths or (), report)
    report.stop_if_errors()
    return folders
