"""`rules eval --engine spark`: Parquet in, decided on a cluster, Parquet out."""

import os
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from engine.cli.evaluate import Form, ended, outcomes_asked, tell_basis
from engine.cli.output import appearing
from engine.cli.running import law_date, refused, showing_disagreement
from engine.messages.words import Language, phrase

if TYPE_CHECKING:  # named in annotations alone: a command loads what it runs when it runs
    from engine.driver.cluster_evaluation import ClusterEvaluation
    from engine.program.program import Program


@dataclass(frozen=True, slots=True, kw_only=True)
class OnCluster:
    """What is asked of the Spark at `master`."""

    master: str
    facts: str
    output: Path | None
    form: Form | None
    parts: bool  #: a folder of files instead of one file
    traced: bool
    logged: bool


def evaluate_on_cluster(  # noqa: PLR0913, PLR0917 (what a run is made of)
    asked: OnCluster,
    rulebook: str,
    as_of: str | None,
    libraries: tuple[Path, ...],
    fail_on: Collection[str],
    language: Language,
) -> int:
    """Write the results of `rulebook` where `asked` says; return the exit code.

    Raises `Rejected` (about: usage): C909, C918, C919, C921, C922, U706; (about: input) what is wrong with the facts;
    `DisagreementError`. Then nothing is written.
    """
    from engine.driver.cluster_evaluation import ClusterEvaluation
    from engine.driver.families import open_family
    from engine.driver.opening import open_rulebook
    from engine.ledger.cluster import open_cluster

    output = _output(asked)
    facts = _facts(asked.facts)
    day = law_date(as_of)
    if open_family(rulebook, day, libraries):
        raise _unfit("time", rulebook)
    program = open_rulebook(rulebook, day, libraries).program
    tell_basis(program, language, chosen=as_of is not None)
    _refuse_rows(program)
    wanted = outcomes_asked(list(fail_on), program)
    with open_cluster(asked.master) as cluster, showing_disagreement():
        evaluation = ClusterEvaluation(program, facts, cluster)
        if asked.parts:
            _write_parts(evaluation, output)
        else:
            with appearing(output) as path:
                evaluation.write_parquet(path, os.cpu_count() or 1)
    return ended(evaluation, wanted, language)


def _output(asked: OnCluster) -> Path:
    """Return where the results go. Raises `Rejected`: C921."""
    named = asked.form or (Form.PARQUET if asked.parts or _parquet(asked.output) else None)
    if named is not Form.PARQUET or asked.output is None:
        raise _unfit("output", help_="cli.help.spark_output")
    if asked.logged or asked.traced:
        raise _unfit("log" if asked.logged else "trace")
    if asked.parts and asked.output.exists():
        raise refused(
            "C921", phrase("cli.help.other_name"), reason=phrase("cli.reason.parts_exist", name=asked.output.as_posix())
        )
    return asked.output


def _parquet(path: Path | None) -> bool:
    return path is not None and path.suffix.lower() == ".parquet"


def _facts(name: str) -> Path:
    """Return the file or folder of facts. Raises `Rejected`: C921."""
    path = Path(name)
    if (path.is_file() and _parquet(path)) or (path.is_dir() and any(path.rglob("*.parquet"))):
        return path
    raise _unfit("input", name, help_="cli.help.spark_input")


def _refuse_rows(program: "Program") -> None:
    """Refuse what is reckoned subject by subject. Raises `Rejected`: C921."""
    if program.derived:
        raise _unfit("lists", program.name)
    if program.amounts:
        raise _unfit("amounts", program.name)


def _unfit(reason: str, name: str = "", help_: str = "cli.help.use_duckdb") -> Exception:
    return refused("C921", phrase(help_), reason=phrase(f"cli.reason.spark_{reason}", name=name))


def _write_parts(evaluation: "ClusterEvaluation", output: Path) -> None:
    """Let the parts be written beside `output` and put them in its place, for their owner alone."""
    if not output.parent.is_dir():
        raise refused("C909", name=output.as_posix(), reason=phrase("cli.reason.folder"))
    with TemporaryDirectory(prefix=f".{output.name}.", dir=output.parent) as beside:
        parts = Path(beside) / "parts"
        evaluation.write_parts(parts)
        parts.chmod(0o700)
        parts.rename(output)
