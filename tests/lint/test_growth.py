"""A library a hundred times as large takes about a hundred times as long, and all its faults are still said."""

import shutil
import time
from datetime import date
from pathlib import Path

from engine.driver.checking import Checked, check
from engine.library import reading
from engine.library.library import editions

TODAY = date(2026, 11, 22)


def copies(library: Path, root: Path, count: int) -> tuple[Path, ...]:
    shutil.copytree(library / "sources", root / "sources")
    for number in range(count):
        name = f"after_{number}"
        shutil.copytree(library / "after", root / name)
        for path in root.glob(f"{name}/**/*.yaml"):
            text = path.read_text("utf-8").replace("rulebook: after\n", f"rulebook: {name}\n")
            path.write_text(text.replace("family: after\n", f"family: {name}\n"), "utf-8")
    return tuple(folder for family in sorted(root.glob("after_*")) for folder in editions(family))


def timed(folders: tuple[Path, ...]) -> tuple[Checked, float]:
    reading.forget()  # else a second look at the same files costs nothing
    start = time.process_time()
    checked = check(folders, today=TODAY)
    return checked, time.process_time() - start


def test_the_time_grows_in_proportion(library, tmp_path):
    few, many = copies(library, tmp_path / "few", 5), copies(library, tmp_path / "many", 100)
    timed(few)
    _, short = min((timed(few) for _ in range(3)), key=lambda found: found[1])
    checked, long = timed(many)

    assert not checked.rulebook.diagnostics
    assert 100 == sum(found.code == "N705" for found in checked.lints.diagnostics)
    assert long / short < 20 * 2  # in proportion it is 20; what grows with the square would be 400
