import pytest

from engine.ledger.profile import COLUMNS, REQUIRED, shipped_profiles
from engine.ledger.profile_yaml import profile_from_yaml
from engine.messages.catalogue import speak
from engine.source.report import Report

GOOD = "profile: p\ntitle: t\ncolumns: {account: [卡号]}\nmoments: [yyyyMMdd]\ncodes: {direction: {in: [进]}}\n"


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("profile: p\n", "", "缺少 `profile`"),
        ("title: t", "titel: t", "不认识键 `titel`"),
        ("account: [卡号]", "acount: [卡号]", "不认识键 `acount`"),
        ("{account: [卡号]}", "{account: [卡号], serial: [卡号]}", "表头 `卡号` 写了两次"),
        ("[卡号]", "[[卡号]]", "此处应为文字"),
        ("{account: [卡号]}", "卡号", "此处应为 `键: 值`"),
        ("yyyyMMdd", "yyyyMd", "时间格式 `yyyyMd` 会有两种读法"),
        ("in: [进]", "in: [进, 进]", "代码 `进` 写了两次"),
        ("in: [进]", "on: [进]", "不认识键 `on`"),
        ("title: t", "title: t\nencodings: [latin-1]", "此处只能写：utf-8-sig, gb18030"),
    ],
)
def test_a_wrong_profile_is_refused_with_what_is_wrong(old: str, new: str, says: str) -> None:
    report = Report("input")

    assert profile_from_yaml(GOOD.replace(old, new).encode(), "p.yaml", report) is None
    assert {"F618"} == {found.code for found in report.diagnostics}
    assert any(says in speak(found.message, "zh") for found in report.diagnostics)


def test_a_sound_profile_is_taken() -> None:
    profile = profile_from_yaml(GOOD.encode(), "p.yaml", Report("input"))

    assert profile is not None
    assert {"进": "in"} == profile.codes["direction"]


@pytest.mark.parametrize("profile", shipped_profiles(), ids=lambda profile: profile.name)
def test_a_shipped_profile_states_what_its_rows_need_or_a_signature(profile) -> None:
    assert set(REQUIRED[profile.holds]) <= set(profile.columns) if profile.columns else profile.signature


def test_a_layout_of_accounts_has_other_columns_than_one_of_bookings() -> None:
    report = Report("input")
    text = GOOD.replace("account: [卡号]", "account: [卡号], amount: [金额]").replace(
        "title: t", "title: t\nholds: accounts"
    )

    assert profile_from_yaml(text.encode(), "p.yaml", report) is None
    assert any("不认识键 `amount`" in speak(found.message, "zh") for found in report.diagnostics)


@pytest.mark.parametrize("name", ["canonical", "canonical_parquet"])
def test_the_canonical_layouts_have_every_column_by_its_name(name: str) -> None:
    profile = next(profile for profile in shipped_profiles() if profile.name == name)

    bookings = COLUMNS["bookings"]
    stated = bookings[: bookings.index("currency")]  # what follows tells how statements write these

    assert {column: (column,) for column in stated} == profile.columns
