"""`rules explain`: the whole reasoning about one subject, with why and why not."""

from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

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

if TYPE_CHECKING:  # named in annotations alone
    from engine.driver.families import OpenedFamily


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
        from engine.driver.families import open_family

        day, report = law_date(as_of), Report("input")
        family = open_family(rulebook, day, libraries(rulebooks))
        if family is None:
            said = _explained(rulebook, facts, subject, day, libraries(rulebooks), engine, form, lang, report)
        else:
            said = _explained_in_time(family, facts, subject, engine, form, lang, report)
        print_report(report, lang.value)
        write_text([said], None)


def _explained(  # noqa: PLR0913, PLR0917 (what a run is made of)
    rulebook: str,
    facts: str,
    subject: str,
    day: date,
    libraries: tuple[Path, ...],
    engine: Engine,
    form: Form,
    lang: Lang,
    report: Report,
) -> str:
    from engine.driver.explaining import explained
    from engine.driver.opening import open_rulebook
    from engine.render.explanation_json import explanation_json
    from engine.render.explanation_text import explanation_text

    opened = open_rulebook(rulebook, day, libraries)
    with showing_disagreement():
        subjects = read_facts(facts, opened.program)
        found = explained(opened, subjects, subject, engine_named(engine), report)
    return (explanation_json if form is Form.JSON else explanation_text)(found, lang.value)


def _explained_in_time(  # noqa: PLR0913, PLR0917 (what a run is made of)
    family: "OpenedFamily", facts: str, subject: str, engine: Engine, form: Form, lang: Lang, report: Report
) -> str:
    from engine.driver.explaining import explained_in_time
    from engine.render.explanation_json import json_in_time
    from engine.render.explanation_time import text_in_time

    with showing_disagreement():
        subjects = read_facts(facts, family.program)
        found = explained_in_time(family, subjects, subject, engine_named(engine), report)
    return (json_in_time if form is Form.JSON else text_in_time)(found, lang.value)
