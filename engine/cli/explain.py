"""`rules explain`: the whole reasoning about one subject, with why and why not."""

from enum import StrEnum
from typing import Annotated

import typer

from engine.cli.evaluate import read_facts
from engine.cli.options import (
    AsOfOption,
    Engine,
    EngineOption,
    FactsArgument,
    Lang,
    LangOption,
    RulebookArgument,
    RulebooksOption,
    bilingual,
)
from engine.cli.output import write_text
from engine.cli.running import engine_named, law_date, libraries, print_report, reporting, showing_disagreement
from engine.source.report import Report


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
    engine: EngineOption = Engine.AUTO,
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
        report = Report("input")
        with showing_disagreement():
            subjects = read_facts(facts, opened.program)
            explanation = explained(opened, subjects, subject, engine_named(engine), report)
        print_report(report, lang.value)
        write = explanation_json if form is Form.JSON else explanation_text
        write_text([write(explanation, lang.value)], None)
