"""The funnel: how many accounts came in and where each of them ended, so that the numbers add up."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, fields

from engine.decision.result import Result
from engine.decision.verdict import DecisionOutcome
from engine.render.case_names import AMOUNT, FREQUENCY, HAND_OVER, TIER, TIER_1, TIER_2
from engine.rulebook.values import FactValue


@dataclass(frozen=True, slots=True, kw_only=True)
class Funnel:
    """`accounts` is the sum of the next six; the last three tell apart the accounts that are surely tier 1 or 2."""

    accounts: int
    dropped_amount: int  #: `amount_anomaly` is not met
    dropped_frequency: int  #: excluded, and `amount_anomaly` is met or unknown
    dropped_otherwise: int  #: excluded although both screens are met; only where a rulebook says more than ours
    tier_1: int
    tier_2: int
    undetermined: int
    in_registry: int
    registry_unknown: int
    to_hand_over: int  #: the duty `hand_over` is owed

    @property
    def screened(self) -> int:
        """Accounts left after both screens: the tiers together."""
        return self.tier_1 + self.tier_2

    def as_json(self) -> dict[str, int]:
        return {field.name: getattr(self, field.name) for field in fields(self)} | {"screened": self.screened}


def funnel(results: Iterable[Result]) -> Funnel:
    """Return where each account ended; each is counted once among the first six, and once among the last three."""
    alike: dict[tuple[int, int, FactValue], Result] = {}
    numbers: Counter[tuple[int, int, FactValue]] = Counter()
    for result in results:  # nothing else is looked at; they are kept, so their ids stay their own
        key = id(result.verdict), id(result.duties), result.subject.facts.get("in_registry")
        alike.setdefault(key, result)
        numbers[key] += 1
    ends: Counter[str] = Counter()
    for key, result in alike.items():
        for end in ("accounts", _end(result), *_registry(result)):
            ends[end] += numbers[key]
    return Funnel(**{field.name: ends[field.name] for field in fields(Funnel)})


def _end(result: Result) -> str:
    tier = result.verdict.decision(TIER)
    if tier.standing != "decided":
        return "undetermined"
    if tier.value in (TIER_1, TIER_2):
        return str(tier.value)
    if _is(result.verdict.decision(AMOUNT), met=False):
        return "dropped_amount"
    frequency = result.verdict.decision(FREQUENCY)
    return "dropped_otherwise" if _is(frequency, met=True) else "dropped_frequency"


def _is(decision: DecisionOutcome, *, met: bool) -> bool:
    return decision.standing == "decided" and decision.value is met


def _registry(result: Result) -> tuple[str, ...]:
    tier = result.verdict.decision(TIER)
    if tier.standing == "conflict" or not set(tier.possible) <= {TIER_1, TIER_2}:
        return ()
    owed = any(duty.name == HAND_OVER and duty.status != "undetermined" for duty in result.duties)
    known = result.subject.facts.get("in_registry")
    return ("to_hand_over",) if owed else ("registry_unknown",) if known is None else ("in_registry",)
