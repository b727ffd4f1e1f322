"""`rules explain`: the whole reasoning about one subject, with why and why not."""

from enum import StrEnum
from typing import Annotated

import typer

from engine.cli.evaluate import read_facts
from engine.cli.options import AsOfOption, FactsArgument, Lang, LangOption, RulebookArgument, RulebooksOption, bilingual
from engine.cli.output import write_text
from engine.cli.running import law_date, libraries, reporting


class Form(StrEnum):
    """The forms of an explanation."""

    TEXT = "text"
    JSON = "json"


SubjectOption = Annotated[
    str, typer.Option("--subject", metavar="ID", help=bilingual("cli.option.subject"), show_default=False)
]
FormOption = Annotated[Form, typer.Option("--format", help=bilingual("cli.option.format"))]


def explain(  # noqa: PLR0913 (the options of the command)
    rulebook: RulebookArgument,
    facts: FactsArgument,
    *,
    subject: SubjectOption,
    as_of: AsOfOption = None,
    form: FormOption = Form.TEXT,
    rulebooks: RulebooksOption = None,
    lang: LangOption = Lang.ZH,
) -> None:
    with reporting(lang.value):
        from engine.driver.explaining import explained
        from engine.driver.opening import open_rulebook
        from engine.render.explanation_json import explanation_json
        from engine.render.explanation_text import explanation_text

        opened = open_rulebook(rulebook, law_date(as_of), libraries(rulebooks))
        explanation = explained(opened, read_facts(facts, opened.program), subject)
        write = explanation_json if form is Form.JSON else explanation_text
        write_text([write(explanation, lang.value)], None)
