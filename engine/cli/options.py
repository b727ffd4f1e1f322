"""The options and arguments that commands share."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from engine.messages.catalogue import PHRASES


def bilingual(identifier: str) -> str:
    """Return a help text, Chinese first."""
    words = PHRASES[identifier]
    return f"{words.zh} {words.en}"


class Lang(StrEnum):
    """The languages of everything that is printed."""

    ZH = "zh"
    EN = "en"


class Engine(StrEnum):
    """The engines of the contract; `AVAILABLE` ones are built."""

    AUTO = "auto"
    REFERENCE = "reference"
    DURABLE = "durable"
    DUCKDB = "duckdb"
    SPARK = "spark"


#: Engines of this version.
AVAILABLE = (Engine.AUTO, Engine.DURABLE, Engine.REFERENCE, Engine.DUCKDB)


class FactEngine(StrEnum):
    """Where facts are made."""

    DUCKDB = "duckdb"
    SPARK = "spark"


class Tracing(StrEnum):
    """How much of the reasoning is written beside a result."""

    NONE = "none"
    FIRED = "fired"
    FULL = "full"


RulebookArgument = Annotated[
    str, typer.Argument(metavar="RULEBOOK", help=bilingual("cli.argument.rulebook"), show_default=False)
]
FactsArgument = Annotated[
    str, typer.Argument(metavar="FACTS", help=bilingual("cli.argument.facts"), show_default=False)
]
PathsArgument = Annotated[
    list[str] | None, typer.Argument(metavar="[PATH]...", help=bilingual("cli.argument.paths"), show_default=False)
]
AsOfOption = Annotated[
    str | None, typer.Option("--as-of", metavar="DAY", help=bilingual("cli.option.as_of"), show_default=False)
]
EngineOption = Annotated[Engine, typer.Option("--engine", help=bilingual("cli.option.engine"))]
FactEngineOption = Annotated[FactEngine, typer.Option("--engine", help=bilingual("cli.option.fact_engine"))]
MasterOption = Annotated[
    str | None, typer.Option("--master", metavar="URL", help=bilingual("cli.option.master"), show_default="local[*]")
]
PartsOption = Annotated[bool, typer.Option("--parts", help=bilingual("cli.option.parts"))]
OutputOption = Annotated[
    Path | None,
    typer.Option("-o", "--output", metavar="FILE", help=bilingual("cli.option.output"), show_default=False),
]
TraceOption = Annotated[Tracing, typer.Option("--trace", help=bilingual("cli.option.trace"))]
LangOption = Annotated[Lang, typer.Option("--lang", help=bilingual("cli.option.lang"))]
FailOnOption = Annotated[
    list[str] | None,
    typer.Option("--fail-on", metavar="OUTCOME", help=bilingual("cli.option.fail_on"), show_default=False),
]
RulebooksOption = Annotated[
    list[Path] | None,
    typer.Option(
        "--rulebooks",
        metavar="DIR",
        envvar="RULES_RULEBOOKS",
        help=bilingual("cli.option.rulebooks"),
        show_default=False,
    ),
]
