"""What durable_rules says is held against the reference; where they differ nothing is shown."""

import json
from dataclasses import replace

import pytest

from engine.backends.durable import backend
from engine.backends.durable.backend import Confirmed, Disagrees, Durable, Failed
from engine.backends.durable.forms import Asked
from engine.backends.durable.plan import Plan
from engine.backends.durable.planning import planned
from engine.cli.command_line import run
from engine.driver import by_durable
from engine.driver.engines import SMALL
from engine.messages.words import phrase

#: Its window turnover stands on the limit of tier 1, to the fen.
ON_THE_LIMIT = {
    "victim_amount": 300_000, "victim_count": 1, "day_turnover": 30_000_000, "week_turnover": 0,
    "window_turnover": 30_000_000, "pass_count": 1, "victim_pass_count": 1, "swept_count": 1, "in_registry": False,
    "victim_linked_amount": 300_000,
}  # fmt: skip


def wrong(plan: Plan) -> Plan:
    """Return `plan` with every «at least» taken for «more than»: an engine that is wrong on the limit alone."""

    def turned(asked: Asked) -> Asked:
        return asked._replace(operation=">") if asked.operation == ">=" else asked

    return replace(
        plan,
        rules=tuple(
            replace(rule, patterns=tuple(replace(p, asked=tuple(map(turned, p.asked))) for p in rule.patterns))
            for rule in plan.rules
        ),
    )


@pytest.fixture
def wrong_engine(monkeypatch):
    """Give the worker a ruleset that is wrong."""
    monkeypatch.setattr(backend, "planned", lambda program, report: wrong(planned(program, report)))


@pytest.fixture
def table(tmp_path):
    """Write subjects to a file of facts."""

    def written(*subjects):
        path = tmp_path / "facts.jsonl"
        lines = [json.dumps({"case_id": "C1", "account": f"622{at}", **known}) for at, known in enumerate(subjects)]
        path.write_text("\n".join(lines), encoding="utf-8")
        return str(path)

    return written


def evaluate(facts, *arguments):
    return run(["eval", "after", facts, "--as-of", "2022-06-01", "--format", "jsonl", "--lang", "en", *arguments])


@pytest.mark.usefixtures("wrong_engine")
@pytest.mark.parametrize("traced", [True, False])
def test_an_engine_that_is_wrong_on_a_limit_is_caught_there_and_nowhere_else(reference, traced):
    beyond = {
        **ON_THE_LIMIT,
        "window_turnover": 30_000_001,
        "victim_amount": 300_001,
        "pass_count": 2,
        "swept_count": 2,
    }
    with Durable(reference, traced=traced) as durable:
        findings = list(durable.findings([beyond, ON_THE_LIMIT, beyond]))

    assert [Confirmed, Disagrees, Confirmed] == [type(found) for found in findings]
    assert "T1" not in {firing.rule for firing in findings[1].firings}


@pytest.mark.usefixtures("wrong_engine")
@pytest.mark.parametrize("engine", ["durable", "auto"])
def test_a_disagreement_is_code_six_with_both_traces_and_no_result(table, capfd, tmp_path, engine):
    facts, output = table(ON_THE_LIMIT), tmp_path / "results.jsonl"

    assert 6 == evaluate(facts, "--engine", engine)
    out, err = capfd.readouterr()
    assert "" == out
    _, ours, theirs, *rest = err.splitlines()
    assert ("reference", "durable") == (json.loads(ours)["engine"], json.loads(theirs)["engine"])
    assert "error[U704 engines-disagree]" in rest[0]
    assert 6 == evaluate(facts, "--engine", engine, "-o", str(output))
    assert not output.exists()


@pytest.mark.usefixtures("wrong_engine")
def test_the_reference_alone_does_not_care(table):
    assert 0 == evaluate(table(ON_THE_LIMIT), "--engine", "reference")


@pytest.mark.usefixtures("wrong_engine")
def test_an_explanation_is_held_against_the_reference_too(table, capfd):
    assert 6 == run(["explain", "after", table(ON_THE_LIMIT), "--subject", "6220", "--as-of", "2022-06-01"])
    assert "" == capfd.readouterr().out


