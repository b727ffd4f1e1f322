"""Bank answers as the police platform hands them over: 34 columns, GB18030, a TAB behind every cell, CRLF.

One folder for each request (请求单号), in it one CSV for each bank.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from movements import Row
from people import (
    BANKS,
    FIRST_DAY,
    FIRST_REQUEST_ENDS,
    LAST_DAY,
    SECOND_REQUEST_BEGINS,
    Account,
    Bank,
)

COLUMNS = (
    "交易卡号", "交易账号", "账户开户名称", "开户人证件号码", "交易时间", "交易金额",
    "交易余额", "收付标志", "交易对手账卡号", "现金标志", "对手户名", "对手身份证号",
    "对手开户银行", "摘要说明", "交易币种", "交易网点名称", "交易网点代码", "交易发生地",
    "交易是否成功", "传票号", "终端号", "IP地址", "MAC地址", "对手交易余额",
    "交易流水号", "日志号", "凭证种类", "凭证号", "交易柜员号", "商户名称",
    "商户号", "备注", "交易类型", "查询反馈结果原因",
)  # fmt: skip
FIRST_REQUEST, SECOND_REQUEST = "5104000020210603093000", "5104000020210610161500"
NO_RECORD_BANK = BANKS[1]  #: answers the second request with «no record»

Booked = tuple[Account, Row]


def yuan(fen: int) -> str:
    return f"{'-' if fen < 0 else ''}{abs(fen) // 100}.{abs(fen) % 100:02d}"


def numbered(account: Account, rows: Iterable[Row]) -> list[Row]:
    """Return the rows in their order of time, with serials and running balances."""
    ordered = sorted(rows, key=lambda row: row.at)
    return list(_with_balances(account, _with_serials(account, ordered)))


def _with_serials(account: Account, rows: list[Row]) -> Iterator[Row]:
    shared: dict[str, str] = {}
    for nth, row in enumerate(rows, start=1):
        own = f"{row.at:%Y%m%d}{account.index:03d}{nth:05d}"
        yield replace(row, serial=shared.setdefault(row.twin, own) if row.twin else own)


def _with_balances(account: Account, rows: Iterable[Row]) -> Iterator[Row]:
    """Begin with as much as keeps every balance above zero."""
    kept = list(rows)
    lowest = running = 0
    for row in kept:
        running += row.effect
        lowest = min(lowest, running)
    running = 1_000 + 37 * account.index - lowest
    for row in kept:
        running += row.effect
        yield replace(row, balance=running)


def write_ledger(folder: Path, ledger: list[Booked]) -> None:
    """Write both requests; the second asks again for a third of the accounts, over days that overlap."""
    for bank in BANKS:
        of_bank = [(account, row) for account, row in ledger if account.bank == bank.name]
        first = [booked for booked in of_bank if FIRST_DAY <= booked[1].at.date() <= FIRST_REQUEST_ENDS]
        _write(folder / FIRST_REQUEST, bank, [_cells(bank, *booked, request=1) for booked in first])
        second = [booked for booked in of_bank if booked[0].asked_twice and _asked_again(booked[1].at.date())]
        if bank is NO_RECORD_BANK:
            _write(folder / SECOND_REQUEST, bank, [_no_record(bank, ledger)])
        else:
            _write(folder / SECOND_REQUEST, bank, [_cells(bank, *booked, request=2) for booked in reversed(second)])


def _asked_again(day: date) -> bool:
    return SECOND_REQUEST_BEGINS <= day <= LAST_DAY


def covered_to(account: Account) -> date:
    again = account.asked_twice and account.bank != NO_RECORD_BANK.name
    return LAST_DAY if again else FIRST_REQUEST_ENDS


def _write(folder: Path, bank: Bank, rows: list[dict[str, str]]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    columns = COLUMNS[: bank.columns]
    lines = [columns, *(tuple(row.get(column, "") for column in columns) for row in rows)]
    text = "".join(",".join(f"{cell}\t" for cell in line) + "\r\n" for line in lines)
    (folder / f"{bank.name}交易明细信息.csv").write_bytes(text.encode("gb18030"))


def _moment(bank: Bank, at: datetime, request: int) -> str:
    """Return the moment as the bank writes it; the first bank changed its layout between the requests."""
    return at.strftime(BANKS[1].layout if request == 2 and bank is BANKS[0] else bank.layout)


def _cells(bank: Bank, account: Account, row: Row, *, request: int) -> dict[str, str]:
    own = {"交易卡号": account.number} if bank.cards else {"交易账号": account.number}
    electronic = not row.cash and row.direction == "出"
    return own | {
        "账户开户名称": account.holder_name, "开户人证件号码": account.holder_id,
        "交易时间": _moment(bank, row.at, request), "交易金额": yuan(row.amount),
        "交易余额": yuan(row.balance) if bank.balances else "", "收付标志": row.direction,
        "交易对手账卡号": row.other.account, "现金标志": "现金" if row.cash else "转账", "对手户名": row.other.name,
        "对手开户银行": row.other.bank, "摘要说明": row.summary, "交易币种": "人民币",
        "交易网点名称": account.open_branch if row.cash else "", "交易发生地": row.place,
        "交易是否成功": "失败" if row.failed else "成功",
        "终端号": account.device.terminal if electronic else "", "IP地址": account.device.ip if electronic else "",
        "MAC地址": account.device.mac if electronic else "", "交易流水号": row.serial if bank.serials else "",
        "商户名称": row.other.name if row.summary == "消费" else "",
    }  # fmt: skip


def _no_record(bank: Bank, ledger: list[Booked]) -> dict[str, str]:
    account = next(account for account, _ in ledger if account.bank == bank.name)
    return {"交易卡号": account.number, "查询反馈结果原因": "查询时间段内无记录"}
