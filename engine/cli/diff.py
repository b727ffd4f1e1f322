"""`rules diff`: what differs between two editions, and for whom."""

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from engine.cli.evaluate import read_facts
from engine.cli.options import AsOfOption, Lang, LangOption, OutputOption, RulebooksOption, bilingual
from engine.cli.output import write_text
from engine.cli.running import law_date, libraries, reporting

if TYPE_CHECKING:  # named in annotations alone: a command loads what it runs when it runs
    from engine.driver.opening import Opened
    from engine.messages.words import Language
    from engine.render.diff_words import Side


class Form(StrEnum):
    """The forms of a difference."""

    TABLE = "table"
    JSON = "json"


BeforeArgument = Annotated[str, typer.Argument(metavar="A", help=bilingual("cli.argument.before"), show_default=False)]
AfterArgument = Annotated[str, typer.Argument(metavar="B", help=bilingual("cli.argument.after"), show_default=False)]
FactsOption = Annotated[
    str | None, typer.Option("--facts", metavar="FILE", help=bilingual("cli.option.facts"), show_default=False)
]
FormOption = Annotated[Form, typer.Option("--format", help=bilingual("cli.option.format"))]


def diff(  # noqa: PLR0913 (the options of the command)
    before: BeforeArgument,
    after: AfterArgument,
    *,
    facts: FactsOption = None,
    as_of: AsOfOption = None,
    form: FormOption = Form.TABLE,
    output: OutputOption = None,
    rulebooks: RulebooksOption = None,
    lang: LangOption = Lang.ZH,
) -> None:
    with reporting(lang.value):
        from engine.driver.comparing import common_program, compare, for_whom
        from engine.render.diff_json import diff_json
        from engine.render.diff_text import diff_text

        compared = compare(before, after, law_date(as_of), libraries(rulebooks))
        subjects = read_facts(facts, common_program(compared)) if facts is not None else None
        affected = for_whom(compared, subjects) if subjects is not None else None
        sides = [side(opened, lang.value) for opened in (compared.before, compared.after)]
        write = diff_json if form is Form.JSON else diff_text
        write_text([write(compared.changes, affected, *sides)], output)


def side(opened: "Opened", language: "Language") -> "Side":
    """Return an edition as one side of a difference."""
    from engine.explain.citations import citations
    from engine.render.diff_words import Side

    return Side(opened.program, citations(opened.program, opened.loaded.sources), language)
