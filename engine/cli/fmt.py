"""`rules fmt`: the files of rulebooks in one form."""

import sys
from typing import Annotated

import typer

from engine.cli.options import Lang, LangOption, RulebooksOption, bilingual
from engine.cli.running import DONE, FINDINGS, libraries, reporting
from engine.messages.catalogue import speak
from engine.messages.words import phrase
from engine.source.report import Report

FilesArgument = Annotated[
    list[str] | None, typer.Argument(metavar="[PATH]...", help=bilingual("cli.argument.files"), show_default=False)
]
CheckOption = Annotated[bool, typer.Option("--check", help=bilingual("cli.option.check"))]


def fmt(
    paths: FilesArgument = None,
    *,
    check: CheckOption = False,
    rulebooks: RulebooksOption = None,
    lang: LangOption = Lang.ZH,
) -> None:
    with reporting(lang.value):
        from engine.driver.formatting import format_files, replace_file, yaml_files
        from engine.library.library import open_library
        from engine.render.terminal_text import safe

        report = Report("usage")
        files = yaml_files(open_library(libraries(rulebooks)), paths or (), report)
        report.stop_if_errors()
        found = format_files(files)
        changed = [file for file in found if file.changes]
        for file in changed:
            if not check:
                replace_file(file)
            said = phrase("fmt.would_change" if check else "fmt.changed", name=safe(file.path.as_posix()))
            sys.stdout.write(f"{speak(said, lang.value)}\n")
        done = phrase("fmt.checked" if check else "fmt.done", count=len(found), changed=len(changed))
        sys.stdout.write(f"{speak(done, lang.value)}\n")
        raise typer.Exit(FINDINGS if check and changed else DONE)
