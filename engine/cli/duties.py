"""`rules duties`: what is to be done by when, on a day."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from engine.cli.options import Lang, LangOption, OutputOption, RulebooksOption, bilingual
from engine.cli.output import write_text
from engine.cli.running import DONE, FINDINGS, columns, law_date, libraries, print_report, reporting
from engine.source.report import Report

if TYPE_CHECKING:  # named in annotations alone
    from engine.agenda.agenda import Item


class Form(StrEnum):
    """The forms of the agenda."""

    TABLE = "table"
    MARKDOWN = "markdown"
    CSV = "csv"
    JSON = "json"
    JSONL = "jsonl"


RunsArgument = Annotated[
    list[Path], typer.Argument(metavar="OUT...", help=bilingual("cli.argument.runs"), show_default=False)
]
OnOption = Annotated[
    str | None, typer.Option("--on", metavar="DAY", help=bilingual("cli.option.duties_on"), show_default=False)
]
WithinOption = Annotated[
    int | None, typer.Option("--within", metavar="DAYS", min=0, help=bilingual("cli.option.within"), show_default=False)
]
OpenOption = Annotated[bool, typer.Option("--open", help=bilingual("cli.option.open"))]
FailOption = Annotated[bool, typer.Option("--fail-on-overdue", help=bilingual("cli.option.fail_on_overdue"))]
FormOption = Annotated[Form, typer.Option("--format", help=bilingual("cli.option.format"))]


def duties(  # noqa: PLR0913 (the options of the command)
    runs: RunsArgument,
    *,
    on: OnOption = None,
    within: WithinOption = None,
    open_: OpenOption = False,
    fail_on_overdue: FailOption = False,
    form: FormOption = Form.TABLE,
    output: OutputOption = None,
    rulebooks: RulebooksOption = None,
    lang: LangOption = Lang.ZH,
) -> None:
    with reporting(lang.value):
        from engine.driver.duties import duties_on, wanted

        day, report = law_date(on), Report("input")
        found = duties_on(runs, day, report, libraries(rulebooks))
        print_report(report, lang.value)
        write_text([_text(form, wanted(found, within=within, undone=open_), day, lang, output)], output)
        overdue = any(item.status == "overdue" for item in found)
        raise typer.Exit(FINDINGS if fail_on_overdue and overdue else DONE)


def _text(form: Form, items: "Sequence[Item]", day: date, lang: Lang, output: Path | None) -> str:
    from engine.render import agenda_text

    match form:
        case Form.TABLE:
            return agenda_text.agenda_table(items, day, lang.value, columns() if output is None else None)
        case Form.MARKDOWN:
            return agenda_text.agenda_markdown(items, day, lang.value)
        case Form.CSV:
            return agenda_text.agenda_csv(items, lang.value)
        case Form.JSON:
            return agenda_text.agenda_json(items, day)
        case Form.JSONL:
            return agenda_text.agenda_jsonl(items)
