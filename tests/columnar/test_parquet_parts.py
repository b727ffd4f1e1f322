"""Parquet files put together without being read say what their rows say, one file after the other."""

import shutil

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.ledger.tables import open_tables
from engine.render import parquet_parts
from engine.render.parquet_parts import UnknownPartError, put_together

TEXTS = st.lists(st.none() | st.text(max_size=3) | st.just("x" * 5_000), max_size=6)


@pytest.fixture(scope="module")
def tables():
    opened = open_tables()
    yield opened
    opened.close()


def written(tables, path, select, options=""):
    tables.connection.execute(f"COPY ({select}) TO '{path}' (FORMAT parquet{options})")
    return path


def rows(tables, path):
    return tables.rows(f"SELECT * FROM read_parquet('{path}', file_row_number = true)")


def together(tables, folder, selects, options=""):
    """Return the rows of the parts put together, and those that DuckDB finds in the parts."""
    parts = [written(tables, folder / f"{at}.parquet", each, options) for at, each in enumerate(selects)]
    wanted = [row for part in parts for row in tables.rows(f"SELECT * FROM '{part}'")]
    put_together(folder / "whole.parquet", parts)
    found = rows(tables, folder / "whole.parquet")
    assert list(range(len(found))) == [number for *_, number in found]
    return [tuple(row) for *row, _ in found], wanted


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(TEXTS, min_size=1, max_size=4))
def test_all_rows_stand_there_in_order(tables, tmp_path, texts):
    selects = []
    for place, part in enumerate(texts):
        run = tables.connection.execute
        run(f"CREATE OR REPLACE TEMP TABLE part_{place} AS SELECT unnest(?::VARCHAR[]) AS t", [part])
        # a column that never lacks anything is stored as another than one that may
        told = (f"CASE WHEN random() >= 0 THEN {column} END" for column in ("t", "length(t)", "t > 'b'"))
        selects.append(f"SELECT {', '.join(f'{sql} AS c{at}' for at, sql in enumerate(told))} FROM part_{place}")
    found, wanted = together(tables, tmp_path, selects)

    assert wanted == found


@pytest.mark.parametrize("options", ["", ", COMPRESSION zstd", ", PARQUET_VERSION V2", ", WRITE_BLOOM_FILTER false"])
def test_many_row_groups_with_statistics_and_filters_still_find_every_row(tables, tmp_path, options):
    group = f", ROW_GROUP_SIZE 2048{options}"
    told = "'account ' || i AS account, i % 7 AS few, nullif(i % 3, 0) AS \"with '' nothing\""
    selects = [
        f"SELECT {told} FROM range({first}, {end}) AS numbers(i)"
        for first, end in ((0, 5000), (5000, 5001), (5001, 5001), (5001, 70_000))
    ]
    found, wanted = together(tables, tmp_path, selects, group)
    path = tmp_path / "whole.parquet"

    assert wanted == found
    for number in (0, 4999, 5000, 69_999):
        assert [(number % 7,)] == tables.rows(f"SELECT few FROM '{path}' WHERE account = 'account {number}'")
    ordinals = tables.rows(f"SELECT DISTINCT row_group_id FROM parquet_metadata('{path}') ORDER BY 1")
    assert [(place,) for place in range(len(ordinals))] == ordinals


@pytest.mark.parametrize("selects", [("1 AS a", "1 AS b"), ("1 AS a", "'1' AS a"), ("1 AS a", "nullif(1, 1) AS a")])
def test_parts_of_other_columns_are_not_put_together(tables, tmp_path, selects):
    parts = [written(tables, tmp_path / f"{at}.parquet", f"SELECT {told}") for at, told in enumerate(selects)]
    with pytest.raises(UnknownPartError):
        put_together(tmp_path / "whole.parquet", parts)

    assert not (tmp_path / "whole.parquet").exists()
    assert all(part.exists() for part in parts)


@pytest.mark.parametrize("shape", ["_GROUP", "_COLUMN", "_VALUES"])
def test_a_field_that_is_not_known_is_not_guessed_at(tables, tmp_path, monkeypatch, shape):
    path = written(tables, tmp_path / "1.parquet", "SELECT 1 AS a")
    shutil.copy(path, tmp_path / "2.parquet")
    known = dict(getattr(parquet_parts, shape))
    known.pop({"_GROUP": 5, "_COLUMN": 2, "_VALUES": 9}[shape])
    inner = known if shape == "_VALUES" else parquet_parts._VALUES
    column = known if shape == "_COLUMN" else {**parquet_parts._COLUMN, 3: inner}
    monkeypatch.setattr(parquet_parts, "_GROUP", known if shape == "_GROUP" else {**parquet_parts._GROUP, 1: column})

    with pytest.raises(UnknownPartError):
        put_together(tmp_path / "whole.parquet", [path, tmp_path / "2.parquet"])
