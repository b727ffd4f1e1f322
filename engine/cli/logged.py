"""The options of a command that logs its decisions, and the log they ask for."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from engine.cli.options import bilingual
from engine.cli.running import print_report, refused
from engine.cli.stamping import this_run
from engine.messages.words import Language, phrase
from engine.source.report import Report

if TYPE_CHECKING:  # named in annotations alone
    from engine.driver.decision_log import LogAsked
    from engine.driver.opening import Opened
    from engine.driver.writing import Taken

LogOption = Annotated[
    Path | None, typer.Option("--log", metavar="FILE", help=bilingual("cli.option.log"), show_default=False)
]
SignOption = Annotated[
    Path | None, typer.Option("--sign", metavar="KEYFILE", help=bilingual("cli.option.sign"), show_default=False)
]
MaskSubjectsOption = Annotated[
    Path | None,
    typer.Option("--mask-subjects", metavar="KEYFILE", help=bilingual("cli.option.mask_subjects"), show_default=False),
]


def log_asked(
    log: Path | None, operator: str | None, sign: Path | None, mask_subjects: Path | None
) -> "LogAsked | None":
    """Return the log that the options ask for, None without `--log`. Raises `Rejected`: A120, A125 to A127."""
    if log is None:
        if sign or mask_subjects:
            raise refused("A120", phrase("audit.help.log"), name="--sign" if sign else "--mask-subjects")
        return None
    from engine.audit.masking import read_mask
    from engine.audit.signing import read_signer
    from engine.driver.decision_log import LogAsked

    return LogAsked(
        path=log,
        run=this_run(operator),
        mask=read_mask(mask_subjects) if mask_subjects else None,
        signer=read_signer(sign) if sign else None,
    )


@contextmanager
def logging_to(asked: "LogAsked | None", editions: "Sequence[Opened]", language: Language) -> "Iterator[Taken]":
    """Give what logs each result before it is shown; nothing is logged where no log is asked for."""
    if asked is None:
        yield iter
        return
    from engine.driver.decision_log import DecisionLog

    report = Report("integrity")
    with DecisionLog(asked, report) as decisions:
        print_report(report, language)
        yield partial(decisions.logged, editions=editions)
