"""How fast `rules import` reads a police export of 34 columns, beside `csv.reader` alone over the same decoded file.

The file is GB18030 with a TAB behind each cell; one line in a thousand has a quoted amount, some codes and card numbers
are unknown or damaged. Process seconds of one run each, in the same process.

    python benchmarks/import_speed.py [--rows 200000]
"""

import argparse
import csv
import random
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from shape import Row, Scale, against_first, show

from engine.ledger.exports import import_sources
from engine.ledger.import_report import ImportReport
from engine.ledger.tables import open_tables
from engine.source.report import Report

HEADER = (
    "交易卡号,交易账号,账户开户名称,开户人证件号码,交易时间,交易金额,交易余额,收付标志,交易对手账卡号,现金标志,对手户名,对手身份证号,"
    "对手开户银行,摘要说明,交易币种,交易网点名称,交易网点代码,交易发生地,交易是否成功,传票号,终端号,IP地址,MAC地址,对手交易余额,"
    "交易流水号,日志号,凭证种类,凭证号,交易柜员号,商户名称,商户号,备注,交易类型,查询反馈结果原因"
)


def line(number: int, draw: random.Random) -> str:
    """Return one booking; now and then a cell is dirty."""
    second = draw.randrange(86_400)
    clock = f"{second // 3600:02d}{second // 60 % 60:02d}{second % 60:02d}"
    amount = '"1,234.50"' if number % 1000 == 0 else f"{draw.randrange(1, 10**6) / 100:.2f}"
    card = "6.22202123456789E+18" if number % 7000 == 0 else f"6222021{draw.randrange(2000):012d}"
    way = "O" if number % 5000 == 0 else draw.choice("进出贷借")
    cells = [
        card, "", "张三", "33078219900101000X", f"202105{draw.randrange(1, 29):02d}{clock}", amount,
        f"{draw.randrange(10**8) / 100:.2f}", way, f"6228480{draw.randrange(10**5):012d}", "转账", "李四", "",
        "中国工商银行", "转账", "人民币", "义乌支行", "330782", "浙江省金华市", "成功", str(number), "T1",
        "10.0.0.1", "-", "", f"S{number:012d}", "", "", "", "ATM01", "", "", "", "网银", "",
    ]  # fmt: skip
    return "".join(f"{cell}\t," for cell in cells)[:-1]


def write_export(path: Path, rows: int) -> None:
    draw = random.Random(20210503)  # noqa: S311 (test data, nothing secret is drawn)
    with path.open("w", encoding="gb18030", newline="") as out:
        out.write(HEADER + "\r\n")
        out.writelines(line(number, draw) + "\r\n" for number in range(rows))


def processor(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def rows(scale: Scale) -> Iterator[Row]:
    found: list[ImportReport] = []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "export.csv"
        write_export(path, scale.rows)

        def read() -> None:
            with path.open(encoding="gb18030", newline="") as stream:
                for _ in csv.reader(stream):
                    pass

        works: list[tuple[str, Callable[[], object]]] = [
            ("csv.reader over the decoded text", read),
            ("imported", lambda: found.append(import_sources([path], open_tables(), Report("input")))),
        ]
        yield from against_first(works, processor, scale.rows)
    lost = scale.rows - found[0].rows_kept - sum(found[0].rejected.values())
    yield Row(
        name="rows that are kept or said to be refused", floor="rows of the file", measured=scale.rows - lost,
        base=scale.rows, unit="rows", target=1, at_least=True,
    )  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=200_000)
    show(rows(Scale(rows=parser.parse_args().rows)))


if __name__ == "__main__":
    main()
