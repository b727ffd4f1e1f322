"""`rules test`: the tests beside the rulebooks."""

from enum import StrEnum
from typing import Annotated

import typer

from engine.cli.check import folders_of
from engine.cli.options import Lang, LangOption, OutputOption, PathsArgument, RulebooksOption, bilingual
from engine.cli.output import write_text
from engine.cli.running import DONE, FINDINGS, reporting


class Form(StrEnum):
    """The forms of test results."""

    TABLE = "table"
    JSON = "json"
    JUNIT = "junit"


FormOption = Annotated[Form, typer.Option("--format", help=bilingual("cli.option.format"))]


def run_suites(
    paths: PathsArgument = None,
    *,
    form: FormOption = Form.TABLE,
    output: OutputOption = None,
    rulebooks: RulebooksOption = None,
    lang: LangOption = Lang.ZH,
) -> None:
    with reporting(lang.value):
        from engine.driver.testing import run_tests, tests_in

        tested = run_tests(folders_of(paths, rulebooks))
        write_text([tests_in(form.value, tested, lang.value)], output)
        raise typer.Exit(FINDINGS if any(edition.failed for edition in tested) else DONE)
