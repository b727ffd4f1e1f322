"""The plan of the synthetic case: which kinds of account there are, how many, and why each ends where it does.

Nothing here is computed by the engine: the tiers are what the published definition says about accounts made so.
All money is integer fen, all gaps are seconds, both ends of a range are included.
"""

from dataclasses import dataclass
from typing import Literal

Tier = Literal["tier_1", "tier_2", "excluded"]
#: How the victim's money leaves; in the last case it stays for hours and only other money passes.
Leaves = Literal["equal", "less_a_fee", "in_parts", "hours_later", "other_money_passes"]
#: One thing more that the definitions must get right.
Quirk = Literal["", "over_midnight", "unconfirmed", "not_counted_rows"]

YUAN = 100  # fen
SEED = 20210520
CASE_ID = "GE-2021-05"
VICTIM = "葛某"

#: What the user unit set (rulebooks/after): a day must reach 3 times the mean day of the 7 days before.
BASELINE_DAYS = 7
PASS_WITHIN = 180  # seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One row of the plan: `count` accounts made alike."""

    name: str
    count: int
    tier: Tier
    amount: bool  #: what the first screen (Amount) says
    fast: bool  #: what the second screen (Frequency) says
    victim: tuple[int, int]  #: the victim's money, fen
    turnover: tuple[int, int]  #: in + out on the incident day, fen
    week: tuple[int, int] | None = None  #: in + out of the 7 days before, fen; None is everyday noise
    leaves: Leaves = "equal"
    gap: tuple[int, int] = (12, 165)  #: seconds between the in-booking and its out-booking
    quirk: Quirk = ""
    ring: Literal["", "A", "B"] = ""
    registered: int = 0  #: how many of them the police registry already knows
    flags: tuple[str, ...] = ()
    why: str


def _yuan(low: int, high: int | None = None) -> tuple[int, int]:
    return low * YUAN, (low if high is None else high) * YUAN


