"""`rules version`: what is installed."""

from engine.cli.options import RulebooksOption
from engine.cli.running import libraries, reporting
from engine.cli.versions import print_versions


def version(*, rulebooks: RulebooksOption = None) -> None:
    with reporting("zh"):
        print_versions(libraries(rulebooks))
