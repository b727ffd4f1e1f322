"""A case folder as police hand it over, with the dirt of real exports in it; the same bytes each time.

Six banks answered two queries, a file each, GB18030, 34 columns. Cells end with a TAB; one bank quotes its cells, one
writes thousands, one decorates its cards; counterparties are missing in a sixth of the rows. Rows failed, were undone,
say that there is no record, carry codes nobody knows or cards that a spreadsheet rounded; the second query repeats rows
of the first. Beside them stand the answers of the banks (tasks, accounts) and the transfers of the victims.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path

HEADER = (
    "交易卡号,交易账号,账户开户名称,开户人证件号码,交易时间,交易金额,交易余额,收付标志,交易对手账卡号,现金标志,对手户名,对手身份证号,"
    "对手开户银行,摘要说明,交易币种,交易网点名称,交易网点代码,交易发生地,交易是否成功,传票号,终端号,IP地址,MAC地址,对手交易余额,"
    "交易流水号,日志号,凭证种类,凭证号,交易柜员号,商户名称,商户号,备注,交易类型,查询反馈结果原因"
)
#: Columns by their place: card, moment, amount, direction, summary, success, what the bank answered.
CARD, MOMENT, AMOUNT, WAY, SUMMARY, SUCCESS, ANSWER = 0, 4, 5, 7, 13, 18, 33
NULLS = ("", "", "", "-", r"\N", "null", "无", "------")
SURNAMES, GIVEN = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨", "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平"
QUERIES = ("5104614320210702112732", "5104614320210719090115")
SUSPECTS, CASES = 300, 7
#: One row in so many of a first query stands in the second again.
REPEATED = 50
FIRST_DAY = datetime(2021, 3, 1)  # noqa: DTZ001 (civil)
SECONDS = 90 * 86_400
#: What happens to rows now and then, with its share of them.
ACCIDENTS = (
    (0.004, "failed"), (0.0002, "code"), (0.0002, "rounded"), (0.0004, "no record"), (0.0002, "zero"),
    (0.0002, "two lines"), (0.0001, "masked"), (0.002, "undone"),
)  # fmt: skip
WITHOUT_OTHER_SIDE = 0.158


@dataclass(frozen=True, slots=True)
class Bank:
    """What a bank does, it does in all its rows."""

    name: str
    moment: str = "%Y%m%d%H%M%S"
    ways: str = "进出"
    suffix: str = ""
    thousands: bool = False
    quoted: bool = False  #: each cell in quotes, none with a TAB


BANKS = (
    Bank("中国工商银行", ways="贷借"), Bank("中国农业银行", moment="%Y-%m-%d %H:%M:%S"),
    Bank("中国建设银行", suffix="_156_1"),
    Bank("招商银行", quoted=True), Bank("义乌农商银行", thousands=True), Bank("广发银行"),
)  # fmt: skip


def write_case(folder: Path, rows: int) -> int:
    """Write a case folder with about `rows` bookings, repeats included; return how many."""
    draw = random.Random(20210503)  # noqa: S311 (test data, nothing secret is drawn)
    each = rows // (len(QUERIES) * len(BANKS))
    first, second = (folder / "ledger" / query for query in QUERIES)
    for query in (first, second):
        query.mkdir(parents=True)
    victims: list[str] = []
    cards = {
        bank: [f"62{at}021{draw.randrange(10**12):012d}" for _ in range(rows // 3000 + 60)]
        for at, bank in enumerate(BANKS)
    }
    for bank in BANKS:
        lines = bookings(bank, cards[bank], draw, victims)
        again = list(islice(lines, each // REPEATED))
        for query in (first, second):
            with (query / f"{bank.name}股份有限公司交易明细信息.csv").open("w", encoding="gb18030", newline="") as out:
                out.write(",".join(title if bank.quoted else f"\t{title}" for title in HEADER.split(",")) + "\r\n")
                out.writelines(again)
                out.writelines(islice(lines, each - len(again)))
    write_answers(first, cards, draw)
    write_case_files(folder, victims)
    return each * len(QUERIES) * len(BANKS)


def person(draw: random.Random) -> str:
    return draw.choice(SURNAMES) + draw.choice(GIVEN)


def bookings(bank: Bank, cards: list[str], draw: random.Random, victims: list[str]) -> Iterator[str]:
    """Yield lines without end; victims paid into the first accounts of each bank."""
    holders = [(person(draw), f"3307821990{draw.randrange(10**8):08d}") for _ in cards]
    balances = [draw.randrange(10**7) for _ in cards]
    kinds = [kind for _, kind in ACCIDENTS] + [""]
    shares = [share for share, _ in ACCIDENTS]
    shares.append(1 - sum(shares))
    before: list[str] = []
    number = 0
    while True:
        for kind in draw.choices(kinds, shares, k=1000):
            number += 1
            own = draw.randrange(len(cards))
            fen = draw.randrange(100, 10**6) if draw.random() < 0.7 else draw.randrange(1, 300) * 10_000  # noqa: PLR2004 (a share)
            came = draw.random() < 0.5  # noqa: PLR2004 (a share)
            moment = FIRST_DAY + timedelta(seconds=draw.randrange(SECONDS))
            balances[own] = max(balances[own] + (fen if came else -fen), 0)
            cells = usual(bank, number, draw)
            cells[CARD : WAY + 1] = [
                cards[own] + bank.suffix, "", *holders[own], moment.strftime(bank.moment), money(fen, bank),
                money(balances[own], bank), bank.ways[not came],
            ]  # fmt: skip
            if kind == "undone" and before:
                cells = undone(before, bank, draw)
            befall(cells, kind)
            if came and not kind and own < SUSPECTS // len(BANKS):
                note_victim(victims, cards[own], fen, moment)
            before = [] if kind else cells
            yield written(cells, bank)


def usual(bank: Bank, number: int, draw: random.Random) -> list[str]:
    alone = draw.random() < WITHOUT_OTHER_SIDE
    nothing = draw.choice(NULLS)
    other = (
        [nothing, nothing, ""]
        if alone
        else [f"6228480{draw.randrange(10**5):012d}", person(draw), draw.choice(BANKS).name]
    )
    return [
        "", "", "", "", "", "", "", "", other[0], "转账", other[1], "", other[2],
        "网上支付 消费" if number % 10 == 0 else "转账", "人民币", f"{bank.name}义乌支行", "330782", "浙江省金华市",
        "成功", str(number), "T1", f"10.0.{number % 251}.{number % 241}", "-", "", f"S{number:012d}",
        "", "", "", "ATM01", "", "", "", "网银", "",
    ]  # fmt: skip


def undone(before: list[str], bank: Bank, draw: random.Random) -> list[str]:
    """Return what undoes the row before: the other way round, or below zero."""
    cells = list(before)
    cells[SUMMARY] = "冲正"
    if draw.random() < 0.5 and not bank.thousands:  # noqa: PLR2004 (a share)
        cells[AMOUNT] = f"-{before[AMOUNT]}"
    else:
        cells[WAY] = bank.ways[before[WAY] == bank.ways[0]]
    return cells


def befall(cells: list[str], kind: str) -> None:
    match kind:
        case "failed":
            cells[SUCCESS] = "失败"
        case "code":
            cells[WAY] = "O"
        case "rounded":
            cells[CARD] = "6.22202123456789E+18"
        case "no record":
            cells[MOMENT : WAY + 1] = ["", "", "", ""]
            cells[ANSWER] = "查无此账户交易记录"
        case "zero":
            cells[AMOUNT] = "0.00"
        case "two lines":
            cells[SUMMARY] = '"还款\r\n备注"'
        case "masked":
            cells[CARD] = "6226******5669"


def note_victim(victims: list[str], card: str, fen: int, moment: datetime) -> None:
    at = len(victims)
    if at < 4 * SUSPECTS:
        victims.append(f"C{at % CASES + 1},V{at},{card},{fen / 100:.2f},{moment:%Y-%m-%dT%H:%M:%S}")


def money(fen: int, bank: Bank) -> str:
    return f'"{fen / 100:,.2f}"' if bank.thousands else f"{fen / 100:.2f}"


def written(cells: list[str], bank: Bank) -> str:
    if bank.quoted:
        return ",".join(cell if cell[:1] == '"' else f'"{cell}"' for cell in cells) + "\r\n"
    return "\t,".join(cells) + "\t\r\n"


def write_answers(folder: Path, cards: dict[Bank, list[str]], draw: random.Random) -> None:
    """Write what the banks answered: accounts, and the tasks that succeeded."""
    accounts = [
        "账户开户名称,开户人证件号码,交易卡号,账号开户时间,开户网点,账户状态,账号开户银行,开户省份,开户城市,代理人"
    ]
    tasks = ["任务流水号,银行名称,主体类别,证账号码,账卡号,发送时间,反馈时间,反馈结果,反馈明细结果,请求单号,查询结果"]
    for bank, members in cards.items():
        for card in members:
            day = f"20{draw.randrange(10, 21)}{draw.randrange(1, 13):02d}{draw.randrange(1, 29):02d}"
            accounts.append(
                f"张三,330782199001010000,{card},{day},{bank.name}义乌支行,正常,{bank.name},浙江省,金华市,-"
            )
            tasks.append(
                f"{len(tasks)},{bank.name},个人,,{card},20210701090000,20210702112732,成功,成功,{QUERIES[0]},成功"
            )
    for name, lines in (("账户信息", accounts), ("任务信息(成功)", tasks)):
        (folder / f"{name}.csv").write_text(
            "\t\r\n".join(line.replace(",", "\t,") for line in lines), "gb18030", newline=""
        )


def write_case_files(folder: Path, victims: list[str]) -> None:
    cases = [f"  - {{case_id: C{at + 1}, conduct_from: 2021-03-01, conduct_to: 2021-05-31}}\n" for at in range(CASES)]
    (folder / "case.yaml").write_text(f"cases:\n{''.join(cases)}", encoding="utf-8")
    (folder / "answers.yaml").write_text(
        "schema: 1\nanswers: []\ntasks: {covered_from: 2021-01-01, covered_to: 2021-06-30}\n", encoding="utf-8"
    )
    lines = "".join(f"{line}\n" for line in victims)
    (folder / "victim_transfers.csv").write_text(f"case_id,victim_id,account,amount,paid_at\n{lines}", encoding="utf-8")
