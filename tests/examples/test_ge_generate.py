"""The committed case is what the generator writes, and nothing in it can be a real person's."""

import csv
import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest


def files_of(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def rows_of(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))


def luhn_holds(number: str) -> bool:
    doubled = (int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(number)))
    return sum(value // 10 + value % 10 for value in doubled) % 10 == 0


@pytest.fixture(scope="module")
def plan(examples):
    return json.loads((examples / "ge/expected.json").read_text(encoding="utf-8"))


def test_the_generator_writes_the_committed_bytes(examples, tmp_path):
    subprocess.run([sys.executable, "-B", examples / "ge/generate.py", tmp_path], check=True)
    written = files_of(tmp_path)

    assert files_of(examples / "ge/case") == {
        name.removeprefix("case/"): content for name, content in written.items() if name.startswith("case/")
    }
    assert (examples / "ge/expected.json").read_bytes() == written["expected.json"]


def test_the_plan_has_the_shape_of_the_pilot(plan):
    tiers = Counter(account["tier"] for account in plan["accounts"])
    screened = [account for account in plan["accounts"] if account["tier"] != "excluded"]

    assert tiers == {"tier_1": 19, "tier_2": 56, "excluded": 12}
    assert len({account["account"] for account in plan["accounts"]}) == 87
    assert sum(account["in_registry"] for account in screened) == 12
    assert plan["loss_fen"] > 500_000_000


def test_the_loss_is_the_sum_of_the_transfers(examples, plan):
    amounts = [row["amount"] for row in rows_of(examples / "ge/case/victim_transfers.csv")]
    loss = sum(int(amount.replace(".", "")) for amount in amounts)

    assert plan["loss_fen"] == loss
    assert f"loss: {loss // 100}.{loss % 100:02d}\n" in (examples / "ge/case/case.yaml").read_text(encoding="utf-8")
    assert f"{loss // 100:,}.{loss % 100:02d} 元" in (examples / "ge/README.md").read_text(encoding="utf-8")


def test_no_card_could_have_been_issued(examples):
    cards = [row["account"] for row in rows_of(examples / "ge/case/accounts.csv") if len(row["account"]) == 19]

    assert len(cards) > 60
    assert not [card for card in cards if luhn_holds(card) or not card.startswith("6299")]


def test_no_identity_number_has_a_region_that_exists(examples):
    holders = [row["holder_id"] for row in rows_of(examples / "ge/case/accounts.csv")]

    assert {"000000"} == {holder[:6] for holder in holders}


def test_the_ledger_comes_as_a_police_platform_hands_it_over(examples):
    exports = sorted((examples / "ge/case/ledger").glob("*/*.csv"))
    widths = set()
    for export in exports:
        text = export.read_bytes().decode("gb18030")
        lines = text.split("\r\n")[:-1]
        widths |= {line.count(",") + 1 for line in lines}
        assert all(cell.endswith("\t") for line in lines for cell in line.split(","))

    assert len(exports) == 10
    assert widths == {29, 34}
