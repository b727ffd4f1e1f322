"""A second program for the facts: plain Python, one subject at a time, nothing shared with the engine.

It reads facts.md sentence by sentence and tries every possibility; it is slow and meant to be.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from fractions import Fraction

MARKS = ("冲正", "抹账", "撤销", "退汇", "冲账", "红字")
DAY = timedelta(days=1)


@dataclass
class Booking:
    file: str
    row: int
    account: str
    at: datetime
    precision: str
    direction: str
    amount: int
    seq: int | None = None
    balance: int | None = None
    counterparty: str | None = None
    serial: str | None = None
    summary: str | None = None
    status: str = "booked"
    holder_id: str | None = None
    fate: str = ""
    pair: "Booking | None" = None

    @property
    def place(self) -> tuple[datetime, bool, int, bytes, int]:
        return (self.at, self.seq is None, self.seq or 0, self.file.encode(), self.row)

    @property
    def marked(self) -> bool:
        return self.status == "booked" and (self.amount < 0 or any(mark in (self.summary or "") for mark in MARKS))

    @property
    def effect(self) -> int:
        sign = 1 if self.direction == "in" else -1
        return sign if self.amount > 0 else -sign

    @property
    def day(self) -> date:
        return self.at.date()

    @property
    def source(self) -> tuple[str, int]:
        return (self.file, self.row)


@dataclass
class Transfer:
    case_id: str
    victim_id: str | None
    account: str
    amount: int
    at: datetime
    precision: str
    row: int


@dataclass
class Account:
    account: str
    holder_id: str | None = None
    opened_on: date | None = None
    covered_from: date | None = None
    covered_to: date | None = None


@dataclass
class Settings:
    baseline_days: int = 7
    turnover_window_days: int = 0
    pass_within: timedelta = timedelta(minutes=3)
    pass_tolerance: int = 0
    sweep_share: Fraction = Fraction(9, 10)
    link_before: timedelta = timedelta(minutes=10)
    link_after: timedelta = timedelta(hours=24)


@dataclass
class World:
    bookings: list[Booking]
    transfers: list[Transfer]
    accounts: list[Account] = field(default_factory=list)
    registry: list[tuple[str | None, str | None]] | None = None
    settings: Settings = field(default_factory=Settings)
    conduct: dict[str, tuple[date | None, date | None]] = field(default_factory=dict)


def hidden(number: str | None) -> bool:
    """Decide whether `number` is masked and so nobody's (docs/facts.md)."""
    return number is not None and "*" in number


def settle(bookings: list[Booking]) -> None:
    """Section 2: give every booking its fate."""
    for booking in bookings:
        if hidden(booking.account):
            booking.fate = "masked"
    bookings = [booking for booking in bookings if not booking.fate]
    merge_repeats(bookings)
    for booking in bookings:
        if not booking.fate:
            booking.fate = {"booked": "counted", "failed": "failed", "reversed": "reversed"}[booking.status]
    for account in {booking.account for booking in bookings}:
        undo_reversals([booking for booking in bookings if booking.account == account])


def merge_repeats(bookings: list[Booking]) -> None:
    groups: dict[tuple[object, ...], list[Booking]] = defaultdict(list)
    for b in bookings:
        key = (b.account, b.at, b.precision, b.direction, b.amount, b.balance, b.counterparty, b.serial, b.status)
        groups[key].append(b)
    for group in groups.values():
        per_file = Counter(b.file for b in group)
        most = max(per_file.values())
        chosen = min((name for name, held in per_file.items() if held == most), key=str.encode)
        theirs = sorted((b for b in group if b.file == chosen), key=lambda b: b.row)
        if group[0].serial is not None and group[0].balance is not None:
            theirs = theirs[:1]
        for b in group:
            if not any(b is kept for kept in theirs):
                b.fate = "merged"


def undo_reversals(bookings: list[Booking]) -> None:
    booked = sorted((b for b in bookings if b.fate == "counted"), key=lambda b: b.place)
    for b in [b for b in booked if b.marked]:
        possible = [
            c
            for c in booked
            if c.place < b.place
            and not c.marked
            and c.pair is None
            and abs(c.amount) == abs(b.amount)
            and c.effect == -b.effect
            and b.at - c.at <= timedelta(hours=7 * 24)
        ]
        same = [c for c in possible if b.serial is not None and c.serial == b.serial]
        lacking = [c for c in possible if b.serial is None or c.serial is None]
        choice = same or lacking
        if choice:
            partner = max(choice, key=lambda c: c.place)
            b.pair, partner.pair = partner, b
            b.fate = partner.fate = "reversed"
        elif b.amount < 0:
            b.fate = "rejected"


