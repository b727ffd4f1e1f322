"""`rules check`: everything that is wrong with rulebooks."""

import sys
from typing import TYPE_CHECKING

import typer

from engine.cli.options import Lang, LangOption, PathsArgument, RulebooksOption
from engine.cli.running import DONE, EXIT_CODES, FINDINGS, libraries, print_report, reporting
from engine.messages.catalogue import speak
from engine.messages.words import phrase
from engine.source.report import Report

if TYPE_CHECKING:  # named in annotations alone
    from pathlib import Path


def check(paths: PathsArgument = None, *, rulebooks: RulebooksOption = None, lang: LangOption = Lang.ZH) -> None:
    with reporting(lang.value):
        from engine.driver.checking import check as checked

        found = checked(folders_of(paths, rulebooks))
        everything = Report("rulebook")
        everything.extend((*found.rulebook.diagnostics, *found.lints.diagnostics))
        print_report(everything, lang.value)
        errors = sum(diagnostic.severity == "error" for diagnostic in everything.diagnostics)
        warnings = len(everything.diagnostics) - errors
        said = phrase("check.done", count=found.editions, errors=errors, warnings=warnings)
        sys.stdout.write(f"{speak(said, lang.value)}\n")
        if found.rulebook.has_errors:
            raise typer.Exit(EXIT_CODES["rulebook"])
        raise typer.Exit(FINDINGS if everything.diagnostics else DONE)


def folders_of(paths: list[str] | None, rulebooks: "list[Path] | None") -> "tuple[Path, ...]":
    """Return the editions that a command was pointed at. Raises `Rejected` (about: usage)."""
    from engine.driver.editions import edition_folders
    from engine.library.library import open_library

    report = Report("usage")
    folders = edition_folders(open_library(libraries(rulebooks)), paths or (), report)
    report.stop_if_errors()
    return folders
