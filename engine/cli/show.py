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
from engine.cli.output import write_text
from engine.cli.running import law_date, libraries, reporting


class Form(StrEnum):
    """The forms of a rulebook."""

    TABLE = "table"
    MARKDOWN = "markdown"
    HTML = "html"
    JSON = "json"


class As(StrEnum):
    """What a rulebook can be shown as, beside itself."""

    DURABLE = "durable"


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
        from engine.driver.showing import shown, shown_for_durable

        opened = open_rulebook(rulebook, law_date(as_of), libraries(rulebooks))
        tell_basis(opened.program, lang.value, chosen=as_of is not None)
        text = shown_for_durable(opened) if as_ is As.DURABLE else shown(form.value, opened, lang.value)
        write_text([text], output)