def facts_of(world: World) -> list[dict[str, object]]:
    """Sections 2 to 4: the facts of every subject, in order."""
    settle(world.bookings)
    return [subject.facts() for subject in subjects_of(world)]


def subjects_of(world: World) -> list["Subject"]:
    seen: list[tuple[str, str]] = []
    for transfer in sorted(world.transfers, key=lambda t: t.row):
        if (transfer.case_id, transfer.account) not in seen:
            seen.append((transfer.case_id, transfer.account))
    return [Subject(world, case_id, account) for case_id, account in seen]


def person_facts_of(world: World) -> list[dict[str, object]]:
    """Section 6 of a settled world: each holder with the sums over his accounts."""
    subjects = subjects_of(world)
    known = [(s.case_id, person) for s in subjects if (person := s.holder())]
    return [person_facts([s for s in subjects if (s.case_id, s.holder()) == own]) for own in dict.fromkeys(known)]


def person_facts(held: list["Subject"]) -> dict[str, object]:
    flows = [subject.conduct_flows() for subject in held]
    unknown = None in flows
    return {
        "case_id": held[0].case_id,
        "holder_id": held[0].holder(),
        "accounts": len(held),
        "victim_amount": sum(t.amount for s in held for t in s.victims),
        "verified_fraud_inflow": sum(int(str(s.facts()["victim_linked_amount"])) for s in held),
        "inflow": None if unknown else sum(flow[0] for flow in flows if flow),
        "turnover": None if unknown else sum(sum(flow) for flow in flows if flow),
    }


def case_facts_of(world: World) -> list[dict[str, object]]:
    """Section 6 of a settled world: each case with the sums over its accounts."""
    subjects = subjects_of(world)
    rows: list[dict[str, object]] = []
    for case_id in dict.fromkeys(s.case_id for s in subjects):
        mine = [s.facts() for s in subjects if s.case_id == case_id]
        transfers = [t for t in world.transfers if t.case_id == case_id]
        rows.append(
            {
                "case_id": case_id,
                "accounts": len({t.account for t in transfers}),
                "victims": len({t.victim_id for t in transfers} - {None, ""}),
                "victim_amount": sum(t.amount for t in transfers),
                "victim_linked_amount": sum(int(str(facts["victim_linked_amount"])) for facts in mine),
            }
        )
    return rows


def gap_between(first: Booking, second: Booking) -> timedelta:
    a, b = first.at, second.at
    if "minute" in (first.precision, second.precision):
        a, b = a.replace(second=0), b.replace(second=0)
    return b - a


