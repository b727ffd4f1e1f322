"""A log made anew by a stranger: its hashes hold, but a record is not as a log has it; nothing stumbles over it."""

import json
from pathlib import Path

import pytest
from audit_logs import small, write_log

from engine.audit.chain import Tip, sealed
from engine.audit.head import head_of
from engine.audit.merkle import Tree
from engine.audit.records import Record
from engine.audit.reopening import kept_head
from engine.audit.shape import well_formed
from engine.audit.verify import verify

PLACE = 3
OTHERS = (None, 1, True, "x", [], {}, [1], [{}], {"a": 1})


def made_anew(path: Path, records: list[Record]) -> None:
    """Write `records` as a log whose every hash and checkpoint holds."""
    tip, tree, lines = Tip(), Tree(), []
    for record in records:
        kept = {name: value for name, value in record.items() if name not in {"hash", "seq", "previous"}}
        if kept["kind"] == "checkpoint":
            kept |= {"size": tree.size, "root": tree.root()}
        line, tip = sealed(kept, tip, with_sm3=False)
        tree.add(line)
        lines.append(line + b"\n")
    path.write_bytes(b"".join(lines))


@pytest.fixture
def records(tmp_path: Path) -> list[Record]:
    path = tmp_path / "own.jsonl"
    write_log(path, 10)
    return [json.loads(line) for line in path.read_bytes().splitlines()]


def test_a_log_made_anew_as_it_was_is_clean(tmp_path: Path, records: list[Record]) -> None:
    made_anew(tmp_path / "log.jsonl", records)

    assert verify(tmp_path / "log.jsonl", []).findings == ()


@pytest.mark.parametrize("name", sorted(small(0).keys() - {"kind"}))
def test_a_member_that_is_missing_is_found(tmp_path: Path, records: list[Record], name: str) -> None:
    del records[PLACE][name]
    made_anew(tmp_path / "log.jsonl", records)

    assert [(each.kind, each.index) for each in verify(tmp_path / "log.jsonl", []).findings] == [("malformed", PLACE)]


@pytest.mark.parametrize("name", ["run", "editions", "facts", "facts_digest", "verdict", "subject"])
def test_no_member_may_be_of_another_type(records: list[Record], name: str) -> None:
    record = records[PLACE]
    taken = [value for value in OTHERS if value != record[name] and well_formed(record | {name: value})]

    # another subject, and a subject without columns, are of the right type
    assert taken == ([{}] if name == "subject" else [])


def test_facts_are_those_of_their_digest(records: list[Record]) -> None:
    assert not well_formed(records[PLACE] | {"facts": {"n": 8}})


@pytest.mark.parametrize("stranger", [{"kind": "decided"}, {"kind": "recovered"}, "header"])
def test_a_line_of_another_kind_is_found(tmp_path: Path, records: list[Record], stranger: object) -> None:
    records.insert(PLACE, records[0] if stranger == "header" else stranger)
    made_anew(tmp_path / "log.jsonl", records)

    assert [(each.kind, each.index) for each in verify(tmp_path / "log.jsonl", []).findings] == [("malformed", PLACE)]


def test_a_head_has_its_members_and_no_others(tmp_path: Path) -> None:
    write_log(tmp_path / "own.jsonl", 10)
    head = kept_head(tmp_path / "own.jsonl")
    assert head
    stated = head.record()

    assert head_of(stated) == head
    assert head_of(stated | {"format": "after-rules-head/2"}) is None
    assert head_of(stated | {"hash": ""}) is None
    assert head_of(stated | {"more": 1}) is None
    assert head_of({name: value for name, value in stated.items() if name != "signature"}) is None
