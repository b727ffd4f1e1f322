"""`rules report`: the report of a finished run, made again."""

from pathlib import Path
from typing import Annotated

import typer

from engine.cli.options import Lang, LangOption, bilingual
from engine.cli.output import write_text
from engine.cli.running import print_report, reporting, tell
from engine.messages.words import phrase
from engine.source.report import Report

RunArgument = Annotated[Path, typer.Argument(metavar="OUT", help=bilingual("cli.argument.run"), show_default=False)]
FileOption = Annotated[
    Path | None,
    typer.Option(
        "-o", "--output", metavar="FILE", help=bilingual("cli.option.report_file"), show_default="OUT/report.html"
    ),
]


def report(folder: RunArgument, *, output: FileOption = None, lang: LangOption = Lang.ZH) -> None:
    with reporting(lang.value):
        from engine.driver.case_files import PAGE
        from engine.driver.reporting import finished_report
        from engine.render.report_html import report_html

        file, warnings = output or folder / PAGE, Report("input")
        view = finished_report(folder, warnings)
        write_text([report_html(view)], file)
        print_report(warnings, lang.value)
        tell(phrase("report.done", file=file.as_posix()), lang.value)