class Subject:
    def __init__(self, world: World, case_id: str, account: str) -> None:
        self.case_id, self.account, self.s = case_id, account, world.settings
        self.victims = [t for t in world.transfers if t.case_id == case_id and t.account == account]
        self.masked = hidden(account)
        self.all = [b for b in world.bookings if b.account == account and not self.masked]
        self.counted = sorted((b for b in self.all if b.fate == "counted"), key=lambda b: b.place)
        stated = [a for a in world.accounts if a.account == account and not self.masked]
        self.known_as = stated[0] if stated else Account(account)
        self.registry = world.registry
        self.conduct = world.conduct.get(case_id, (None, None))
        self.linked: list[tuple[Transfer, Booking | None]] = []
        self.pairs: list[tuple[Booking, Booking, int]] = []

    def facts(self) -> dict[str, object]:
        self.link()
        self.days = sorted({b.day if b else t.at.date() for t, b in self.linked})
        return {
            "case_id": self.case_id,
            "account": self.account,
            "victim_amount": sum(t.amount for t in self.victims),
            "victim_count": len({t.victim_id for t in self.victims if t.victim_id}),
            "victim_linked_amount": sum(t.amount for t, b in self.linked if b),
            "incident_days": len(self.days),
            **self.turnover_facts(),
            **self.pass_facts(),
            "in_registry": self.in_registry(),
        }

    def link(self) -> None:
        for t in sorted(self.victims, key=lambda t: (t.at, t.row)):
            free = [b for b in self.counted if b.direction == "in" and b.amount == t.amount]
            free = [b for b in free if not any(b is taken for _, taken in self.linked)]
            near = [(d, b) for b in free if (d := self.distance(t, b)) is not None]
            self.linked.append((t, min(near, key=lambda n: (n[0], n[1].place))[1] if near else None))

    def distance(self, t: Transfer, b: Booking) -> timedelta | None:
        if "day" in (t.precision, b.precision):
            return timedelta() if t.at.date() == b.day else None
        late = b.at - t.at
        return abs(late) if -self.s.link_before <= late <= self.s.link_after else None

    def covered(self, day: date) -> bool:
        a = self.known_as
        if not self.counted and (a.covered_from is None or a.covered_to is None):
            return False
        if a.covered_from is None and a.covered_to is None:
            return True
        if a.opened_on and day < a.opened_on and (a.covered_from is None or a.opened_on >= a.covered_from):
            return True
        return (a.covered_from is None or a.covered_from <= day) and (a.covered_to is None or day <= a.covered_to)

    def all_covered(self, days: Sequence[date]) -> bool:
        blind = not self.counted and (self.known_as.covered_from is None or self.known_as.covered_to is None)
        return not blind and all(self.covered(day) for day in days)

    def moved(self, days: Sequence[date], *directions: str) -> int:
        return sum(b.amount for b in self.counted if b.day in days and b.direction in directions)

    def turnover_facts(self) -> dict[str, object]:
        facts: dict[str, object] = dict.fromkeys(
            ("incident_day", "day_inflow", "day_outflow", "day_turnover"), None
        ) | dict.fromkeys(("window_inflow", "window_turnover"), None)
        if self.all_covered(self.days):
            day = min(self.days, key=lambda d: (-self.moved([d], "in", "out"), d))
            facts |= {"incident_day": day} | self.sums("day", [day])
            width = self.s.turnover_window_days
            window = [day + n * DAY for n in range(-width, width + 1)]
            sums = self.sums("window", window)
            facts |= {name: sums[name] for name in ("window_inflow", "window_turnover")}
        week = [self.days[0] - n * DAY for n in range(1, self.s.baseline_days + 1)]
        return facts | self.sums("week", week)

    def sums(self, prefix: str, days: list[date]) -> dict[str, object]:
        known = self.all_covered(days)
        return {
            f"{prefix}_inflow": self.moved(days, "in") if known else None,
            f"{prefix}_outflow": self.moved(days, "out") if known else None,
            f"{prefix}_turnover": self.moved(days, "in", "out") if known else None,
        }

    def pass_facts(self) -> dict[str, object]:
        facts: dict[str, object] = dict.fromkeys(
            ("pass_count", "pass_amount", "pass_min_gap", "victim_pass_count", "victim_pass_amount", "swept_count")
        )
        ins = [b for b in self.counted if b.direction == "in" and b.day in self.days]
        outs = [b for b in self.counted if b.direction == "out"]
        named = set(self.days)
        for b in ins:
            day = b.day
            while day < (b.at + self.s.pass_within).date():
                day += DAY
                named.add(day)
        coarse = [b for b in ins if b.precision == "day"] + [b for b in outs if b.precision == "day" and b.day in named]
        if coarse or not self.all_covered(sorted(named)):
            return facts
        taken: list[Booking] = []
        for b in ins:
            for out in outs:
                gap = gap_between(b, out)
                close = timedelta() <= gap <= self.s.pass_within
                same = abs(out.amount - b.amount) <= self.s.pass_tolerance
                if close and same and not any(out is t for t in taken):
                    taken.append(out)
                    self.pairs.append((b, out, int(gap.total_seconds())))
                    break
        from_victims = [p for p in self.pairs if any(p[0] is linked for _, linked in self.linked)]
        return {
            "pass_count": len(self.pairs),
            "pass_amount": sum(p[0].amount for p in self.pairs),
            "pass_min_gap": min((p[2] for p in self.pairs), default=None),
            "victim_pass_count": len(from_victims),
            "victim_pass_amount": sum(p[0].amount for p in from_victims),
            "swept_count": sum(self.swept(b, outs) for b in ins),
        }

    def swept(self, b: Booking, outs: list[Booking]) -> bool:
        gone = sum(out.amount for out in outs if timedelta() <= gap_between(b, out) <= self.s.pass_within)
        return gone >= self.s.sweep_share * b.amount

    def conduct_flows(self) -> tuple[int, int] | None:
        first, last = self.conduct
        if first is None or last is None:
            return None
        days = [first + n * DAY for n in range((last - first).days + 1)]
        return (self.moved(days, "in"), self.moved(days, "out")) if self.all_covered(days) else None

    def holder(self) -> str | None:
        holder = self.known_as.holder_id
        if holder is None or hidden(holder):
            said = {b.holder_id for b in self.all if b.holder_id}
            holder = said.pop() if len(said) == 1 else None
        return None if hidden(holder) else holder

    def in_registry(self) -> bool | None:
        if self.registry is None:
            return None
        holder = self.holder()
        if not self.masked and self.account in {account for _, account in self.registry if account}:
            return True
        if holder is not None and holder in {person for person, _ in self.registry if person}:
            return True
        return None if holder is None or self.masked else False
