"""Receipts are accepted by a verifier that shares no code with the engine, and no changed one is."""

import importlib.util
import os
import random
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest
from decided_logs import write_decisions

from engine.audit.canonical import canonical
from engine.audit.receipt import Receipts
from engine.driver.decision_log import FullTraces
from engine.driver.receipts import Named, write_receipt
from engine.driver.replaying import decided_again
from engine.source.report import Rejected

#: All 1,000 of the acceptance where `RULES_AUDIT_FULL` is set.
COUNT = 1_000 if os.environ.get("RULES_AUDIT_FULL") else 60
SCRIPT = Path(__file__).parents[2] / "examples" / "verify_a_receipt" / "verify_receipt.py"


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("log") / "log.jsonl"
    for family in ("after", "card_crime"):
        write_decisions(path, COUNT // 2, family)
    return path


@pytest.fixture(scope="module")
def receipts(log: Path) -> list[bytes]:
    made, traces, found = Receipts(log), FullTraces(), []
    for again in decided_again(log, made.decisions):
        assert again.result is not None
        receipt = made.receipt(again.record, traces.of(again.result))
        found.append(f"{canonical(receipt)}\n".encode())
    return found


@pytest.fixture(scope="module")
def verifier() -> ModuleType:
    specification = importlib.util.spec_from_file_location("verify_receipt", SCRIPT)
    assert specification is not None
    assert specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


def test_the_verifier_is_short_and_shares_no_code() -> None:
    text = SCRIPT.read_text(encoding="utf-8")

    assert len(text.splitlines()) <= 100
    assert "engine" not in text


def test_every_receipt_is_accepted(receipts: list[bytes], verifier: ModuleType) -> None:
    assert len(receipts) == COUNT
    assert [found for found in map(list, map(verifier.faults, receipts)) if found] == []


def test_no_receipt_with_one_changed_bit_is(receipts: list[bytes], verifier: ModuleType) -> None:
    draw = random.Random(8)  # noqa: S311 (nothing secret is drawn)
    for receipt in receipts:
        changed = bytearray(receipt)
        changed[draw.randrange(len(changed))] ^= 1 << draw.randrange(8)

        assert list(verifier.faults(bytes(changed)))


def test_a_receipt_of_another_log_is_noticed_by_a_kept_root(receipts: list[bytes], verifier: ModuleType) -> None:
    assert list(verifier.faults(receipts[0], "0" * 64)) == ["the checkpoint is not the one that was kept"]


def test_a_receipt_is_written_as_json_and_as_a_page(log: Path, tmp_path: Path) -> None:
    files = write_receipt(log, Named(subject="0/0"), tmp_path / "out", "zh")
    page = files[1].read_text(encoding="utf-8")
    ran = subprocess.run([sys.executable, "-I", SCRIPT, files[0]], capture_output=True, check=False)

    assert ran.returncode == 0
    assert "判断凭证" in page
    assert "线索" in page
    assert "http" not in page.replace("http-equiv", "")
    assert {path.stat().st_mode & 0o777 for path in files} == {0o600}


def test_the_latest_decision_on_a_subject_is_taken(log: Path, tmp_path: Path) -> None:
    again = tmp_path / "log.jsonl"
    write_decisions(again, 3)
    write_decisions(again, 3, seed=2)

    assert write_receipt(again, Named(subject="1"), tmp_path, "en")[0].name == "receipt-6.json"
    with pytest.raises(Rejected) as refused:
        write_receipt(again, Named(subject="nobody"), tmp_path, "en")
    assert refused.value.report.diagnostics[0].code == "A131"
    assert log.exists()
