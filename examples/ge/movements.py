"""What happens on one account: the victim's transfers, the money that passes, the everyday noise, the dirt.

A day has 19 slots of 40 minutes. Each event has a slot of its own and ends inside it, so that no two events
can make a pair that the plan did not mean.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import pairwise
from random import Random

from people import BANKS, FIRST_DAY, LAST_DAY, VICTIM_CARDS, Account, Party, card
from plan import BASELINE_DAYS, SEED, YUAN

SLOTS, SLOT, OPENS = 19, timedelta(minutes=40), timedelta(hours=8, minutes=30)
MOST_CASH = 2 * 20_100 * YUAN  #: one withdrawal and the payment before it
NOBODY = Party()  #: the bank left the other side empty
HUBS = (
    Party("HUB-CFT-0001", "财付通支付科技有限公司"),
    Party("HUB-ZFB-0001", "支付宝（中国）网络技术有限公司"),
    NOBODY,
)


@dataclass(frozen=True, slots=True)
class Transfer:
    """One payment of the victim, from the victim's own statement."""

    paid_at: datetime
    amount: int
    victim_card: Party


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of a bank's answer. `twin` joins a booking and its reversal: they carry one serial."""

    at: datetime
    direction: str  #: 进 or 出
    amount: int  #: fen; negative where the bank writes a reversal so
    other: Party = NOBODY
    summary: str = "转账"
    cash: bool = False
    place: str = ""
    failed: bool = False
    twin: str = ""
    serial: str = ""
    balance: int = 0

    @property
    def effect(self) -> int:
        return 0 if self.failed else self.amount if self.direction == "进" else -self.amount


class Day:
    """One civil day of one account: hands out its slots."""

    def __init__(self, rng: Random, day: date) -> None:
        self.rng, self.day, self._free = rng, day, list(range(SLOTS))
        rng.shuffle(self._free)

    def moment(self) -> datetime:
        start = datetime.combine(self.day, datetime.min.time()) + OPENS + self._free.pop() * SLOT
        return start + timedelta(seconds=self.rng.randrange(1, 400))

    def morning(self) -> datetime:
        """Return a moment in the earliest free slot, for what is followed by something hours later."""
        self._free.remove(first := min(self._free))
        self._free.append(first)
        return self.moment()


def stranger(rng: Random) -> Party:
    return Party(card(f"62990660{rng.randrange(10**10):010d}"))