KINDS: tuple[Kind, ...] = (
    # 19 一级可疑账户 tier_1: 8 + 6 + 3 + 1 + 1
    Kind(name="ring_a", count=8, tier="tier_1", amount=True, fast=True, ring="A", registered=1,
         victim=_yuan(60_000, 180_000), turnover=_yuan(420_000, 1_600_000),
         why="卡商甲控制的新开卡：被骗资金 3 分钟内同额转出，涉案日流水超过 30 万元"),
    Kind(name="ring_b", count=6, tier="tier_1", amount=True, fast=True, ring="B", registered=1,
         victim=_yuan(60_000, 180_000), turnover=_yuan(420_000, 1_600_000),
         why="卡商乙收购的旧卡：被骗资金 3 分钟内同额转出，涉案日流水超过 30 万元"),
    Kind(name="lone_large", count=3, tier="tier_1", amount=True, fast=True, registered=1,
         victim=_yuan(60_000, 180_000), turnover=_yuan(420_000, 1_200_000),
         why="单独的大额账户：两项门槛均达到"),
    Kind(name="victim_exactly_3000", count=1, tier="tier_1", amount=True, fast=True,
         victim=(300_000, 300_000), turnover=_yuan(320_000, 360_000),
         why="被骗资金恰为 3000.00 元，“以上”含本数"),
    Kind(name="turnover_exactly_300k", count=1, tier="tier_1", amount=True, fast=True,
         victim=_yuan(100_000), turnover=(30_000_000, 30_000_000),
         why="涉案日流水恰为 300000.00 元，“以上”含本数"),
    # 56 二级可疑账户 tier_2: 34 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 8 + 1 + 6
    Kind(name="small_turnover", count=34, tier="tier_2", amount=True, fast=True, registered=7,
         victim=_yuan(30_000, 125_000), turnover=_yuan(70_000, 290_000),
         why="流水不足 30 万元"),
    Kind(name="over_midnight", count=1, tier="tier_2", amount=True, fast=True, quirk="over_midnight",
         victim=_yuan(40_000), turnover=_yuan(90_000, 120_000),
         why="被害人 23:58 付款，银行次日 00:00 入账：以入账日为涉案日；流水不足 30 万元"),
    Kind(name="gap_exactly_180s", count=1, tier="tier_2", amount=True, fast=True, gap=(180, 180),
         victim=_yuan(36_000), turnover=_yuan(80_000, 120_000),
         why="转出恰在第 180 秒，3 分钟含本数；流水不足 30 万元"),
    Kind(name="jump_exactly_3x", count=1, tier="tier_2", amount=True, fast=True,
         victim=_yuan(20_000), turnover=(12_000_000, 12_000_000), week=(28_000_000, 28_000_000),
         why="涉案日流水 120000.00 元恰为前一周日均 40000.00 元的 3 倍；流水不足 30 万元"),
    Kind(name="unconfirmed_transfer", count=1, tier="tier_2", amount=True, fast=True, quirk="unconfirmed",
         victim=_yuan(48_000), turnover=_yuan(110_000, 150_000), flags=("victim_money_unconfirmed",),
         why="一笔被害人转账扣费后入账，金额对不上，流水未能印证；流水不足 30 万元"),
    Kind(name="other_money", count=1, tier="tier_2", amount=True, fast=True, leaves="other_money_passes",
         victim=_yuan(24_000), turnover=_yuan(100_000, 140_000), flags=("pair_without_victim_money",),
         why="快进快出的是他人资金，被害人资金数小时后才转出；流水不足 30 万元"),
    Kind(name="not_counted_rows", count=1, tier="tier_2", amount=True, fast=True, quirk="not_counted_rows",
         victim=_yuan(60_000), turnover=_yuan(240_000, 270_000),
         why="失败交易和已冲正交易若误计，流水会超过 30 万元；剔除后不足"),
    Kind(name="turnover_one_fen_short", count=1, tier="tier_2", amount=True, fast=True,
         victim=_yuan(90_000), turnover=(29_999_999, 29_999_999),
         why="涉案日流水 299999.99 元，差一分"),
    Kind(name="small_victim_money", count=8, tier="tier_2", amount=True, fast=True, registered=2,
         victim=_yuan(500, 2_900), turnover=_yuan(310_000, 600_000),
         why="被骗资金不足 3000 元"),
    Kind(name="victim_one_fen_short", count=1, tier="tier_2", amount=True, fast=True,
         victim=(299_999, 299_999), turnover=_yuan(310_000, 360_000),
         why="被骗资金 2999.99 元，差一分"),
    Kind(name="small_both", count=6, tier="tier_2", amount=True, fast=True,
         victim=_yuan(500, 2_800), turnover=_yuan(8_000, 90_000),
         why="被骗资金不足 3000 元，流水不足 30 万元"),
    # 12 未筛出 excluded: Amount drops 2 + 1 + 2 = 5, Frequency drops 2 + 1 + 2 + 2 = 7 of the rest
    Kind(name="busy", count=2, tier="excluded", amount=False, fast=True,
         victim=_yuan(10_000, 40_000), turnover=_yuan(110_000, 180_000), week=_yuan(700_000, 1_100_000),
         why="平日流水本来就大，涉案日没有明显变动"),
    Kind(name="busy_six_fen_short", count=1, tier="excluded", amount=False, fast=True,
         victim=_yuan(20_000), turnover=(12_857_142, 12_857_142), week=(30_000_000, 30_000_000),
         why="涉案日流水乘 7 比前一周流水乘 3 少 6 分，未达 3 倍"),
    Kind(name="busy_and_slow", count=2, tier="excluded", amount=False, fast=False, leaves="hours_later",
         victim=_yuan(10_000, 40_000), turnover=_yuan(110_000, 180_000), week=_yuan(700_000, 1_100_000),
         why="平日流水大，资金数小时后才转出：两项均未筛出"),
    Kind(name="slow", count=2, tier="excluded", amount=True, fast=False, leaves="hours_later",
         victim=_yuan(10_000, 40_000), turnover=_yuan(100_000, 180_000),
         why="资金数小时后才转出，没有快进快出"),
    Kind(name="gap_181s", count=1, tier="excluded", amount=True, fast=False, gap=(181, 181),
         victim=_yuan(36_000), turnover=_yuan(80_000, 120_000),
         why="同额转出在第 181 秒，超过 3 分钟"),
    Kind(name="less_a_fee", count=2, tier="excluded", amount=True, fast=False, leaves="less_a_fee",
         victim=_yuan(20_000, 60_000), turnover=_yuan(150_000, 280_000), flags=("swept_without_pair",),
         why="3 分钟内转空，但每笔留下手续费，金额不相同"),
    Kind(name="in_parts", count=2, tier="excluded", amount=True, fast=False, leaves="in_parts",
         victim=_yuan(20_000, 60_000), turnover=_yuan(150_000, 280_000), flags=("swept_without_pair",),
         why="3 分钟内分三笔转空，没有同额配对"),
)  # fmt: skip
