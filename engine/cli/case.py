"""`rules case`: the whole job on one case folder."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from engine.cli.evaluate import tell_basis
from engine.cli.logged import LogOption, MaskSubjectsOption, SignOption, log_asked
from engine.cli.options import (
    AsOfOption,
    Engine,
    EngineOption,
    FailOnOption,
    Lang,
    LangOption,
    MasterOption,
    RulebooksOption,
    bilingual,
)
from engine.cli.output import write_text
from engine.cli.running import (
    DONE,
    FINDINGS,
    UNDETERMINED,
    columns,
    engine_named,
    law_date,
    libraries,
    print_report,
    refused,
    reporting,
    showing_disagreement,
    spark_at,
)
from engine.cli.stamping import OperatorOption, this_run
from engine.messages.words import Language, phrase
from engine.source.nearest import did_you_mean
from engine.source.report import Report

if TYPE_CHECKING:  # named in annotations alone: a command loads what it runs when it runs
    from engine.audit.records import Run
    from engine.driver.case_steps import Step, Steps
    from engine.ledger.exports import Progress
    from engine.program.program import Program
    from engine.render.case_run import CaseRun, Stamp


class Form(StrEnum):
    """The forms of the summary."""

    TABLE = "table"
    JSON = "json"


class Mask(StrEnum):
    """How much of what identifies people a copy for others shows."""

    INTERNAL = "internal"
    EXTERNAL = "external"
    TRAINING = "training"


FolderArgument = Annotated[
    Path, typer.Argument(metavar="DIR", help=bilingual("cli.argument.folder"), show_default=False)
]
OutOption = Annotated[
    Path | None,
    typer.Option("-o", "--output", metavar="OUT", help=bilingual("cli.option.out"), show_default="out/DIR"),
]
EarlierOption = Annotated[
    list[Path] | None,
    typer.Option("--earlier", metavar="OUT", help=bilingual("cli.option.earlier"), show_default=False),
]
MaskOption = Annotated[list[Mask] | None, typer.Option("--mask", help=bilingual("cli.option.mask"), show_default=False)]
LetterOption = Annotated[bool, typer.Option("--letter", help=bilingual("cli.option.letter"))]
LetterTemplateOption = Annotated[
    Path | None,
    typer.Option("--letter-template", metavar="FILE", help=bilingual("cli.option.letter_template"), show_default=False),
]
MaskKeyOption = Annotated[
    Path | None,
    typer.Option("--mask-key", metavar="FILE", help=bilingual("cli.option.mask_key"), show_default=False),
]
FormOption = Annotated[Form, typer.Option("--format", help=bilingual("cli.option.format"))]


def case(  # noqa: PLR0913 (the options of the command)
    folder: FolderArgument,
    *,
    output: OutOption = None,
    as_of: AsOfOption = None,
    engine: EngineOption = Engine.AUTO,
    master: MasterOption = None,
    form: FormOption = Form.TABLE,
    earlier: EarlierOption = None,
    fail_on: FailOnOption = None,
    mask: MaskOption = None,
    mask_key: MaskKeyOption = None,
    operator: OperatorOption = None,
    letter: LetterOption = False,
    letter_template: LetterTemplateOption = None,
    log: LogOption = None,
    sign: SignOption = None,
    mask_subjects: MaskSubjectsOption = None,
    rulebooks: RulebooksOption = None,
    lang: LangOption = Lang.ZH,
) -> None:
    with reporting(lang.value):
        from engine.driver.case import Asked, run_case
        from engine.driver.case_files import OWN, log_case, write_case, written_files
        from engine.driver.lettering import letter as letter_by
        from engine.driver.masking import masking
        from engine.driver.opening import open_rulebook
        from engine.driver.output_folder import check_output
        from engine.driver.workspace import workspace
        from engine.render.case_names import AFTER

        spark = spark_at(master, wanted=engine is Engine.SPARK)
        out = output or Path("out") / folder.resolve().name
        check_output(out, [folder], OWN)
        if log and log.resolve().is_relative_to(out.resolve()):
            raise refused("A137", file=log.as_posix())
        lasting = log_asked(log, operator, sign, mask_subjects)
        masked = [masking(profile.value, mask_key) for profile in dict.fromkeys(mask or [])]
        covering = letter_by(letter_template) if letter or letter_template else None
        day, libraries_ = law_date(as_of), libraries(rulebooks)
        program = open_rulebook(AFTER, day, libraries_).program
        tell_basis(program, lang.value, chosen=as_of is not None)
        wanted = _outcomes(fail_on or [], program)
        report = Report("input")
        with workspace(out, os.cpu_count() or 1) as tables, following(lang.value) as told:
            asked = Asked(
                folder=folder,
                as_of=day,
                rulebooks=libraries_,
                earlier=_earlier(earlier or []),
                progress=told.rows,
                engine="auto" if spark else engine_named(engine),  # the tiers of a case are decided here
                spark=spark,
                steps=told.step,
            )
            with showing_disagreement():
                run = run_case(asked, tables, report)
            if lasting:  # before anything is shown
                print_report(log_case(run, lasting), lang.value)
            stamp = _stamp(lasting.run if lasting else this_run(operator))
            write_case(run, tables, out, stamp, masked=masked, letter=covering, steps=told.step)
        print_report(report, lang.value)
        write_text([_summary(form, run, out, written_files(masked=masked, letter=covering), lang.value)], None)
        raise typer.Exit(UNDETERMINED if report.has_errors else _exit_code(run, wanted))


def _stamp(run: "Run") -> "Stamp":
    from engine.render.case_run import Stamp

    return Stamp(run=run.id, moment=run.moment, version=run.engine, operator=run.operator)


def _earlier(folders: list[Path]) -> tuple[Path, ...]:
    """Return the files that earlier runs left in `folders` for later ones."""
    from engine.clues.store import ATTRIBUTES_FILE

    return tuple(folder / ATTRIBUTES_FILE if folder.is_dir() else folder for folder in folders)


def _outcomes(fail_on: list[str], program: "Program") -> set[str]:
    from engine.driver.evaluation import known_outcomes

    known = known_outcomes(program)
    for name in fail_on:
        if name not in known:
            help_ = did_you_mean(name, known) or phrase("cli.help.outcomes", names=", ".join(known))
            raise refused("C907", help_, name=name, rulebook=program.name)
    return set(fail_on)


def _exit_code(run: "CaseRun", fail_on: set[str]) -> int:
    met = fail_on & run.accounts.outcomes()
    if "undetermined" in met:
        return UNDETERMINED
    return FINDINGS if met else DONE


def _summary(form: Form, run: "CaseRun", out: Path, files: tuple[str, ...], language: Language) -> str:
    if form is Form.JSON:
        from engine.render.case_json import case_json

        return case_json(run, files)
    from engine.render.funnel_text import case_text

    return case_text(run, out.as_posix(), files, language, columns())


class Following(NamedTuple):
    """What follows a run on the terminal."""

    rows: "Progress | None"  #: is told the rows of each table that is read
    step: "Steps"  #: is told what is being done then


@contextmanager
def following(language: Language) -> Iterator[Following]:
    """Give what follows a run: tables, rows, steps and time on the terminal, nothing where standard error is none."""
    from engine.driver.case_steps import quietly

    if not sys.stderr.isatty():
        yield Following(None, quietly)
        return
    from rich.console import Console
    from rich.progress import Progress as Bar
    from rich.progress import SpinnerColumn, TextColumn, TimeElapsedColumn

    from engine.messages.catalogue import speak
    from engine.render.terminal_text import safe

    read: dict[str, int] = {}
    text = TextColumn("{task.description}", markup=False)
    with Bar(SpinnerColumn(), text, TimeElapsedColumn(), console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(speak(phrase("cli.progress.case"), language), total=None)

        def follow(file: str, rows: int) -> None:
            read[file] = rows
            said = {"file": safe(file), "rows": f"{rows:,}", "files": len(read), "total": f"{sum(read.values()):,}"}
            bar.update(task, description=speak(phrase("cli.progress.import", **said), language))

        def step(name: "Step") -> None:
            bar.update(task, description=speak(phrase(f"cli.progress.{name}"), language), refresh=True)

        yield Following(follow, step)
