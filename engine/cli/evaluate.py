"""`rules eval`: a rulebook against a table of facts."""

import sys
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

from engine.cli.logged import LogOption, MaskSubjectsOption, SignOption, log_asked, logging_to
from engine.cli.options import (
    AsOfOption,
    Engine,
    EngineOption,
    FactsArgument,
    FailOnOption,
    Lang,
    LangOption,
    MasterOption,
    OutputOption,
    PartsOption,
    RulebookArgument,
    RulebooksOption,
    TraceOption,
    Tracing,
    bilingual,
)
from engine.cli.output import appearing, write_text
from engine.cli.running import (
    DONE,
    EXIT_CODES,
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
    tell,
)
from engine.cli.stamping import OperatorOption
from engine.messages.words import Language, phrase
from engine.source.nearest import did_you_mean
from engine.source.report import Report

if TYPE_CHECKING:  # named in annotations alone: a command loads what it runs when it runs
    from engine.decision.result import Subject
    from engine.driver.cluster_evaluation import ClusterEvaluation
    from engine.driver.column_evaluation import ColumnEvaluation
    from engine.driver.families import OpenedFamily
    from engine.driver.opening import Opened
    from engine.driver.writing import Evaluating, ResultForm, Taken
    from engine.program.program import Program

#: From this many subjects on a bar shows how far the work is.
_MANY = 20_000


class Form(StrEnum):
    """The forms of results."""

    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"
    PARQUET = "parquet"


FormOption = Annotated[Form | None, typer.Option("--format", help=bilingual("cli.option.format"), show_default="table")]


def evaluate(  # noqa: PLR0913 (the options of the command)
    rulebook: RulebookArgument,
    facts: FactsArgument,
    *,
    as_of: AsOfOption = None,
    engine: EngineOption = Engine.AUTO,
    master: MasterOption = None,
    form: FormOption = None,
    output: OutputOption = None,
    parts: PartsOption = False,
    trace: TraceOption = Tracing.NONE,
    fail_on: FailOnOption = None,
    log: LogOption = None,
    operator: OperatorOption = None,
    sign: SignOption = None,
    mask_subjects: MaskSubjectsOption = None,
    rulebooks: RulebooksOption = None,
    lang: LangOption = Lang.ZH,
) -> None:
    with reporting(lang.value):
        spark = spark_at(master, wanted=engine is Engine.SPARK)
        if parts and not spark:
            raise refused("C921", phrase("cli.help.use_spark"), reason=phrase("cli.reason.parts"))
        if spark:
            from engine.cli.on_cluster import OnCluster, evaluate_on_cluster

            there = OnCluster(
                master=spark, facts=facts, output=output, form=form, parts=parts,
                traced=trace is not Tracing.NONE, logged=log is not None,
            )  # fmt: skip
            raise typer.Exit(
                evaluate_on_cluster(there, rulebook, as_of, libraries(rulebooks), fail_on or [], lang.value)
            )
        form = _form(form, output)
        found, editions = _evaluation(rulebook, as_of, libraries(rulebooks), trace, engine, lang.value)
        program = found.program
        wanted = outcomes_asked(fail_on or [], program)
        asked = log_asked(log, operator, sign, mask_subjects)
        by_columns = None if asked else _by_columns(facts, found, trace, engine)  # a log states the facts of each row
        subjects = [] if by_columns else read_facts(facts, program)
        evaluation: Evaluating = by_columns or found
        with showing_disagreement(), logging_to(asked, editions, lang.value) as taken:
            _write(form, evaluation, subjects, output, lang.value, taken)
        raise typer.Exit(ended(evaluation, wanted, lang.value))


def _evaluation(  # noqa: PLR0913, PLR0917 (what a run is made of)
    rulebook: str, as_of: str | None, libraries: tuple[Path, ...], trace: Tracing, engine: Engine, language: Language
) -> "tuple[Evaluating, tuple[Opened, ...]]":
    """Return what evaluates `rulebook`: its edition in force, or in time where the family has a time effect.

    Beside it the editions that may apply.
    """
    from engine.driver.evaluation import Evaluation
    from engine.driver.families import open_family
    from engine.driver.opening import open_rulebook
    from engine.driver.timed import TimedEvaluation

    day, chosen = law_date(as_of), as_of is not None
    family = open_family(rulebook, day, libraries)
    if family is None:
        opened = open_rulebook(rulebook, day, libraries)
        tell_basis(opened.program, language, chosen=chosen)
        return Evaluation(opened.program, trace.value, engine_named(engine)), (opened,)
    tell_family(family, language)
    return TimedEvaluation(family, trace.value, engine_named(engine)), family.editions


