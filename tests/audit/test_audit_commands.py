"""`rules eval --log` and `rules audit`, as their users meet them."""

import json
from pathlib import Path

import pytest

from engine.audit.head import head_path
from engine.cli.command_line import run

ROOT = Path(__file__).parents[2]
FACTS = ROOT / "examples" / "explain_to_an_auditor" / "facts.jsonl"


@pytest.fixture
def rules(capfdbinary):
    def ran(*arguments):
        code = run([str(argument) for argument in arguments])
        out, err = capfdbinary.readouterr()
        return code, out.decode(), err.decode()

    return ran


@pytest.fixture
def log(tmp_path, rules):
    path = tmp_path / "log.jsonl"
    rules("eval", "after", FACTS, "--as-of", "2022-06-01", "--log", path, "--operator", "张三")
    return path


def test_results_are_the_same_with_a_log_and_the_operator_is_in_it(tmp_path, rules, log):
    plain = rules("eval", "after", FACTS, "--as-of", "2022-06-01", "--format", "jsonl")
    logged = rules("eval", "after", FACTS, "--as-of", "2022-06-01", "--format", "jsonl", "--log", tmp_path / "b.jsonl")
    decision = json.loads(log.read_text(encoding="utf-8").splitlines()[1])

    assert plain[:2] == logged[:2]
    assert decision["run"]["operator"] == "张三"
    assert json.loads((tmp_path / "b.jsonl").read_text().splitlines()[1])["run"]["operator"] is None


def test_an_intact_log_is_0_and_a_touched_one_is_5(rules, log):
    code, out, _ = rules("audit", "verify", log)
    assert (code, "完整" in out, ".head" in out) == (0, True, True)

    log.write_bytes(log.read_bytes().replace(b'"pass_count":3', b'"pass_count":0', 1))
    code, _, err = rules("audit", "verify", log, "--lang", "en")
    assert code == 5
    assert "A101" in err
    assert "record 1 was altered" in err
    assert rules("audit", "replay", log)[0] == rules("audit", "receipt", log, "1")[0] == 5


def test_signatures_bind_a_log_to_a_key(tmp_path, rules, log):
    pytest.importorskip("cryptography")
    key, other, signed = tmp_path / "k.pem", tmp_path / "o.pem", tmp_path / "signed.jsonl"
    assert rules("audit", "key", "-o", key)[0] == rules("audit", "key", "-o", other)[0] == 0
    assert rules("eval", "after", FACTS, "--as-of", "2022-06-01", "--log", signed, "--sign", key)[0] == 0

    assert rules("audit", "verify", signed, "--key", f"{key}.pub")[0] == 0
    assert "A110" in rules("audit", "verify", signed, "--key", f"{other}.pub")[2]
    assert "A111" in rules("audit", "verify", log, "--key", f"{key}.pub")[2]
    assert "A134" in rules("audit", "key", "-o", key)[2]
    assert "A127" in rules("audit", "verify", signed, "--key", key)[2]
    assert key.stat().st_mode & 0o777 == 0o600


def test_a_masked_log_replays_and_finds_subjects_by_the_key(tmp_path, rules):
    key, masked = tmp_path / "mask.key", tmp_path / "masked.jsonl"
    rules("audit", "key", "-o", key, "--mask")
    assert rules("eval", "after", FACTS, "--as-of", "2022-06-01", "--log", masked, "--mask-subjects", key)[0] == 0

    assert "62990000000000000" not in masked.read_text(encoding="utf-8")
    assert rules("audit", "replay", masked)[0] == 0
    named = ("audit", "receipt", masked, "--subject", "6299000000000000029", "-o", tmp_path)
    assert rules(*named)[0] == 2
    assert rules(*named, "--mask-subjects", key)[0] == 0
    assert "A128" in rules("eval", "after", FACTS, "--as-of", "2022-06-01", "--log", masked)[2]


def test_a_kept_head_or_receipt_and_another_copy_are_held_against_a_log(tmp_path, rules, log):
    kept, copy = tmp_path / "kept.head", tmp_path / "copy.jsonl"
    kept.write_bytes(head_path(log).read_bytes())
    copy.write_bytes(log.read_bytes())
    rules("audit", "receipt", log, "2", "-o", tmp_path)
    rules("eval", "after", FACTS, "--as-of", "2022-06-01", "--log", log)
    receipt = tmp_path / "receipt-2.json"
    assert rules("audit", "receipt", log, "--subject", "C1/6299000000000000029", "-o", tmp_path / "other")[0] == 0

    assert rules("audit", "verify", log, "--checkpoint", kept, "--checkpoint", receipt, "--against", copy)[0] == 0
    code, _, err = rules("audit", "verify", copy, "--checkpoint", head_path(log))
    assert (code, "A105" in err) == (5, True)
    assert rules("audit", "verify", log, "--checkpoint", copy)[0] == 2


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("audit", "verify", "missing.jsonl"), "A133"),
        (("audit", "verify", FACTS), "A113"),
        (("audit", "receipt", FACTS), "A130"),
        (("eval", "after", FACTS, "--sign", "k"), "A120"),
        (("eval", "after", FACTS, "--log", "no/where/log.jsonl"), "A122"),
        (("eval", "after", FACTS, "--log", "x.jsonl", "--mask-subjects", "none"), "A126"),
    ],
)
def test_wrong_usage_is_told_with_its_code(rules, arguments, code, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    ended, out, err = rules(*arguments)

    assert (ended, code in err, out) == (2, True, "")
    assert "Traceback" not in err


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (("veryfi",), "C902", "`verify`"),
        ((), "C904", "audit --help"),
        (("receipt", "log.jsonl", "x"), "C901", "应当是整数"),
    ],
)
def test_a_wrong_command_of_the_group_is_told_in_chinese(rules, arguments, code, says):
    ended, _, err = rules("audit", *arguments)

    assert (ended, code in err, says in err) == (2, True, True)


def test_rules_case_adds_to_a_lasting_log(tmp_path, rules):
    case, out, lasting = ROOT / "examples" / "ge" / "case", tmp_path / "out", tmp_path / "lasting.jsonl"
    key = tmp_path / "mask.key"
    rules("audit", "key", "-o", key, "--mask")
    asked = ("case", case, "-o", out, "--as-of", "2024-10-11", "--log", lasting, "--mask-subjects", key)

    assert rules(*asked)[0] == 0
    once = lasting.read_bytes()
    assert rules(*asked)[0] == 0

    assert lasting.read_bytes().startswith(once)
    assert rules("audit", "verify", lasting)[0] == 0
    assert b"6299" not in b"".join(json.dumps(json.loads(line).get("subject")).encode() for line in once.splitlines())
    own, kept = (json.loads(path.read_text("utf-8").splitlines()[-2]) for path in (out / "decision_log.jsonl", lasting))
    assert own["run"]["id"] == kept["run"]["id"]
    assert own["verdict"] == kept["verdict"]


def test_a_lasting_log_does_not_stand_in_what_is_replaced(tmp_path, rules):
    case, out = ROOT / "examples" / "ge" / "case", tmp_path / "out"
    code, _, err = rules("case", case, "-o", out, "--log", out / "log.jsonl")

    assert (code, "A137" in err, out.exists()) == (2, True, False)
    assert "A120" in rules("case", case, "-o", out, "--sign", "k.pem")[2]
