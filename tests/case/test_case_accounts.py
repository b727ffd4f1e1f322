"""What the bank's own sheet of accounts adds to a case run, and what a masked account takes from it."""

import json
from pathlib import Path

from case_tools import ran, tier_1_folder

ACCOUNT = "6299000000000000011"
HEADER = "账户开户名称,开户人证件号码,交易卡号,账号开户时间,开户网点"


def test_a_sheet_of_accounts_names_the_holder_of_the_hand_over_list(tmp_path: Path) -> None:
    folder = tier_1_folder(tmp_path / "in", registry="holder_id,account,case_no,status\nH1,,R1,立案\n")
    row = f"张三,H1,{ACCOUNT},20200102123045,义乌支行"
    (folder / "ledger" / "zhanghu.csv").write_text(f"{HEADER}\n{row}\n", encoding="utf-8")

    run, warnings = ran(folder, tmp_path / "out")

    report = json.loads((tmp_path / "out" / "import_report.json").read_text(encoding="utf-8"))
    assert () == warnings
    assert {"accounts_added": 1, "cells_filled": 4, "cells_disputed": 0} == report["accounts_filled"]
    assert ["ledger/zhanghu.csv"] == [sheet["file"] for sheet in report["account_sheets"]]
    assert run.accounts.results[0].subject.facts["in_registry"] is True


def test_a_masked_account_is_undetermined_and_warned_of(tmp_path: Path) -> None:
    run, warnings = ran(tier_1_folder(tmp_path / "in", account="6299****0011"), tmp_path / "out")

    report = json.loads((tmp_path / "out" / "import_report.json").read_text(encoding="utf-8"))
    assert ["F653"] == [found.code for found in warnings]
    assert run.accounts.results[0].verdict.decision("tier").value is None
    assert (2, 0) == (report["cleaning"]["masked"], report["cleaning"]["counted"])
    assert 2 == report["files"][0]["masked_accounts"]
    assert "掩码" in (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