def _by_columns(facts: str, evaluation: "Evaluating", trace: Tracing, engine: Engine) -> "ColumnEvaluation | None":
    """Return what decides the table `facts` where it lies, None where its rows have to be read one by one."""
    from engine.driver.evaluation import Evaluation

    path = Path(facts)
    wanted = engine in (Engine.AUTO, Engine.DUCKDB) and path.suffix.lower() == ".parquet" and path.is_file()
    if not wanted or not isinstance(evaluation, Evaluation):
        return None
    from engine.driver.column_evaluation import column_evaluation

    return column_evaluation(path, evaluation.program, trace.value, engine_named(engine))


def tell_family(family: "OpenedFamily", language: Language) -> None:
    """Say which texts decide, and on which day."""
    editions = ", ".join(opened.program.edition.isoformat() for opened in family.editions)
    said = phrase("timing.basis.told", rulebook=family.program.name, editions=editions, as_of=family.as_of)
    tell(said, language)


def tell_basis(program: "Program", language: Language, *, chosen: bool) -> None:
    """Say which text on which day decides."""
    tell(
        phrase(
            "cli.basis" if chosen else "cli.basis_today",
            rulebook=program.name,
            edition=program.edition,
            digest=program.digest[:19],
            as_of=program.as_of,
        ),
        language,
    )


def read_facts(facts: str, program: "Program") -> "list[Subject]":
    """Return the subjects of the table `facts`, of standard input for `-`. Raises `Rejected` (about: input)."""
    from engine.subjects.from_file import from_bytes, from_file

    report = Report("input")
    if facts == "-":
        subjects = from_bytes(sys.stdin.buffer.read(), "<stdin>", program, report)
    else:
        subjects = from_file(Path(facts), program, report)
    report.stop_if_errors()
    return subjects


def _form(form: Form | None, output: Path | None) -> Form:
    """Return the form asked for, else the one the name of the file tells, else a table."""
    if form is None and output is not None:
        ending = output.suffix.lower().removeprefix(".")
        if ending not in set(Form) - {Form.TABLE}:
            raise refused("C911", phrase("cli.help.output_form"), name=output.name)
        return Form(ending)
    if form is Form.PARQUET and output is None:
        raise refused("C910", phrase("cli.help.to_file"), form=form.value)
    return form or Form.TABLE


def outcomes_asked(fail_on: list[str], program: "Program") -> set[str]:
    """Return the outcomes of `--fail-on`. Raises `Rejected`: C907."""
    from engine.driver.evaluation import known_outcomes

    known = known_outcomes(program)
    for name in fail_on:
        if name not in known:
            help_ = did_you_mean(name, known) or phrase("cli.help.outcomes", names=", ".join(known))
            raise refused("C907", help_, name=name, rulebook=program.name)
    return set(fail_on)


def _write(  # noqa: PLR0913, PLR0917 (what is written, how, and who sees it first)
    form: Form,
    evaluation: "Evaluating",
    subjects: "list[Subject]",
    output: Path | None,
    language: Language,
    taken: "Taken",
) -> None:
    from engine.driver.writing import result_pieces, write_parquet

    followed = _followed(subjects, language)
    if form is Form.PARQUET and output is not None:
        with appearing(output) as path:
            write_parquet(path, evaluation, followed, taken)
    elif form is not Form.PARQUET:
        width = columns() if output is None else None
        form_ = cast("ResultForm", form.value)
        write_text(result_pieces(form_, evaluation, followed, language, width, taken), output)


def _followed(subjects: "list[Subject]", language: Language) -> "Iterable[Subject]":
    """Return `subjects`; a bar on the terminal follows where there are many."""
    if len(subjects) < _MANY or not sys.stderr.isatty():
        return subjects
    from rich.console import Console
    from rich.progress import track

    from engine.messages.catalogue import speak

    said = speak(phrase("cli.progress.eval"), language)
    return track(subjects, description=said, console=Console(stderr=True), transient=True)


def ended(evaluation: "Evaluating | ClusterEvaluation", fail_on: set[str], language: Language) -> int:
    """Return the exit code: a contradiction in the rulebook goes before an open question, that before a finding.

    A subject that the engine could not decide is an open question.
    """
    troubles = Report("undetermined")
    troubles.extend(evaluation.engine_troubles())
    print_report(troubles, language)
    report = Report("rulebook")
    report.extend(evaluation.faults())
    if report.has_errors:
        print_report(report, language)
        return EXIT_CODES["rulebook"]
    wrong = Report("input")
    wrong.extend(evaluation.wrong_facts())
    if wrong.has_errors:
        print_report(wrong, language)
        return EXIT_CODES["input"]
    met = evaluation.outcomes() & fail_on if fail_on else set()
    if "undetermined" in met or troubles.has_errors:
        return UNDETERMINED
    return FINDINGS if met else DONE
