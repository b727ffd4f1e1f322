"""`rules code`: what a diagnostic code means."""

from typing import Annotated

import typer

from engine.cli.options import Lang, LangOption, bilingual
from engine.cli.output import write_text
from engine.cli.running import refused, reporting
from engine.messages.catalogue import CODES
from engine.messages.words import phrase
from engine.source.nearest import did_you_mean

CodeArgument = Annotated[str, typer.Argument(metavar="CODE", help=bilingual("cli.argument.code"), show_default=False)]


def code(code: CodeArgument, *, lang: LangOption = Lang.ZH) -> None:
    with reporting(lang.value):
        from engine.lint.pages import page
        from engine.render.code_page import code_page

        named = {found.name: found.id for found in CODES.values()}
        identifier = named.get(code.lower(), code.upper())
        if identifier not in CODES:
            help_ = did_you_mean(code, (*CODES, *named)) or phrase("cli.help.codes")
            raise refused("C915", help_, given=code)
        write_text([code_page(CODES[identifier], page(identifier, lang.value), lang.value)], None)
