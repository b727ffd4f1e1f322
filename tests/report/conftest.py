"""A run with an account of every kind, and a real Chromium where the machine has one."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from browser import Browser
from report_cases import every_kind, written_run

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


@pytest.fixture(scope="session")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the results of a run over hostile text; nobody changes them."""
    folder = tmp_path_factory.mktemp("report")
    written_run(every_kind(folder / "案件"), folder / "out")
    return folder / "out"


@pytest.fixture(scope="session")
def page(out: Path) -> Path:
    return out / "report.html"


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    program = next(filter(None, map(shutil.which, _NAMES)), None)
    if program is None:
        pytest.skip("no Chromium on this machine: apt-get install chromium")
    with Browser(program, tmp_path_factory.mktemp("profile")) as opened:
        yield opened
