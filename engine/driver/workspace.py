"""The tables of one run, with what they may take of the machine: stated, not found out."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from engine.ledger.tables import Tables, open_tables

#: What the tables of a run may hold in memory; what is beyond goes to a folder on disk, deleted after the run.
MEMORY = "1GB"

#: The same where nothing can be put on disk.
ALL_IN_MEMORY = "4GB"


@contextmanager
def workspace(near: Path, threads: int) -> Iterator[Tables]:
    """Give the tables of one run; what does not fit into memory is put on the disk of `near`, for its owner alone.

    The number of `threads` changes no result. Where the disk cannot be written, nothing is put there.
    """
    spill = _folder(near)
    try:
        with closing(open_tables(MEMORY if spill else ALL_IN_MEMORY, threads, spill)) as tables:
            yield tables
    finally:
        if spill:
            shutil.rmtree(spill, ignore_errors=True)


def _folder(near: Path) -> Path | None:
    beside = next(folder for folder in near.resolve().parents if folder.is_dir())
    try:
        return Path(tempfile.mkdtemp(prefix=".after-rules.", dir=beside))
    except OSError:
        return None
