"""Whatever is done to a log is noticed, at the line where it was done."""

import os
import random
from pathlib import Path

import pytest
from audit_logs import SM3, small, write_log
from mutations import MUTATIONS, resealed

from engine.audit.head import Head, read_head
from engine.audit.reopening import kept_head
from engine.audit.verify import forked, verify
from engine.audit.writer import LogSettings
from engine.source.report import Rejected

#: All 2,000 of the acceptance where `RULES_AUDIT_FULL` is set.
TRIES = 2_000 if os.environ.get("RULES_AUDIT_FULL") else 280


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("log") / "log.jsonl"
    write_log(path, 30)
    return path


def head_of(path: Path) -> Head:
    head = kept_head(path)
    assert head is not None
    return head


def test_a_log_as_it_was_written_is_clean(log: Path) -> None:
    found = verify(log, [head_of(log)])

    assert (found.findings, found.decisions, found.size) == ((), 30, head_of(log).size)


def test_every_mutation_is_noticed_where_it_was_made(log: Path, tmp_path: Path) -> None:
    draw, head = random.Random(20241001), head_of(log)  # noqa: S311 (nothing secret is drawn)
    lines = log.read_bytes().splitlines(keepends=True)
    changed = tmp_path / "changed.jsonl"
    for attempt in range(TRIES):
        mutate = MUTATIONS[attempt % len(MUTATIONS)]
        mutation = mutate(lines, draw)
        changed.write_bytes(b"".join(mutation.lines))
        found = verify(changed, [head]).findings

        assert found, (attempt, mutate.__name__)
        assert (found[0].index, found[0].kind in mutation.kinds) == (mutation.index, True), (
            attempt, mutate.__name__, found, mutation.index,
        )  # fmt: skip


def test_without_a_head_a_cut_at_a_checkpoint_goes_unnoticed_and_with_one_it_does_not(
    log: Path, tmp_path: Path
) -> None:
    longer = tmp_path / "log.jsonl"
    longer.write_bytes(log.read_bytes())
    (tmp_path / "log.jsonl.head").write_bytes(log.with_name("log.jsonl.head").read_bytes())
    write_log(longer, 5, first=30)
    longer.write_bytes(log.read_bytes())

    assert verify(longer, []).findings == ()
    assert [(found.kind, found.index) for found in verify(longer, [head_of(longer)]).findings] == [
        ("truncated", head_of(log).size)
    ]


def test_a_fork_is_named_at_the_first_line_that_differs(log: Path, tmp_path: Path) -> None:
    one, two = tmp_path / "one.jsonl", tmp_path / "two.jsonl"
    for path, first in ((one, 100), (two, 200)):
        path.write_bytes(log.read_bytes())
        write_log(path, 5, first=first)
    found = forked(one, two)

    assert found is not None
    assert (found.kind, found.index) == ("fork", head_of(log).size)
    assert forked(log, one) is None
    assert verify(one, []).findings == verify(two, []).findings == ()
    assert [each.kind for each in verify(one, [head_of(two)]).findings] == ["altered"]


def test_a_log_made_anew_from_some_record_on_is_noticed_by_a_kept_head(log: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.jsonl"
    write_log(other, 30, batch=30)
    lines = other.read_bytes().splitlines(keepends=True)
    assert verify(other, [head_of(log)]).findings == ()  # the batches leave no mark
    renewed = tmp_path / "renewed.jsonl"
    write_log(renewed, 30, first=1)

    assert len(renewed.read_bytes().splitlines()) == len(lines)
    assert [found.kind for found in verify(renewed, [head_of(log)]).findings] == ["altered"]


def test_another_log_is_not_taken_for_this_one(log: Path) -> None:
    head = Head(log="other", size=3, hash="", root="00")

    assert [found.kind for found in verify(log, [head]).findings] == ["other_log"]


def test_what_is_no_log_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "no.jsonl"
    path.write_text('{"kind":"decision"}\n')

    with pytest.raises(Rejected):
        verify(path, [])


def test_an_altered_header_is_named_where_a_head_is_there(log: Path, tmp_path: Path) -> None:
    lines = log.read_bytes().splitlines(keepends=True)
    changed = tmp_path / "log.jsonl"
    changed.write_bytes(b"".join([resealed({**small(0), "seq": 0, "previous": "x"}), *lines[1:]]))

    assert [(found.kind, found.index) for found in verify(changed, [head_of(log)]).findings] == [("altered", 0)]


def test_heads_are_read_back(log: Path) -> None:
    assert read_head(log.with_name("log.jsonl.head")) == head_of(log)


@pytest.mark.parametrize("with_sm3", [False, True])
def test_sm3_stands_beside_where_the_platform_has_it(tmp_path: Path, *, with_sm3: bool) -> None:
    if with_sm3 and not LogSettings().with_sm3:
        pytest.skip("this Python has no SM3")
    path = tmp_path / "log.jsonl"
    write_log(path, 3, LogSettings(with_sm3=with_sm3))

    assert verify(path, [head_of(path)]).with_sm3 is with_sm3
    assert (b"previous_sm3" in path.read_bytes()) is with_sm3
    assert SM3.with_sm3 is False
