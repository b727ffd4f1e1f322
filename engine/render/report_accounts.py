"""The accounts of a case run by tier, each with the numbers that decided and what it lacked for the next tier."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from engine.decision.result import Result
from engine.decision.trace import Trace, TracedBranch, TracedCondition, TracedLeaf, TracedReference, TracedRule
from engine.messages.catalogue import PHRASES
from engine.program.program import Program
from engine.render.case_names import TIER, TIER_1, TIER_2
from engine.render.explanation_leaves import leaf_sentence
from engine.render.explanation_words import Speaker

#: The facts shown of an account, in this order.
SHOWN = (
    "victim_amount", "incident_day", "day_turnover", "week_turnover", "window_turnover", "pass_count", "pass_min_gap",
    "in_registry",
)  # fmt: skip


_YUAN = " 元"  #: stands in the head of the column


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    subject: tuple[str, ...]  #: case and account
    numbers: tuple[str, ...]  #: beside `SHOWN`
    rules: str
    lacking: tuple[str, ...]  #: why it is not in the next tier, or what is not known
    flags: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The accounts of one tier."""

    title: str
    kind: str
    lacking: str  #: heading of what is lacking
    head: tuple[str, ...]
    accounts: tuple[Account, ...]


def account_groups(judged_results: Iterable[Result], speaker: Speaker) -> tuple[Group, ...]:
    """Return the accounts by tier, in the order of the input; a group without accounts is left out."""
    results = tuple(judged_results)
    kinds = {
        TIER_1: ("report.review", None),
        TIER_2: ("report.why_not_tier_1", TIER_1),
        "undetermined": ("report.what_is_missing", None),
        "excluded": ("report.why_not_tier_2", TIER_2),
    }
    groups = (
        _group(kind, [r for r in results if _kind(r) == kind], heading, wanted, speaker)
        for kind, (heading, wanted) in kinds.items()
    )
    return tuple(group for group in groups if group.accounts)


def _kind(result: Result) -> str:
    tier = result.verdict.decision(TIER)
    if tier.standing != "decided":
        return "undetermined"
    return str(tier.value) if tier.value in (TIER_1, TIER_2) else "excluded"


def _group(kind: str, results: list[Result], heading: str, wanted: str | None, speaker: Speaker) -> Group:
    return Group(
        title=_title(kind, results, speaker),
        kind=kind,
        lacking=PHRASES[heading].zh,
        head=tuple(_head(name, speaker) for name in SHOWN),
        accounts=tuple(_account(result, wanted, speaker) for result in results),
    )


def _title(kind: str, results: list[Result], speaker: Speaker) -> str:
    if kind == "undetermined" or not results:
        return speaker.say("funnel.undetermined")
    decision = next(found for found in speaker.program.decisions if found.name == TIER)
    value = results[0].verdict.decision(TIER).value
    return speaker.outcome(decision, value if not isinstance(value, tuple) else None)


def _head(name: str, speaker: Speaker) -> str:
    title = speaker.fact(name)
    return speaker.say("report.in_yuan", title=title) if speaker.program.fact(name).unit == "CNY" else title


def _account(result: Result, wanted: str | None, speaker: Speaker) -> Account:
    facts, tier = result.subject.facts, result.verdict.decision(TIER)
    lacking: Iterable[str] = ()
    if tier.standing != "decided":
        lacking = (speaker.say("explain.deciding", facts=speaker.facts(tier.deciding)),)
    elif wanted and result.trace:
        lacking = missing(result.trace, wanted, speaker)
    return Account(
        subject=tuple(value for _, value in result.subject.key),
        numbers=tuple(speaker.fact_value(name, facts.get(name)).removesuffix(_YUAN) for name in SHOWN),
        rules=speaker.joined(rule for rule in tier.because if rule != "otherwise"),
        lacking=tuple(dict.fromkeys(lacking)),
        flags=_flags(result, speaker.program),
    )


def _flags(result: Result, program: Program) -> tuple[str, ...]:
    """Return the flags that stand for this account and not for every one."""
    pairs = zip(program.flags, result.verdict.flags, strict=True)
    return tuple(flag.title for flag, trigger in pairs if flag.when and trigger.outcome)


def missing(trace: Trace, wanted: str, speaker: Speaker) -> Iterator[str]:
    """Yield a sentence for each comparison that keeps `wanted` from coming out, through the decisions it refers to."""
    for rule in _rules(trace, TIER):
        if rule.then == wanted:
            yield from _unmet(rule.condition, trace, speaker)


def _rules(trace: Trace, decision: str) -> tuple[TracedRule, ...]:
    return next(found.rules for found in trace.decisions if found.name == decision)


def _unmet(condition: TracedCondition, trace: Trace, speaker: Speaker) -> Iterator[str]:
    match condition:
        case _ if condition.outcome is True:
            return
        case TracedLeaf():
            yield leaf_sentence(condition, speaker)
        case TracedReference():
            for rule in _rules(trace, condition.decision):
                yield from _unmet(rule.condition, trace, speaker)
        case TracedBranch():
            for part in condition.parts:
                yield from _unmet(part, trace, speaker)
