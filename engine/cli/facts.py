"""`rules facts` and `rules import`: the first steps of `rules case`, on their own."""

import os
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from engine.cli.case import FolderArgument, following
from engine.cli.evaluate import tell_basis
from engine.cli.options import (
    AsOfOption,
    FactEngine,
    FactEngineOption,
    Lang,
    LangOption,
    MasterOption,
    OutputOption,
    RulebooksOption,
    bilingual,
)
from engine.cli.output import appearing, write_text
from engine.cli.running import law_date, libraries, print_report, refused, reporting, spark_at, tell
from engine.messages.words import phrase
from engine.source.report import Report

if TYPE_CHECKING:  # named in annotations alone
    from engine.ledger.answers import Answers


class Form(StrEnum):
    """The forms of fact tables."""

    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"
    PARQUET = "parquet"


class Of(StrEnum):
    """Whose facts."""

    ACCOUNT = "account"
    PERSON = "person"
    CASE = "case"


OfOption = Annotated[Of, typer.Option("--of", help=bilingual("cli.option.of"))]
FormOption = Annotated[Form | None, typer.Option("--format", help=bilingual("cli.option.format"), show_default="jsonl")]
SourcesArgument = Annotated[
    list[Path], typer.Argument(metavar="SRC...", help=bilingual("cli.argument.sources"), show_default=False)
]
AccountOption = Annotated[
    str | None, typer.Option("--account", metavar="NUMBER", help=bilingual("cli.option.account"), show_default=False)
]
AnswersOption = Annotated[
    Path | None,
    typer.Option("--answers", metavar="FILE", help=bilingual("cli.option.answers"), exists=True, show_default=False),
]
FolderOption = Annotated[
    Path, typer.Option("-o", "--output", metavar="DIR", help=bilingual("cli.option.out"), show_default=False)
]


def facts(  # noqa: PLR0913 (the options of the command)
    folder: FolderArgument,
    *,
    output: OutputOption = None,
    as_of: AsOfOption = None,
    of: OfOption = Of.ACCOUNT,
    form: FormOption = None,
    engine: FactEngineOption = FactEngine.DUCKDB,
    master: MasterOption = None,
    rulebooks: RulebooksOption = None,
    lang: LangOption = Lang.ZH,
) -> None:
    with reporting(lang.value):
        from engine.driver.case import Asked
        from engine.driver.case_files import write_facts
        from engine.driver.fact_files import FACT_TABLES, derive_by_rulebook, fact_pieces
        from engine.driver.workspace import workspace

        chosen, table = _form(form, output), FACT_TABLES[of.value]
        spark = spark_at(master, wanted=engine is FactEngine.SPARK)
        report = Report("input")
        with workspace(output or Path("facts"), os.cpu_count() or 1) as tables:
            with following(lang.value) as told:
                asked = Asked(
                    folder=folder,
                    as_of=law_date(as_of),
                    rulebooks=libraries(rulebooks),
                    progress=told.rows,
                    spark=spark,
                    steps=told.step,
                )
                program = derive_by_rulebook(asked, tables, report)
            tell_basis(program, lang.value, chosen=as_of is not None)
            print_report(report, lang.value)
            if chosen is not Form.PARQUET:
                write_text(fact_pieces(tables, chosen.value, table), output)
            elif output:
                with appearing(output) as path:
                    write_facts(tables, path, table.name)


def _form(form: Form | None, output: Path | None) -> Form:
    """Return the form asked for, else the one the name of the file tells, else JSON lines."""
    if form is Form.PARQUET and output is None:
        raise refused("C910", phrase("cli.help.to_file"), form=form.value)
    if form or output is None:
        return form or Form.JSONL
    ending = output.suffix.lower().removeprefix(".")
    if ending not in set(Form):
        raise refused("C911", phrase("cli.help.output_form"), name=output.name)
    return Form(ending)


def import_(
    sources: SourcesArgument,
    *,
    output: FolderOption,
    account: AccountOption = None,
    answers: AnswersOption = None,
    lang: LangOption = Lang.ZH,
) -> None:
    with reporting(lang.value):
        from engine.driver.fact_files import IMPORT_FILES, write_import, write_questions
        from engine.driver.output_folder import check_output, write_folder
        from engine.driver.workspace import workspace
        from engine.ledger.exports import import_sources
        from engine.ledger.unfinished import Unfinished

        check_output(output, [source for source in sources if source.is_dir()], IMPORT_FILES)
        report = Report("input")
        said = _said(sources, account, answers, report)
        with workspace(output, os.cpu_count() or 1) as tables:
            unfinished = Unfinished(_unfinished_beside(output), tables, report, said)
            with following(lang.value) as told:
                found = import_sources(sources, tables, report, told.rows, said, unfinished)
            if unfinished.taken:
                tell(phrase("case.taken", taken=unfinished.taken), lang.value)
            if report.has_errors:
                write_folder(output, lambda folder: write_questions(folder, found, tables, report))
                kept = unfinished.taken + unfinished.kept
                tell(phrase("case.kept", kept=kept, folder=unfinished.folder), lang.value)
                report.stop_if_errors()
            write_folder(output, lambda folder: write_import(folder, found, tables))
            unfinished.forget()
        print_report(report, lang.value)
        rejected = sum(found.rejected.values())
        tell(phrase("case.rows", read=found.rows_read, kept=found.rows_kept, rejected=rejected), lang.value)


def _unfinished_beside(output: Path) -> Path:
    """Return where an import to `output` keeps what it has read until it is done."""
    return output.resolve().with_name(f"{output.resolve().name}.partial")


def _said(sources: list[Path], account: str | None, answers: Path | None, report: Report) -> "Answers":
    """Return what is answered in advance; `--account` is an answer about the one file named."""
    from dataclasses import replace

    from engine.ledger.answers import NO_ANSWERS, Answer, read_answers

    said = read_answers(answers, report) if answers else NO_ANSWERS
    report.stop_if_errors()
    if account is None:
        return said
    if len(sources) > 1 or sources[0].is_dir():
        raise refused("C917")
    own = Answer(files=("*",), account=account, columns={}, codes={})
    return replace(said, answers=(*said.answers, own))
