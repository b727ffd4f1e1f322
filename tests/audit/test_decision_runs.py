"""Decisions written by what they share are those put together member by member; a sealed line is canonical JSON."""

import hashlib
from dataclasses import replace

import pytest
import strategies as world
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.audit.canonical import canonical, has_sm3, joined, runs
from engine.audit.chain import CHAINED, Tip, sealed
from engine.audit.decision_runs import DecisionRuns
from engine.audit.masking import Mask
from engine.audit.records import Run, decision_record
from engine.decision.result import Subject
from engine.driver.evaluation import Evaluation
from engine.messages.words import phrase

RUN = Run("7" * 32, "2024-10-01T09:00:00", "0.1.0", "张三 100%").record()
NAMES = st.sampled_from(["a", "hasa", "hazel", "kind", "previous_a", "previous_t", "r", "seq_", "size", "sn", "z"])
TEXTS = st.text(max_size=5) | st.sampled_from(["元", "\ud83d", "%s", "\x00\x7f\u2028"])


@pytest.mark.parametrize("mask", [None, Mask(b"k" * 32).masked], ids=["plain", "masked"])
@settings(deadline=None)
@given(
    stated=world.rulebooks(world.LEAVES | world.PRESENCE) | world.with_amounts(),
    subjects=st.lists(st.tuples(world.facts(), TEXTS), min_size=2, max_size=8),
    fails=st.booleans(),
)
def test_a_decision_in_runs_is_its_record(mask, stated, subjects, fails):
    program = world.compiled(stated)
    written = DecisionRuns(RUN, [program], mask)
    found = Evaluation(program, "none").results(
        Subject(key=tuple((column, name) for column in program.family.key), facts=facts)
        for facts, name in [*subjects, *subjects]
    )
    for place, each in enumerate(found):
        result = replace(each, failed=phrase("durable.reason.crash")) if fails and place == 1 else each
        traces = [f'{{"n": {place}}}']
        record = decision_record(result, RUN, [program], traces, mask)

        assert f"{{{joined(*written.of(result, traces))}}}" == canonical(record)


@given(
    record=st.dictionaries(NAMES, st.none() | st.integers() | TEXTS | st.lists(TEXTS, max_size=2), max_size=6),
    size=st.integers(0, 2**60),
    with_sm3=st.booleans() if has_sm3() else st.just(value=False),
)
def test_a_sealed_line_is_the_canonical_json_of_the_record_in_its_chain(record, size, with_sm3):
    tip = Tip(size, "sha256:" + "1" * 64, "sm3:" + "2" * 64)
    chained = record | {"seq": size, "previous": tip.hash} | ({"previous_sm3": tip.sm3} if with_sm3 else {})
    text = canonical(chained).encode()
    hashes = {"hash": "sha256:" + hashlib.sha256(text).hexdigest()}
    if with_sm3:
        hashes["sm3"] = "sm3:" + hashlib.new("sm3", text).hexdigest()
    line, after = sealed(record, tip, with_sm3=with_sm3)

    assert line.decode() == canonical(chained | hashes)
    assert (after.size, after.hash) == (size + 1, hashes["hash"])
    assert (line, after) == sealed(runs(record, CHAINED), tip, with_sm3=with_sm3)
