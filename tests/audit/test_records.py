"""What a decision leaves in the log, and what its digests are of."""

import hashlib
import json
from datetime import date
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from engine.audit.canonical import canonical, digest_of
from engine.audit.masking import Mask
from engine.audit.merkle import Leaves, Tree, leaf_hash, node_hash
from engine.audit.records import Run
from engine.decision.result import Subject
from engine.driver.decision_log import DecisionLog, LogAsked
from engine.driver.evaluation import Evaluation
from engine.driver.opening import open_rulebook
from engine.source.report import Report

OPENED = open_rulebook("after", date(2024, 10, 1))
RUN = Run("7" * 32, "2024-10-01T09:00:00", "0.1.0", "张三")
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=12,
)


def logged(path: Path, *accounts: str, mask: Mask | None = None) -> list[dict[str, object]]:
    """Return the decisions on `accounts` as they stand in a log."""
    day = date(2021, 5, 3).toordinal()
    subjects = [
        Subject(key=(("case_id", "C1"), ("account", account)), facts={"pass_count": 1, "incident_day": day})
        for account in accounts
    ]
    with DecisionLog(LogAsked(path=path, run=RUN, mask=mask), Report("integrity")) as log:
        list(log.logged(Evaluation(OPENED.program, "none").results(subjects), (OPENED,)))
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [line for line in lines if line["kind"] == "decision"]


def test_a_line_names_text_engine_day_run_and_verdict(tmp_path: Path) -> None:
    (entry,) = logged(tmp_path / "log.jsonl", "a")

    assert (entry["rulebook"], entry["edition"], entry["digest"]) == ("after", "2022-01-01", OPENED.program.digest)
    assert entry["editions"] == [{"edition": "2022-01-01", "digest": OPENED.program.digest}]
    assert (entry["as_of"], entry["failed"]) == ("2024-10-01", None)
    assert entry["run"] == {
        "id": RUN.id, "moment": RUN.moment, "engine": "0.1.0", "language": 1, "operator": "张三",
    }  # fmt: skip
    assert entry["verdict"]["outcome"] == {"amount_anomaly": None, "fast_pass": True, "tier": None}  # type: ignore[index]


def test_a_line_states_facts_as_result_files_do_and_their_digest(tmp_path: Path) -> None:
    (entry,) = logged(tmp_path / "log.jsonl", "a")
    facts = entry["facts"]

    assert isinstance(facts, dict)
    assert (facts["incident_day"], facts["pass_count"], facts["week_turnover"]) == ("2021-05-03", 1, None)
    assert entry["facts_digest"] == digest_of(facts)


def test_masked_subjects_are_the_same_under_one_key_and_differ_under_another(tmp_path: Path) -> None:
    one, two = (Mask(letter * 32) for letter in (b"a", b"b"))
    first = logged(tmp_path / "1.jsonl", "6222020000000000011", "6222020000000000029", mask=one)
    again, other = (
        logged(tmp_path / "2.jsonl", "6222020000000000011", mask=one),
        logged(tmp_path / "3.jsonl", "6222020000000000011", mask=two),
    )

    assert first[0]["subject"] == again[0]["subject"] != other[0]["subject"]
    assert first[0]["subject"] != first[1]["subject"]
    assert "6222020000000000011" not in (tmp_path / "1.jsonl").read_text(encoding="utf-8")


@given(JSON)
def test_canonical_json_is_one_text_for_equal_values_and_states_them(value: object) -> None:
    text = canonical(value)

    assert json.loads(text) == value
    assert canonical(json.loads(text)) == text
    assert text.encode()


def test_half_of_a_pair_is_written_out() -> None:
    assert canonical({"a": "\ud83d元"}) == '{"a":"\\ud83d元"}'
    assert canonical({"b": [1, None], "a": "元\x7f\x01\n"}) == '{"a":"元\x7f\\u0001\\n","b":[1,null]}'


@given(st.lists(st.binary(max_size=5), min_size=1, max_size=40), st.data())
def test_each_leaf_proves_to_be_in_each_tree_over_it(leaves: list[bytes], data: st.DataObject) -> None:
    tree, hashes = Tree(), [leaf_hash(leaf) for leaf in leaves]
    for leaf in leaves:
        tree.add(leaf)
    kept = Leaves(hashes)
    size = data.draw(st.integers(1, len(leaves)))
    index = data.draw(st.integers(0, size - 1))

    assert kept.root(len(leaves)) == tree.root()
    assert folded(index, size, hashes[index], kept.proof(index, size)) == kept.root(size)


def folded(index: int, size: int, node: bytes, proof: tuple[str, ...]) -> str:
    """Return the root that `proof` leads to, as RFC 9162 2.1.3.2 folds it."""
    last = size - 1
    for sibling in map(bytes.fromhex, proof):
        if index % 2 or index == last:
            node = node_hash(sibling, node)
            while not index % 2 and index:
                index, last = index >> 1, last >> 1
        else:
            node = node_hash(node, sibling)
        index, last = index >> 1, last >> 1
    assert last == 0
    return node.hex()


def test_the_empty_tree_is_the_hash_of_nothing() -> None:
    assert Tree().root() == Leaves([]).root(0) == hashlib.sha256(b"").hexdigest()
