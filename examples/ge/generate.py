"""Write the synthetic case 葛某 (examples/ge/case) and what its plan expects (expected.json).

Run: python examples/ge/generate.py OUT_DIR
Writes OUT_DIR/case/ and OUT_DIR/expected.json; the same bytes on each run and each machine.
"""

import csv
import json
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from movements import Row, Story
from people import FIRST_DAY, LAST_DAY, Account, accounts
from plan import CASE_ID, KINDS, VICTIM
from police_export import covered_to, numbered, write_ledger, yuan

Cells = Iterable[object]

TRANSFER_COLUMNS = ("case_id", "victim_id", "account", "amount", "paid_at")
ACCOUNT_COLUMNS = ("account", "holder_name", "holder_id", "bank", "open_branch", "open_place", "opened_on",
                   "phone", "agent", "covered_from", "covered_to")  # fmt: skip
REGISTRY_COLUMNS = ("holder_id", "account", "case_no", "status")
CASE_YAML = """\
# 合成案例，人名、账号、金额均为虚构 / a synthetic case: names, accounts and amounts are invented
cases:
  - case_id: {case_id}
    reported_at: 2021-05-20T09:30:00
    conduct_from: 2021-05-06
    conduct_to: 2021-05-18
    fraud_type: investment
    victim_kind: person
    loss: {loss}
    recovered: 0.00
    long_running: true
    virtual_currency: false
"""


def main(out: Path) -> None:
    stories = [Story(account) for account in accounts()]
    case = out / "case"
    case.mkdir(parents=True, exist_ok=True)
    loss = sum(transfer.amount for story in stories for transfer in story.transfers)
    _text(case / "case.yaml", CASE_YAML.format(case_id=CASE_ID, loss=yuan(loss)))
    _csv(case / "victim_transfers.csv", TRANSFER_COLUMNS, _transfers(stories))
    _csv(case / "accounts.csv", ACCOUNT_COLUMNS, map(_account, (story.account for story in stories)))
    _csv(case / "registry.csv", REGISTRY_COLUMNS, _registry([story.account for story in stories]))
    write_ledger(case / "ledger", [(story.account, row) for story in stories for row in _rows(story)])
    _text(out / "expected.json", json.dumps(_expected(stories, loss), ensure_ascii=False, indent=1) + "\n")


def _rows(story: Story) -> list[Row]:
    within = [row for row in story.rows if FIRST_DAY <= row.at.date() <= LAST_DAY]
    return numbered(story.account, within)


def _transfers(stories: list[Story]) -> Iterable[Cells]:
    paid = ((paid.paid_at, story.account.number, paid.amount) for story in stories for paid in story.transfers)
    for paid_at, number, amount in sorted(paid):
        yield CASE_ID, VICTIM, number, yuan(amount), paid_at.isoformat()


def _account(account: Account) -> Cells:
    return (account.number, account.holder_name, account.holder_id, account.bank, account.open_branch,
            account.open_place, account.opened_on, account.phone, account.agent, FIRST_DAY,
            covered_to(account))  # fmt: skip


def _registry(everyone: list[Account]) -> Iterable[Cells]:
    """Yield the 12 known holders (every fifth known by the account alone) and three who have nothing to do with it."""
    known = [account for account in everyone if account.registered]
    for nth, account in enumerate(known, start=1):
        by_account = nth % 5 == 0
        holder, number = ("", account.number) if by_account else (account.holder_id, "")
        yield holder, number, f"溪公（刑）立字〔2021〕示例{nth:03d}号", "立案侦查"
    for nth in range(1, 4):
        yield f"00000019600101900{nth}", "", f"潭公（刑）立字〔2020〕示例{nth:03d}号", "移送审查起诉"


def _expected(stories: list[Story], loss: int) -> dict[str, object]:
    tiers = Counter(story.kind.tier for story in stories)
    registered = sum(story.account.registered for story in stories)
    screened = tiers["tier_1"] + tiers["tier_2"]
    funnel = {
        "accounts": len(stories), "dropped_amount": sum(not story.kind.amount for story in stories),
        "dropped_frequency": sum(story.kind.amount and not story.kind.fast for story in stories),
        "screened": screened, "tier_1": tiers["tier_1"], "tier_2": tiers["tier_2"], "undetermined": 0,
        "in_registry": registered, "to_hand_over": screened - registered,
    }  # fmt: skip
    plan = [{"kind": kind.name, "count": kind.count, "tier": kind.tier, "why": kind.why} for kind in KINDS]
    verdicts = [_verdict(story) for story in stories]
    return {"case_id": CASE_ID, "loss_fen": loss, "funnel": funnel, "plan": plan, "accounts": verdicts}


def _verdict(story: Story) -> dict[str, object]:
    kind, account = story.kind, story.account
    return {
        "account": account.number, "kind": kind.name, "amount_anomaly": kind.amount, "fast_pass": kind.fast,
        "tier": kind.tier, "in_registry": account.registered, "flags": list(kind.flags), "why": kind.why,
    }  # fmt: skip


def _csv(path: Path, header: Cells, rows: Iterable[Cells]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def _text(path: Path, text: str) -> None:
    path.write_bytes(text.encode())


if __name__ == "__main__":
    command = ArgumentParser(description="写出合成案例 / write the synthetic case")
    command.add_argument("out", metavar="OUT_DIR", type=Path)
    main(command.parse_args().out)
