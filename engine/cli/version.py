"""`rules version`: engine and shipped rulebooks, by the names of their folders: nothing is read, so it is quick."""

import sys

from engine import __version__
from engine.cli.options import RulebooksOption
from engine.cli.running import libraries, reporting
from engine.library.places import shipped_rulebooks


def version(*, rulebooks: RulebooksOption = None) -> None:
    with reporting("zh"):
        sys.stdout.write(f"after-rules {__version__}\n")
        for root in (*libraries(rulebooks), shipped_rulebooks()):
            for family in sorted(root.glob("*/family.yaml")):
                editions = sorted(path.parent.name for path in family.parent.glob("*/rulebook.yaml"))
                sys.stdout.write(f"{family.parent.name}  {' '.join(editions)}\n")