def split(rng: Random, total: int, parts: int, step: int) -> list[int]:
    """Return `parts` positive amounts in whole `step`s that add up to `total`."""
    cuts = sorted(rng.sample(range(total // step // parts // 2, total // step), parts - 1)) if parts > 1 else []
    bounds = [0, *(cut * step for cut in cuts), total]
    return [high - low for low, high in pairwise(bounds)]


def traffic(day: Day, total: int, payees: tuple[Party, ...]) -> Iterator[Row]:
    """Yield strangers' money that comes in and mostly goes on after 5 to 15 minutes: in + out is `total`."""
    pieces = max(1, min(6, total // (9_000 * YUAN)))
    for piece in split(day.rng, total, pieces, 2_000 * YUAN):
        kept = piece % 2 + 2 * day.rng.randrange(1, 1 + piece // 50)
        at, amount = day.moment(), (piece + kept) // 2
        payer = stranger(day.rng) if day.rng.random() < 0.8 else NOBODY
        yield Row(at=at, direction="进", amount=amount, other=payer)
        out_at = at + timedelta(seconds=day.rng.randrange(300, 900))
        yield Row(at=out_at, direction="出", amount=amount - kept, other=day.rng.choice(payees))


def cash(day: Day, account: Account) -> Iterator[Row]:
    """Yield one payment in and its withdrawal in whole hundreds, at the account's usual machine."""
    at, out = day.moment(), day.rng.randrange(50, 200) * 100 * YUAN
    yield Row(at=at, direction="进", amount=out + day.rng.randrange(3, 90) * YUAN)
    out_at = at + timedelta(seconds=day.rng.randrange(400, 900))
    yield Row(at=out_at, direction="出", amount=out, summary="ATM取款", cash=True, place=account.cash_place)


def failed(day: Day, account: Account, amount: int) -> Row:
    return Row(at=day.moment(), direction="出", amount=amount, other=account.payees[0], summary="转账", failed=True)


def reversal(day: Day, account: Account, amount: int, *, negative: bool) -> Iterator[Row]:
    """Yield a booking and its reversal: a negative amount, or the other direction with 冲正 in the summary."""
    at, twin = day.moment(), f"{day.day}:{amount}"
    first = Row(at=at, direction="出", amount=amount, other=account.payees[0], twin=twin)
    yield first
    back = replace(first, at=at + timedelta(seconds=day.rng.randrange(60, 1200)), summary="冲正")
    yield replace(back, amount=-amount) if negative else replace(back, direction="进")


def leave(day: Day, account: Account, came: Row) -> Iterator[Row]:
    """Yield the out-bookings of the victim's money, in the way of the account's kind."""
    kind, rng = account.kind, day.rng
    first = Row(at=came.at, direction="出", amount=came.amount, other=account.payees[0])
    if kind.leaves == "equal":
        yield replace(first, at=came.at + timedelta(seconds=rng.randint(*kind.gap)))
    elif kind.leaves == "less_a_fee":
        yield replace(first, at=came.at + timedelta(seconds=rng.randint(*kind.gap)), amount=came.amount - 5 * YUAN)
    elif kind.leaves == "in_parts":
        for nth, part in enumerate(split(rng, came.amount, 3, 100 * YUAN), start=1):
            yield replace(first, at=came.at + timedelta(seconds=40 * nth + rng.randrange(20)), amount=part)
    else:
        yield replace(first, at=came.at + timedelta(hours=11, seconds=rng.randrange(3600)))


def other_money(day: Day, account: Account) -> Iterator[Row]:
    at, amount = day.moment(), day.rng.randrange(90, 160) * 100 * YUAN
    yield Row(at=at, direction="进", amount=amount, other=stranger(day.rng))
    yield Row(at=at + timedelta(seconds=75), direction="出", amount=amount, other=account.payees[1])


class Story:
    """Everything that happens on one account."""

    def __init__(self, account: Account) -> None:
        self.account, self.kind = account, account.kind
        self.rng = Random(f"{SEED}:story:{account.index}")
        self.rows: list[Row] = []
        self.transfers: list[Transfer] = []
        total = _between(self.rng, *self.kind.victim)
        later = total // (500 * YUAN) * 100 * YUAN if self._comes_back() else 0
        self._incident(account.incident, total - later, _turnover(self.rng, self.kind.turnover, total - later))
        if later:
            self._incident(account.incident + timedelta(days=1), later, 2 * later)
        self._weeks()

    def _comes_back(self) -> bool:
        """Tell whether the victim pays into the account on two days."""
        return self.kind.name in {"ring_a", "ring_b", "small_turnover"} and self.account.index % 4 == 1

    def _incident(self, date_: date, victim: int, turnover: int) -> None:
        day = Day(self.rng, date_)
        rows = list(self._victim_money(day, victim))
        if self.kind.leaves == "other_money_passes":
            rows += other_money(day, self.account)
        if self.account.cash_place and turnover > 2 * victim + MOST_CASH:
            rows += cash(day, self.account)
        rest = turnover - sum(row.amount for row in rows)
        self.rows += [*rows, *(traffic(day, rest, self.account.payees) if rest else ()), *self._dirt(day)]

    def _victim_money(self, day: Day, victim: int) -> Iterator[Row]:
        parts = 1 if victim < 10_000 * YUAN or self.kind.quirk == "over_midnight" else self.rng.randint(1, 2)
        if self.kind.quirk == "unconfirmed":
            parts = 2
        for nth, amount in enumerate(split(self.rng, victim, parts, 100 * YUAN)):
            came = self._pay(day, amount, nth)
            yield came
            yield from leave(day, self.account, came)

    def _pay(self, day: Day, amount: int, nth: int) -> Row:
        """Add a transfer of the victim and return the in-booking that the suspect's bank made of it."""
        slow = self.kind.leaves in {"hours_later", "other_money_passes"}
        at = day.morning() if slow else day.moment()
        paid_at = at - timedelta(seconds=self.rng.randrange(-45, 90))
        if self.kind.quirk == "over_midnight":
            at = datetime.combine(day.day, datetime.min.time()) + timedelta(seconds=35)
            paid_at = at - timedelta(seconds=125)
        payer = VICTIM_CARDS[(self.account.index + nth) % len(VICTIM_CARDS)]
        self.transfers.append(Transfer(paid_at, amount, payer))
        fee = 20 * YUAN if self.kind.quirk == "unconfirmed" and nth == 1 else 0
        shown = payer if self.account.index % 7 else Party("", payer.name)
        return Row(at=at, direction="进", amount=amount - fee, other=shown, summary="跨行转账")

    def _dirt(self, day: Day) -> Iterator[Row]:
        """Yield rows that must not count: they would lift `not_counted_rows` over the threshold."""
        negative = self.account.bank == BANKS[0].name
        if self.kind.quirk == "not_counted_rows" or self.account.index % 4 == 0:
            yield failed(day, self.account, self.rng.randrange(400, 800) * 100 * YUAN)
        if self.kind.quirk == "not_counted_rows" or self.account.index % 9 == 2:
            yield from reversal(day, self.account, self.rng.randrange(41_000, 69_000) * YUAN, negative=negative)
        if self.account.index % 29 == 3:  # came back on the next day, from what we cannot see
            yield Row(at=day.moment() + timedelta(days=1), direction="进", amount=1_200 * YUAN, summary="退汇")

    def _weeks(self) -> None:
        taken = {row.at.date() for row in self.rows}
        baseline = [self.account.incident - timedelta(days=n) for n in range(BASELINE_DAYS, 0, -1)]
        if self.kind.week is not None:
            self._busy_week(baseline)
            taken |= set(baseline)
        for n in range((LAST_DAY - FIRST_DAY).days + 1):
            date_ = FIRST_DAY + timedelta(days=n)
            if date_ not in taken and date_ >= self.account.opened_on:
                self.rows += self._ordinary(Day(self.rng, date_))

    def _busy_week(self, baseline: list[date]) -> None:
        total = _between(self.rng, *(self.kind.week or (0, 0)))
        mean = total // BASELINE_DAYS
        for date_ in baseline[:-1]:
            part = mean + self.rng.randrange(-mean // 8, mean // 8)
            total -= part
            self.rows += traffic(Day(self.rng, date_), part, self.account.payees)
        self.rows += traffic(Day(self.rng, baseline[-1]), total, self.account.payees)

    def _ordinary(self, day: Day) -> Iterator[Row]:
        if self.kind.week is not None:
            mean = self.kind.week[0] // BASELINE_DAYS
            yield from traffic(day, mean + self.rng.randrange(-mean // 8, mean // 8), self.account.payees)
        elif not self.kind.ring and day.day.day == 10 + 5 * (self.account.index % 2) and self.account.index % 3:
            employer = Party(card(f"62990550{self.account.index:010d}"), f"某某电子厂{self.account.index:02d}")
            amount = self.rng.randrange(3_200, 6_800) * YUAN
            yield Row(at=day.moment(), direction="进", amount=amount, other=employer, summary="代发工资")
        yield from self._purchases(day)

    def _purchases(self, day: Day) -> Iterator[Row]:
        for _ in range(self.rng.choice((0, 0, 0, 1, 1, 2))):
            amount = self.rng.randrange(500, 18_000)
            row = Row(at=day.moment(), direction="出", amount=amount, other=self.rng.choice(HUBS), summary="消费")
            yield row
            if self.account.bank == BANKS[3].name and self.rng.random() < 0.1:
                yield row  # two equal payments in one second: this bank tells them apart by nothing


def _between(rng: Random, low: int, high: int) -> int:
    """Return a whole number of hundreds of yuan, or the one amount where both ends are equal."""
    return low if low == high else rng.randint(low // (100 * YUAN), high // (100 * YUAN)) * 100 * YUAN


def _turnover(rng: Random, bounds: tuple[int, int], victim: int) -> int:
    """Return a turnover to the fen that leaves room for the victim's money to come and go."""
    low, high = bounds
    return low if low == high else rng.randint(max(low, 2 * victim + 25_000 * YUAN), high)
