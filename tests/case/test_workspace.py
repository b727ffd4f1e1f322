"""What a run puts on disk while it works: in one folder of its own, for its owner alone, gone afterwards."""

from pathlib import Path

import pytest

from engine.driver import workspace as at_work
from engine.driver.workspace import workspace


def test_what_memory_cannot_hold_is_on_disk_for_its_owner_alone_and_gone_after(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(at_work, "MEMORY", "60MB")
    with workspace(tmp_path / "not" / "there" / "out", threads=1) as tables:
        (spill,) = tmp_path.iterdir()
        tables.connection.execute(
            "CREATE TABLE large AS SELECT i, 'TEXT' || (i * 7919 % 1000003) AS text "
            "FROM range(3000000) t(i) ORDER BY text"
        )
        assert tables.count("large") == 3_000_000
        assert any(spill.iterdir())
        assert spill.stat().st_mode & 0o077 == 0
    assert not list(tmp_path.iterdir())


def test_where_nothing_can_be_written_a_run_works_in_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(**_: object) -> str:
        raise PermissionError

    monkeypatch.setattr("tempfile.mkdtemp", refuse)
    with workspace(tmp_path / "out", threads=2) as tables:
        assert [("2", "")] == tables.rows(
            "SELECT current_setting('threads')::VARCHAR, current_setting('temp_directory')"
        )
