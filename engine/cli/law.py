"""`rules law`: a source or article, and all that rests on it."""

from enum import StrEnum
from typing import Annotated

import typer

from engine.cli.options import Lang, LangOption, OutputOption, RulebooksOption, bilingual
from engine.cli.output import write_text
from engine.cli.running import libraries, reporting


class Form(StrEnum):
    """The forms of a source."""

    TABLE = "table"
    JSON = "json"


CiteArgument = Annotated[str, typer.Argument(metavar="CITE", help=bilingual("cli.argument.cite"), show_default=False)]
FormOption = Annotated[Form, typer.Option("--format", help=bilingual("cli.option.format"))]


def law(
    cite: CiteArgument,
    *,
    form: FormOption = Form.TABLE,
    output: OutputOption = None,
    rulebooks: RulebooksOption = None,
    lang: LangOption = Lang.ZH,
) -> None:
    with reporting(lang.value):
        from engine.driver.register import resting_on
        from engine.library.library import open_library
        from engine.render.law_json import law_json
        from engine.render.law_text import law_text

        found = resting_on(open_library(libraries(rulebooks)), cite)
        resting = [(edition.rulebook, edition.things, edition.tests) for edition in found.resting]
        if form is Form.JSON:
            text = law_json(found.source, found.articles, resting)
        else:
            text = law_text(found.source, found.articles, resting, lang.value)
        write_text([text], output)
