"""`rules stale`: the sources that have to be compared with their originals again."""

from enum import StrEnum
from typing import Annotated

import typer

from engine.cli.options import Lang, LangOption, OutputOption, RulebooksOption, bilingual
from engine.cli.output import write_text
from engine.cli.running import DONE, FINDINGS, columns, law_date, libraries, reporting


class Form(StrEnum):
    """The forms of the list."""

    TABLE = "table"
    JSON = "json"


OnOption = Annotated[
    str | None, typer.Option("--on", metavar="DAY", help=bilingual("cli.option.on"), show_default=False)
]
FailOption = Annotated[bool, typer.Option("--fail", help=bilingual("cli.option.fail"))]
FormOption = Annotated[Form, typer.Option("--format", help=bilingual("cli.option.format"))]


def stale(  # noqa: PLR0913 (the options of the command)
    *,
    on: OnOption = None,
    fail: FailOption = False,
    form: FormOption = Form.TABLE,
    output: OutputOption = None,
    rulebooks: RulebooksOption = None,
    lang: LangOption = Lang.ZH,
) -> None:
    with reporting(lang.value):
        from engine.driver.register import by_age
        from engine.library.library import open_library
        from engine.render.law_json import stale_json
        from engine.render.law_text import stale_text

        day = law_date(on)
        found = by_age(open_library(libraries(rulebooks)), day)
        sources = [(aged.source, aged.days, aged.age, aged.stale) for aged in found]
        width = columns() if output is None else None
        text = stale_json(sources, day) if form is Form.JSON else stale_text(sources, day, lang.value, width)
        write_text([text], output)
        raise typer.Exit(FINDINGS if fail and any(aged.stale for aged in found) else DONE)
