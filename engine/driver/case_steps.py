"""The steps of a case run that may take long, told as each begins."""

from collections.abc import Callable
from typing import Literal

#: `cli.progress.<step>` says what is being done.
Step = Literal["facts", "tiers", "overlaps", "list", "evidence", "files", "log", "report", "copies"]
#: Is told each step as it begins.
Steps = Callable[[Step], None]


def quietly(_: Step) -> None:
    """Tell nobody."""
