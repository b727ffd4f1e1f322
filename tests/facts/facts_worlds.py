"""Random ledgers in which everything collides: few amounts, few moments, few serials, near midnight and the minute."""

from copy import copy
from datetime import date, datetime, timedelta
from fractions import Fraction
from random import Random

from oracle import DAY, MARKS, Account, Booking, Settings, Transfer, World

FIRST = datetime(2021, 5, 10)  # noqa: DTZ001 (civil time, as the ledgers have it)
AMOUNTS = (300000, 300000, 300001, 299999, 100000, 270000, 30000, 333334, 1)
CLOCKS = (0, 1, 59, 60, 119, 180, 36000, 36030, 36059, 36060, 36180, 36181, 36239, 50000, 86399, 86340, 86220, 86219)
FILES = ("ledger/a.csv", "ledger/b.csv", "ledger/Z.csv", "ledger/中.csv")


def random_world(rng: Random, accounts: int = 6) -> World:
    """Return a case with `accounts` subjects at most, every oddity of facts.md among them."""
    names = [f"00{number}{rng.choice(('0', '1', '7', '9', '0', '1', '7', '****'))}" for number in range(accounts)]
    bookings = [b for name in names if rng.random() < 0.93 for b in statement(rng, name)]
    return World(
        bookings=rows_in_files(rng, bookings),
        transfers=transfers(rng, names, bookings),
        accounts=[account(rng, name) for name in names if rng.random() < 0.9],
        registry=registry(rng, names),
        conduct={case_id: conduct(rng) for case_id in ("C1", "C2") if rng.random() < 0.9},
        settings=settings(rng),
    )


def settings(rng: Random) -> Settings:
    if rng.random() < 0.5:
        return Settings()
    return Settings(
        baseline_days=rng.choice((0, 1, 3, 7)),
        turnover_window_days=rng.choice((0, 1, 2)),
        pass_within=timedelta(seconds=rng.choice((0, 60, 179, 180, 181, 3600, 86400))),
        pass_tolerance=rng.choice((0, 0, 1, 5, 30000)),
        sweep_share=rng.choice((Fraction(9, 10), Fraction(1), Fraction(1, 3), Fraction(5, 4))),
        link_before=timedelta(seconds=rng.choice((0, 600, 60))),
        link_after=timedelta(seconds=rng.choice((0, 60, 86400, 3600))),
    )


def moment(rng: Random, spread: int = 6) -> datetime:
    clock = rng.choice(CLOCKS) if rng.random() < 0.8 else rng.randrange(86400)
    return FIRST + timedelta(days=rng.randrange(-1, spread) - 1, seconds=clock)


def precise(rng: Random, at: datetime, oddness: float) -> tuple[datetime, str]:
    if rng.random() >= oddness:
        return at, "second"
    if rng.random() < 0.85:
        return at.replace(second=0), "minute"
    return at.replace(hour=0, minute=0, second=0), "day"


def statement(rng: Random, account: str) -> list[Booking]:
    oddness = rng.choice((0.0, 0.0, 0.0, 0.03, 0.4))
    made = [booking(rng, account, oddness) for _ in range(rng.choice((0, 1, 4, 8, 15)))]
    made += [out for b in made if b.direction == "in" for out in passed_on(rng, b)]
    return made + [undoing(rng, b) for b in made if rng.random() < 0.15]


def booking(rng: Random, account: str, oddness: float) -> Booking:
    at, precision = precise(rng, moment(rng), oddness)
    return Booking(
        file="",
        row=0,
        account=account,
        at=at,
        precision=precision,
        direction=rng.choice(("in", "in", "out", "out", "out")),
        amount=rng.choice(AMOUNTS) * (-1 if rng.random() < 0.04 else 1),
        seq=rng.choice((None, None, 1, 2, -3)),
        balance=rng.choice((None, None, 0, -500)),
        counterparty=rng.choice((None, "N1")),
        serial=rng.choice((None, None, "S1", "S2", "S3")),
        summary=rng.choice((None, None, None, None, "转账", rng.choice(MARKS) + "x")),
        status=rng.choice(("booked",) * 12 + ("failed", "reversed")),
        holder_id=rng.choice((None, None, None, "H1")) if rng.random() < 0.95 else rng.choice(("H2", "H*")),
    )


