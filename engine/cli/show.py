"""`rules show`: a rulebook in plain words."""

from enum import StrEnum
from typing import Annotated

import typer

from engine.cli.options import (
    AsOfOption,
    Lang,
    LangOption,
    OutputOption,
    RulebookArgument,
    RulebooksOption,
    bilingual,
)
from engine.cli.output import appearing, write_text
from engine.cli.running import law_date, libraries, refused, reporting
from engine.messages.words import phrase


class Form(StrEnum):
    """The forms of a rulebook."""

    TABLE = "table"
    MARKDOWN = "markdown"
    HTML = "html"
    JSON = "json"
    CSV = "csv"
    XLSX = "xlsx"


class As(StrEnum):
    """What a rulebook can be shown as, beside itself."""

    DURABLE = "durable"
    MODEL_TABLE = "model-table"


AsOption = Annotated[As | None, typer.Option("--as", help=bilingual("cli.option.as"), show_default=False)]
FormOption = Annotated[Form, typer.Option("--format", help=bilingual("cli.option.format"))]


def show(  # noqa: PLR0913 (the options of the command)
    rulebook: RulebookArgument,
    *,
    as_of: AsOfOption = None,
    as_: AsOption = None,
    form: FormOption = Form.TABLE,
    output: OutputOption = None,
    rulebooks: RulebooksOption = None,
    lang: LangOption = Lang.ZH,
) -> None:
    with reporting(lang.value):
        from engine.cli.evaluate import tell_basis
        from engine.driver.opening import open_rulebook
        from engine.driver.showing import FORMS, shown, shown_as_workbook, shown_for_durable

        fitting = FORMS[as_.value if as_ else "rulebook"]
        if form.value not in fitting:
            raise refused("C916", phrase("cli.help.forms", forms=", ".join(fitting)), form=form.value)
        if form is Form.XLSX and output is None:
            raise refused("C910", form=form.value)
        opened = open_rulebook(rulebook, law_date(as_of), libraries(rulebooks))
        tell_basis(opened.program, lang.value, chosen=as_of is not None)
        if form is Form.XLSX and output:
            with appearing(output) as path:
                path.write_bytes(shown_as_workbook(opened))
            return
        text = shown_for_durable(opened) if as_ is As.DURABLE else shown(form.value, opened, lang.value, as_=as_)
        write_text([text], output)