@pytest.mark.parametrize("trace", ["none", "fired", "full"])
def test_every_engine_prints_the_same_bytes_but_for_its_name(table, capfdbinary, accounts, trace):
    printed = []
    for engine in ("durable", "auto", "reference"):
        evaluate(table(ON_THE_LIMIT, *accounts(40)), "--engine", engine, "--trace", trace)
        printed.append(capfdbinary.readouterr().out)

    assert printed[0] == printed[1]
    assert printed[0].replace(b'"engine": "durable"', b'"engine": "reference"') == printed[2]
    assert (trace != "none") == (printed[0] != printed[2])


def test_the_trace_says_what_fired_on_which_facts_after_what(table, capfd):
    evaluate(table(ON_THE_LIMIT), "--engine", "durable", "--trace", "full")
    trace = json.loads(capfd.readouterr().out)["trace"]
    fired = {firing["rule"]: firing for firing in trace["firings"]}

    assert list(range(1, len(fired) + 1)) == [firing["order"] for firing in trace["firings"]]
    assert ["facts"] == fired["A1"]["facts"]
    assert ["facts", "amount_anomaly", "fast_pass"] == fired["T1"]["facts"]
    assert [fired["settle amount_anomaly"]["order"], fired["settle fast_pass"]["order"]] == fired["T1"]["parents"]
    assert [fired["A1"]["order"]] == fired["settle amount_anomaly"]["parents"]
    assert fired["settle tier"]["order"] in fired["duty hand_over"]["parents"]


@pytest.fixture
def one_fails(monkeypatch):
    """Let the worker crash on accounts with seven pass-through pairs."""

    class OneFails(Durable):
        def _finding(self, facts, truths, answer):
            lost = Failed(phrase("durable.reason.crash"))
            return lost if facts["pass_count"] == 7 else super()._finding(facts, truths, answer)

    monkeypatch.setattr(by_durable, "Durable", OneFails)


@pytest.mark.usefixtures("one_fails")
def test_a_subject_that_failed_says_so_in_its_result_and_on_standard_error(table, capfd):
    assert 4 == evaluate(table(ON_THE_LIMIT, {**ON_THE_LIMIT, "pass_count": 7}), "--engine", "durable")
    out, err = capfd.readouterr()
    first, second = map(json.loads, out.splitlines())
    assert "tier_1" == first["outcome"]["tier"]
    assert "failed" not in first
    assert {None} == set(second["outcome"].values())
    assert "crash" == second["failed"]
    assert "error[U703 subject-failed]: the subject `C1/6221` could not be decided" in err


@pytest.mark.usefixtures("one_fails")
@pytest.mark.parametrize(("form", "said"), [("csv", "failed:crash"), ("table", "not decided: the process")])
def test_every_form_of_results_tells_who_failed(table, capfd, form, said):
    evaluate(table(ON_THE_LIMIT, {**ON_THE_LIMIT, "pass_count": 7}), "--engine", "durable", "--format", form)

    assert 1 == capfd.readouterr().out.count(said)


def test_auto_decides_many_subjects_with_the_reference(table, capfd):
    evaluate(table(*[ON_THE_LIMIT] * (SMALL + 1)), "--engine", "auto", "--trace", "fired")

    assert '"engine": "reference"' in capfd.readouterr().out


@pytest.fixture
def _no_durable_rules(monkeypatch):
    program = backend.Worker.__init__.__globals__["_PROGRAM"]
    hidden = "import sys; sys.modules['durable_rules_engine'] = None; " + program
    monkeypatch.setattr("engine.backends.durable.supervision._PROGRAM", hidden)


@pytest.mark.usefixtures("_no_durable_rules")
def test_where_durable_rules_is_missing_it_is_a_plain_error_with_the_cure(table, capfd):
    assert 2 == evaluate(table(ON_THE_LIMIT), "--engine", "durable")
    out, err = capfd.readouterr()
    assert "" == out
    assert "error[U702 durable-missing]" in err
    assert 'CPPFLAGS="-DPyEval_CallObject=PyObject_CallObject"' in err


@pytest.mark.usefixtures("_no_durable_rules")
def test_where_durable_rules_is_missing_auto_says_so_once_and_goes_on(table, capfd):
    assert 0 == evaluate(table(ON_THE_LIMIT, ON_THE_LIMIT), "--trace", "full")
    out, err = capfd.readouterr()
    assert 1 == err.count("warning[U705 reference-instead]")
    assert 2 == out.count('"engine": "reference"')
