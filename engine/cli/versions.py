"""The versions of engine and rulebooks, by the names of their folders: nothing is read, so it is quick."""

import sys
from pathlib import Path

from engine import __version__
from engine.library.places import shipped_rulebooks


def print_versions(libraries: tuple[Path, ...]) -> None:
    """Print the engine, then each family with its editions, one a line."""
    sys.stdout.write(f"after-rules {__version__}\n")
    for root in (*libraries, shipped_rulebooks()):
        for family in sorted(root.glob("*/family.yaml")):
            editions = sorted(path.parent.name for path in family.parent.glob("*/rulebook.yaml"))
            sys.stdout.write(f"{family.parent.name}  {' '.join(editions)}\n")
