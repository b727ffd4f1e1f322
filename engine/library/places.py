"""Where the shipped rulebooks are: inside the installed package, or beside it in a checkout."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent


def shipped_rulebooks() -> Path:
    """Return the folder of the shipped library."""
    installed = _PACKAGE / "_shipped" / "rulebooks"
    return installed if installed.is_dir() else _PACKAGE.parent / "rulebooks"
