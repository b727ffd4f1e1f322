"""An import profile: how one layout of bank export says what our tables hold. Profiles are YAML, checked on load."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import resources
from typing import Literal, get_args

from engine.ledger.amounts import Form, Unit

Holds = Literal["bookings", "accounts", "tasks", "measures", "subaccounts", "persons", "assets"]
HOLDS: tuple[Holds, ...] = get_args(Holds)

#: What becomes of a row whose direction, status or currency is a text that no code table has.
UnknownCodes = Literal["question", "reject"]

#: The columns without which no row of a layout says anything; what bookings need beside them depends on the layout.
REQUIRED: Mapping[Holds, tuple[str, ...]] = {
    "bookings": ("booked_at",),
    "accounts": ("account",),
    "tasks": ("account", "answer"),
    "measures": ("account",),
    "subaccounts": ("account", "subaccount"),
    "persons": ("holder_id",),
    "assets": ("asset", "amount", "moved_at"),
}

#: What a layout may state, beside what it is called.
COLUMNS: Mapping[Holds, tuple[str, ...]] = {
    "bookings": (
        "account", "holder_name", "holder_id", "booked_at", "time_precision", "seq", "direction", "amount", "balance",
        "counterparty", "counterparty_name", "counterparty_id", "counterparty_bank", "serial", "summary", "channel",
        "branch", "place", "ip", "mac", "terminal", "cash", "status", "currency", "feedback",
        "booked_time", "amount_in", "amount_out",
        "payer", "payer_name", "payer_bank", "payee", "payee_name", "payee_bank",
    ),
    "accounts": (
        "account", "holder_name", "holder_id", "bank", "open_branch", "open_place", "opened_on", "phone", "agent",
    ),
    "tasks": ("account", "answer", "answered_at", "covered_from", "covered_to", "serial", "reason", "bank"),
    "measures": ("account", "bank", "kind", "amount", "authority", "frozen_from", "frozen_to", "serial", "remark"),
    "subaccounts": ("account", "subaccount", "bank", "kind", "serial", "currency", "balance", "holder_name"),
    "persons": ("holder_name", "holder_id", "id_kind", "phone", "address", "employer", "agent", "agent_id"),
    "assets": ("asset", "asset_address", "amount", "moved_at", "from_address", "to_address", "serial"),
}  # fmt: skip

#: The columns read through a code table, with the values a code may mean.
CODED: Mapping[str, tuple[str, ...]] = {
    "direction": ("in", "out", "neutral"),
    "status": ("booked", "failed", "reversed"),
    "cash": ("true", "false"),
    "currency": ("CNY", "foreign"),
    "feedback": ("transaction", "no_record"),
    "answer": ("answered", "failed"),
}

#: The columns whose cells are account numbers: an exporter may have decorated them.
ACCOUNTS = ("account", "counterparty", "subaccount", "payer", "payee")

#: What lines above the header may state, beside nothing.
STATED_ABOVE = ("account", "covered_from", "covered_to", "made_at", "currency")


@dataclass(frozen=True, kw_only=True)
class Profile:
    """One layout. A layout that is known but holds nothing we read has no columns, only a signature."""

    name: str
    title: str
    holds: Holds
    encodings: tuple[str, ...]
    signature: tuple[str, ...]  #: headers that the layout always has and that tell it from others
    columns: Mapping[str, tuple[str, ...]]  #: headers a column may have; of several the first non-empty cell counts
    unused: frozenset[str]  #: headers that are known and not read
    unit: Unit
    forms: tuple[Form, ...]
    layouts: tuple[str, ...]
    blanks: frozenset[str]  #: spellings of an empty cell, in lower case; `-` stands for a run of any length
    codes: Mapping[str, Mapping[str, str]]  #: column -> text -> value; a text that ends in `*` is a beginning
    account_suffixes: tuple[str, ...]  #: cut from account numbers, exactly as written here
    account_endings: tuple[str, ...] = ()  #: cut where twelve digits or more remain, as prefixes are
    account_prefixes: tuple[str, ...] = ()
    fallback: bool = False  #: tried only where no other layout fits, and never where it can be read in two ways
    times: tuple[str, ...] = ()  #: layouts of a time of day that stands in a column of its own
    no_time: frozenset[str] = frozenset()  #: times of day that mean none is known
    positive: str = ""  #: without a direction column: what an amount above zero is, `in` or `out`
    signs: str = ""  #: what below zero means beside a direction: `direction` (payments are written so), `reversal`
    above: Mapping[str, tuple[str, ...]] = ()  # type: ignore[assignment]  # labels of lines above the header
    asked: tuple[str, ...] = ()  #: headers that may say that a row does not count, each bank in its own way
    footers: tuple[str, ...] = ()  #: how the first cell of a line below the bookings begins
    parts: Mapping[str, tuple[str, ...]] = ()  # type: ignore[assignment]  # header -> expressions that name its parts
    unknown_codes: UnknownCodes = "question"

    @property
    def required(self) -> tuple[tuple[str, ...], ...]:
        """The headers of each column without which a row says nothing; one of each is wanted."""
        return tuple(self.columns.get(name, (name,)) for name in REQUIRED[self.holds]) if self.columns else ()

    @cached_property  # every line that may be a header is held against every profile
    def headers(self) -> frozenset[str]:
        """All headers the profile knows."""
        named = (header for headers in self.columns.values() for header in headers if PART not in header)
        return frozenset((*named, *self.signature, *self.parts)) | self.unused


#: Joins a header and the name of a part of its cells.
PART = "→"


@cache
def shipped_profiles() -> tuple[Profile, ...]:
    """Return the profiles beside this module, in the order of their names."""
    from engine.ledger.profile_yaml import shipped  # noqa: PLC0415 (it builds what stands here)

    return shipped(resources.files("engine.ledger") / "profiles")
