"""The people, banks and accounts of the synthetic case. All of them are invented.

Cards begin with 6299, which no bank issues, and fail the Luhn check; identity numbers begin with the region 000000,
which does not exist, and end in a wrong check digit; telephones begin with 100; networks are documentation ranges.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from plan import KINDS, SEED, VICTIM, Kind

FIRST_DAY, LAST_DAY = date(2021, 4, 20), date(2021, 5, 31)  #: what the bank requests cover together
FIRST_REQUEST_ENDS, SECOND_REQUEST_BEGINS = date(2021, 5, 21), date(2021, 5, 10)
INCIDENT_FROM, INCIDENT_DAYS = date(2021, 5, 6), 12

SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金"
STEMS = "甲乙丙"
DEVICE = ("ip", "mac", "terminal")
TOWNS = ("溪州市", "潭口县", "望汐市", "禾川县", "北麓市", "云浦市")


@dataclass(frozen=True, slots=True)
class Party:
    """The other side of a booking."""

    account: str = ""
    name: str = ""
    bank: str = ""


@dataclass(frozen=True, slots=True)
class Device:
    ip: str = ""
    mac: str = ""
    terminal: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """One layer-1 account of the case and everything the bank knows about it."""

    index: int
    kind: Kind
    number: str
    holder_name: str
    holder_id: str
    bank: str
    open_branch: str
    open_place: str
    opened_on: date
    phone: str
    agent: str
    registered: bool
    asked_twice: bool  #: the second request overlaps the first
    incident: date
    device: Device
    cash_place: str
    payees: tuple[Party, ...]  #: fund layer 2


@dataclass(frozen=True, slots=True)
class Bank:
    """How one invented bank answers a request."""

    name: str
    layout: str  #: of a moment, in strftime words
    columns: int  #: 34, or 29 in the older variant
    serials: bool
    balances: bool
    cards: bool  #: False: the account number (leading zeros) stands in 交易账号, 交易卡号 is empty


BANKS = (
    Bank("青屿银行股份有限公司", "%Y%m%d%H%M%S", 34, serials=True, balances=True, cards=True),
    Bank("望汐商业银行股份有限公司", "%Y-%m-%d %H:%M:%S", 34, serials=True, balances=True, cards=True),
    Bank("云浦银行股份有限公司", "%Y%m%d%H%M%S", 34, serials=False, balances=True, cards=True),
    Bank("禾川农村商业银行股份有限公司", "%Y-%m-%d %H:%M:%S", 29, serials=False, balances=False, cards=False),
    Bank("南麓村镇银行股份有限公司", "%Y/%m/%d %H:%M:%S", 34, serials=True, balances=True, cards=True),
)


def card(body: str) -> str:
    """Return the 18 digits `body` with a last digit that is deliberately not their check digit."""
    doubled = (int(digit) * (2 - place % 2) for place, digit in enumerate(reversed(body)))
    right = -sum(value // 10 + value % 10 for value in doubled) % 10
    return f"{body}{(right + 1) % 10}"


VICTIM_CARDS = tuple(Party(card(f"62990900000000{n:04d}"), VICTIM, BANKS[n % 5].name) for n in range(1001, 1007))
ABOVE_BOTH = Party(card("629908880000000013"), "尚某丁", BANKS[1].name)  #: the payee that both rings share


@dataclass(frozen=True, slots=True)
class Ring:
    """A card dealer and what gives him away: each attribute with its value and the members that carry it."""

    banks: tuple[int, ...]
    collector: Party
    shared: Mapping[str, tuple[str, Collection[int]]]


RINGS = {
    "A": Ring(
        (0, 0, 0, 0, 0, 0, 2, 2),
        Party(card("629908880000000011"), "申某乙", BANKS[2].name),
        {
            "open_branch": ("溪州禾园路支行", range(6)),
            "open_place": ("溪州市", range(7)),
            "agent": ("申某甲", range(5)),
            "cash_place": ("溪州市汽车南站自助银行", range(5)),
            "ip": ("198.51.100.23", {0, 3, 7}),
            "mac": ("02-00-00-A0-23-0C", {0, 3, 7}),
        },
    ),
    "B": Ring(
        (1, 1, 2, 4, 4, 1),
        Party(card("629908880000000012"), "卜某丙", BANKS[0].name),
        {
            "cash_place": ("潭口县农贸市场自助银行", {0, 2, 3, 5}),
            "phone": ("10000006666", {2, 3, 4}),
            "ip": ("203.0.113.77", range(6)),
            "mac": ("02-00-00-B0-77-01", range(4)),
            "terminal": ("POS-B077", {3, 4}),
        },
    ),
}


def accounts() -> tuple[Account, ...]:
    """Return the 87 accounts, in the order of the plan."""
    places = [(kind, nth) for kind in KINDS for nth in range(kind.count)]
    return tuple(_account(index, kind, nth) for index, (kind, nth) in enumerate(places))


def _account(index: int, kind: Kind, nth: int) -> Account:
    rng = Random(f"{SEED}:account:{index}")
    bank = BANKS[RINGS[kind.ring].banks[nth] if kind.ring else index % len(BANKS)]
    town = _shared(kind, nth, "open_place", TOWNS[rng.randrange(len(TOWNS))])
    branch = _shared(kind, nth, "open_branch", f"{town[:2]}第{index + 1:02d}支行")
    person = index - 1 if kind.ring == "B" and nth == 1 else index  # one man sold two cards
    return Account(
        index=index, kind=kind, number=_number(rng, index, bank),
        holder_name=_name(person), holder_id=_identity(person), bank=bank.name,
        open_branch=bank.name.removesuffix("股份有限公司") + branch, open_place=town, opened_on=_opened_on(rng, kind),
        phone=_shared(kind, nth, "phone", f"1000000{person + 1:04d}"), agent=_shared(kind, nth, "agent", ""),
        registered=nth >= kind.count - kind.registered, asked_twice=index % 3 == 0,
        incident=INCIDENT_FROM + timedelta(days=index * 5 % INCIDENT_DAYS), device=_device(rng, kind, nth),
        cash_place=_shared(kind, nth, "cash_place", f"{town}自助银行{index + 1:02d}" if index % 6 == 0 else ""),
        payees=_payees(rng, kind, nth),
    )  # fmt: skip


def _shared(kind: Kind, nth: int, attribute: str, own: str) -> str:
    """Return what the ring's member `nth` shares with others, or what is the account's own."""
    value, members = RINGS[kind.ring].shared.get(attribute, ("", ())) if kind.ring else ("", ())
    return value if nth in members else own


def _name(person: int) -> str:
    return f"{SURNAMES[person % len(SURNAMES)]}某{STEMS[person // len(SURNAMES)]}"


def _identity(person: int) -> str:
    body = f"000000{1970 + person % 33}{person % 12 + 1:02d}{person % 28 + 1:02d}{person + 1:03d}"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    right = "10X98765432"[sum(int(digit) * weight for digit, weight in zip(body, weights, strict=True)) % 11]
    return body + ("1" if right == "0" else "0")


def _number(rng: Random, index: int, bank: Bank) -> str:
    if not bank.cards:
        return f"00990{rng.randrange(10**9):09d}{index:03d}"
    return card(f"6299{rng.randrange(10**11):011d}{index:03d}")


def _opened_on(rng: Random, kind: Kind) -> date:
    if kind.ring == "A":
        return date(2021, 4, 22) + timedelta(days=rng.randrange(6))
    return date(2016, 1, 4) + timedelta(days=rng.randrange(1700))


def _device(rng: Random, kind: Kind, nth: int) -> Device:
    own = "" if kind.tier == "tier_1" else f"192.0.2.{rng.randrange(1, 255)}"
    return Device(*(_shared(kind, nth, attribute, own if attribute == "ip" else "") for attribute in DEVICE))


def _payees(rng: Random, kind: Kind, nth: int) -> tuple[Party, ...]:
    own = tuple(
        Party(card(f"62990770{rng.randrange(10**10):010d}"), f"{rng.choice(SURNAMES)}某", rng.choice(BANKS).name)
        for _ in range(2)
    )
    if not kind.ring:
        return own
    above = (ABOVE_BOTH,) if nth in {1, 4} else ()
    return (RINGS[kind.ring].collector, *above, own[0])
