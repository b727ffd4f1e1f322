"""A library of one's own: the shipped AFTER family, to be changed by a test."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

from engine.library.places import shipped_rulebooks

# The same examples on every machine; `HYPOTHESIS_PROFILE=explore` looks for new ones. Time is no property of a result.
settings.register_profile("same", deadline=None, derandomize=True)
settings.register_profile("explore", deadline=None, max_examples=1000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """Lay out a copy of the shipped AFTER family and its source: nobody signed it."""
    shutil.copytree(shipped_rulebooks() / "after", tmp_path / "after")
    (tmp_path / "sources").mkdir()
    shutil.copy(shipped_rulebooks() / "sources" / "after-article.yaml", tmp_path / "sources")
    return tmp_path


@pytest.fixture
def rewrite(library: Path) -> Callable[[str, str, str], Path]:
    """Replace a text in a file of the library; the text must be there."""

    def rewritten(file: str, old: str, new: str) -> Path:
        path = library / file
        before = path.read_text(encoding="utf-8")
        assert old in before
        path.write_text(before.replace(old, new), encoding="utf-8")
        return path

    return rewritten
