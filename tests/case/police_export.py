"""Canonical ledgers of a case folder rewritten as police exports: 34 columns, GB18030, a TAB behind every cell."""

import csv
import shutil
from pathlib import Path

HEADER = (
    "交易卡号", "交易账号", "账户开户名称", "开户人证件号码", "交易时间", "交易金额",
    "交易余额", "收付标志", "交易对手账卡号", "现金标志", "对手户名", "对手身份证号",
    "对手开户银行", "摘要说明", "交易币种", "交易网点名称", "交易网点代码", "交易发生地",
    "交易是否成功", "传票号", "终端号", "IP地址", "MAC地址", "对手交易余额",
    "交易流水号", "日志号", "凭证种类", "凭证号", "交易柜员号", "商户名称",
    "商户号", "备注", "交易类型", "查询反馈结果原因",
)  # fmt: skip

_WORDS = {"in": "进", "out": "出", "failed": "失败", "booked": "成功", "": "成功"}


def as_police_export(folder: Path, target: Path) -> Path:
    """Copy the case folder, its ledgers as police exports of the same file names."""
    shutil.copytree(folder, target)
    for path in (target / "ledger").iterdir():
        rows = list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))
        lines = [HEADER, *(tuple(_cells(row)[title] for title in HEADER) for row in rows)]
        text = "".join(",".join(f"{cell}\t" for cell in line) + "\r\n" for line in lines)
        path.write_bytes(text.encode("gb18030"))
    return target


def _cells(row: dict[str, str]) -> dict[str, str]:
    stated = {
        "交易卡号": row["account"],
        "交易时间": _time(row["booked_at"]),
        "交易金额": row["amount"],
        "交易余额": row["balance"],
        "收付标志": _WORDS[row["direction"]],
        "交易对手账卡号": row["counterparty"],
        "摘要说明": row["summary"],
        "交易币种": "人民币",
        "交易是否成功": _WORDS[row["status"]],
        "交易流水号": row["serial"],
    }
    return dict.fromkeys(HEADER, "") | stated


def _time(moment: str) -> str:
    """Return the moment as exports have it: 14 digits to the second, dashes to the minute, 8 digits to the day."""
    digits = moment.replace("-", "").replace(":", "").replace("T", "")
    return moment.replace("T", " ") if len(digits) == 12 else digits
