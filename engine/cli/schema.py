"""`rules schema`: the JSON Schema of a kind of file."""

import sys
from typing import Annotated

import typer

from engine.cli.options import Lang, LangOption, bilingual
from engine.cli.running import refused, reporting
from engine.messages.words import phrase
from engine.source.nearest import did_you_mean

KindArgument = Annotated[str, typer.Argument(metavar="KIND", help=bilingual("cli.argument.kind"), show_default=False)]


def schema(kind: KindArgument, *, lang: LangOption = Lang.ZH) -> None:
    with reporting(lang.value):
        from engine.schema.catalogue import KINDS, schema_text

        if kind not in KINDS:
            help_ = did_you_mean(kind, KINDS) or phrase("cli.help.outcomes", names=", ".join(KINDS))
            raise refused("C908", help_, name=kind)
        sys.stdout.write(schema_text(kind))
