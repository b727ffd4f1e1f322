"""Who runs this, and when: the only place that asks the clock and the environment what a run says of itself."""

import uuid
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from engine import __version__
from engine.cli.options import bilingual

if TYPE_CHECKING:  # named in annotations alone
    from engine.audit.records import Run

_CIVIL_TIME = timedelta(hours=8)

OperatorOption = Annotated[
    str | None,
    typer.Option(
        "--operator", metavar="NAME", envvar="RULES_OPERATOR", help=bilingual("cli.option.operator"), show_default=False
    ),
]


def this_run(operator: str | None) -> "Run":
    """Return the identity of this run; nobody is named who did not name himself."""
    from engine.audit.records import Run

    moment = (datetime.now(UTC) + _CIVIL_TIME).replace(tzinfo=None, microsecond=0)
    return Run(id=uuid.uuid4().hex, moment=moment.isoformat(), engine=__version__, operator=operator or None)
