"""A log decided again comes out the same, and a changed rule, archive or evaluator is noticed."""

import os
from pathlib import Path

import pytest
from decided_logs import write_decisions

from engine.audit.canonical import canonical
from engine.audit.chain import Tip, sealed
from engine.audit.reading import decisions, records
from engine.audit.records import trace_digest
from engine.backends.reference import Reference
from engine.driver.archive import archive_of
from engine.driver.auditing import checked
from engine.driver.replaying import decided_again, replay
from engine.render.trace_json import TraceWriter

#: The 100,000 records of the acceptance where `RULES_AUDIT_FULL` is set.
MANY = 100_000 if os.environ.get("RULES_AUDIT_FULL") else 500


@pytest.mark.parametrize(("family", "count"), [("after", MANY), ("card_crime", 60), ("concealment", 60)])
def test_a_log_decided_again_comes_out_the_same(tmp_path: Path, family: str, count: int) -> None:
    log = tmp_path / "log.jsonl"
    write_decisions(log, count, family)
    found = replay(log)

    assert (found.report.diagnostics, found.count, found.engines) == ((), count, {"0.1.0"})
    assert checked(log).report.diagnostics == ()


def test_runs_by_several_rulebooks_stand_in_one_log(tmp_path: Path) -> None:
    log = tmp_path / "log.jsonl"
    for family in ("after", "card_crime", "after"):
        write_decisions(log, 5, family)

    assert (replay(log).count, replay(log).other) == (15, 0)
    assert checked(log).verified.checkpoints == 3


def test_the_digest_is_of_the_trace_as_the_reference_puts_it_together(tmp_path: Path) -> None:
    log = tmp_path / "log.jsonl"
    write_decisions(log, 40)
    for again in decided_again(log, decisions(log)):
        assert again.result is not None
        program, facts = again.result.program, again.result.subject.facts
        trace = TraceWriter(program).trace(Reference(program).trace(facts))

        assert again.record["trace_digest"] == trace_digest([trace])


@pytest.mark.parametrize("family", ["after", "card_crime"])
def test_a_changed_evaluator_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, family: str) -> None:
    log = tmp_path / "log.jsonl"
    write_decisions(log, 30, family)
    truths = Reference.truths
    monkeypatch.setattr(
        Reference,
        "truths",
        lambda self, facts: tuple(None if found is None else not found for found in truths(self, facts)),
    )
    found = replay(log)

    assert found.other > 0
    assert {each.code for each in found.report.diagnostics} == {"A116"}


def test_an_altered_archive_is_noticed_and_nothing_is_decided_by_it(tmp_path: Path) -> None:
    log = tmp_path / "log.jsonl"
    write_decisions(log, 5)
    (rulebook,) = archive_of(log).rglob("rulebook.yaml")
    rulebook.write_text(rulebook.read_text(encoding="utf-8").replace("30万元", "31万元"), encoding="utf-8")

    assert [found.code for found in checked(log).report.diagnostics] == ["A115"]
    assert replay(log).other == 5


def test_a_log_that_names_files_outside_its_archive_reaches_none(tmp_path: Path) -> None:
    log, forged = tmp_path / "log.jsonl", tmp_path / "forged.jsonl"
    write_decisions(log, 2)
    tip, lines = Tip(), []
    for record in records(log):
        bare = {name: value for name, value in record.items() if name not in {"hash", "sm3", "seq", "previous"}}
        line, tip = sealed(bare | ({"rulebook": "../../after"} if "rulebook" in bare else {}), tip, with_sm3=False)
        lines.append(line + b"\n")
    forged.write_bytes(b"".join(lines))

    assert replay(forged).other == 2
    assert canonical(next(iter(records(forged))))