def passed_on(rng: Random, came: Booking) -> list[Booking]:
    """Return out-bookings near the limits of time and amount after `came`."""
    made = []
    for _ in range(rng.choice((0, 1, 1, 2, 3))):
        out = copy(came)
        gap = rng.choice((0, 0, 1, 30, 59, 60, 120, 179, 180, 181, 239, -1, -30, 86400))
        out.at, out.precision = precise(rng, came.at + timedelta(seconds=gap), rng.choice((0.0, 0.0, 0.25)))
        out.direction, out.serial, out.status = "out", rng.choice((None, "S7", "S8", "S9")), "booked"
        size = abs(came.amount)
        near = (size, size, size, size + 1, size + 5, size * 9 // 10, -(-size * 9 // 10), size // 2 + 1)
        out.amount = max(rng.choice(near), 1)
        made.append(out)
    return made


def undoing(rng: Random, undone: Booking) -> Booking:
    other = copy(undone)
    late = rng.choice((0, 1, 59, 86400, 7 * 86400, 7 * 86400 + 1, -60))
    other.at, other.precision = precise(rng, undone.at + timedelta(seconds=late), 0.1)
    other.serial = rng.choice((undone.serial, undone.serial, None, "S2"))
    other.status = "booked"
    if rng.random() < 0.5:
        other.amount = -abs(undone.amount)
    else:
        other.direction = {"in": "out", "out": "in"}[undone.direction]
        other.summary = rng.choice(MARKS)
    return other


def rows_in_files(rng: Random, bookings: list[Booking]) -> list[Booking]:
    """Put the rows into files, some of them into several or twice into one, each file in an order of its own."""
    placed = [rng.choice(FILES[:3]) for _ in bookings]
    rows = [
        (name, copy(b))
        for first, b in zip(placed, bookings, strict=True)
        for name in [first, *(rng.choice(FILES) for _ in range(rng.choice((0, 0, 0, 0, 1, 2, 4))))]
    ]
    rng.shuffle(rows)
    reached = dict.fromkeys(FILES, 1)
    for name, b in rows:
        reached[name] += 1
        b.file, b.row = name, reached[name]
        if rng.random() < 0.2:  # not among the cells that must be equal
            b.summary, b.seq, b.holder_id = rng.choice((None, "冲正")), rng.choice((None, 7)), rng.choice((None, "H1"))
    return [b for _, b in rows]


def transfers(rng: Random, names: list[str], bookings: list[Booking]) -> list[Transfer]:
    made = []
    for row in range(2, 2 + rng.randrange(1, 4 * len(names) + 1)):
        name = rng.choice(names)
        arrived = [b for b in bookings if b.account == name and b.direction == "in" and b.amount > 0]
        amount, at = rng.choice(AMOUNTS), moment(rng)
        if arrived and rng.random() < 0.8:
            shown = rng.choice(arrived)
            late = rng.choice((0, 0, 1, -1, 600, 601, -600, 60, 30, -86400, -86401, 86400))
            amount, at = shown.amount, shown.at + timedelta(seconds=late)
        at, precision = precise(rng, at, 0.1)
        victim = rng.choice((None, "V1", "V2", "V3"))
        made.append(Transfer(rng.choice(("C1", "C1", "C1", "C2")), victim, name, amount, at, precision, row))
    return made


def account(rng: Random, name: str) -> Account:
    def day() -> date | None:
        return rng.choice((None, None, FIRST.date() + rng.randrange(-9, 6) * DAY))

    covered_from, covered_to = day(), day()
    if covered_from and covered_to and covered_from > covered_to:
        covered_from, covered_to = covered_to, covered_from
    if rng.random() < 0.4:
        covered_from, covered_to = FIRST.date() - 20 * DAY, FIRST.date() + 20 * DAY
    return Account(name, rng.choice((None, "H1", "H2", "H3", "H*")), day(), covered_from, covered_to)


def conduct(rng: Random) -> tuple[date | None, date | None]:
    first = rng.choice((None, *(FIRST.date() + n * DAY for n in range(-4, 4))))
    last = (first or FIRST.date()) + rng.randrange(6) * DAY
    return first, rng.choice((last, last, last, None))


def registry(rng: Random, names: list[str]) -> list[tuple[str | None, str | None]] | None:
    if rng.random() < 0.2:
        return None
    held = (None, None, "H1", "H2", "H4", "H*")
    return [(rng.choice(held), rng.choice((None, None, *names))) for _ in range(rng.randrange(3))]
