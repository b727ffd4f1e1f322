"""The accounts of a case run, each with what was decided, why, why not otherwise, and what stands behind it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from engine.decision.result import Result
from engine.decision.verdict import Trigger
from engine.explain.counterfactual import Change
from engine.facts.evidence import Evidence
from engine.program.program import CompiledFlag, Facts
from engine.render.case_names import TIER, TIER_1, TIER_2
from engine.render.case_run import Nearest
from engine.render.explanation_changes import MOST_TOLD, change_sentence
from engine.render.explanation_text import due_words, owner_words
from engine.render.explanation_words import Speaker
from engine.render.report_checks import Check, Checks, standing_words
from engine.render.report_evidence import Story, Storyteller
from engine.rulebook.values import FactValue

#: The order in which the tiers are listed.
KINDS = (TIER_1, "undetermined", TIER_2, "excluded")
#: Accounts that the page lists: those of the first tiers; the files beside it have all.
MOST_LISTED = 2_000
#: The facts shown in the list of accounts.
SHOWN = (
    "victim_amount", "incident_day", "day_turnover", "week_turnover", "pass_count", "pass_min_gap", "in_registry",
)  # fmt: skip
#: The tier above, whose conditions tell why an account is not in it.
_WANTED = {TIER_1: TIER_1, TIER_2: TIER_1, "undetermined": TIER_1, "excluded": TIER_2}


@dataclass(frozen=True, slots=True, kw_only=True)
class WhyNot:
    outcome: str
    changes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyShown:
    title: str
    status: str
    owner: str
    first: str
    due: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    number: int  #: from 1, in the order of the list
    case_id: str
    account: str
    kind: str
    outcome: str
    rules: str
    figures: tuple[str, ...]  #: beside `SHOWN`
    gap: int | None  #: seconds between money in and out, at the least; None where there is no pair or it is unknown
    registry: str  #: yes, no or unknown
    standing: tuple[str, ...]  #: what decided, in a few words
    flags: tuple[str, ...]
    checks: tuple[Check, ...]
    sources: tuple[str, ...]  #: of the rules that decided
    nearest: tuple[WhyNot, ...]
    duties: tuple[DutyShown, ...]
    story: Story | None


class Accounts:
    """Makes the accounts of a run."""

    def __init__(self, speaker: Speaker, storyteller: Storyteller) -> None:
        self._speaker = speaker
        self._storyteller = storyteller
        self._decision = next(found for found in speaker.program.decisions if found.name == TIER)

    def told(
        self,
        shown: Iterable[Result],
        evidence: Mapping[tuple[str, str], Evidence],
        nearest: Mapping[tuple[str, str], Nearest],
    ) -> tuple[Account, ...]:
        """Return the accounts that are listed, in their order, each with what is known of it."""
        return tuple(
            self._account(number, result, evidence.get(key), nearest.get(key, ()))
            for number, result in enumerate(shown, 1)
            for key in [(result.subject.key[0][1], result.subject.key[1][1])]
        )

    def _account(self, number: int, result: Result, evidence: Evidence | None, nearest: Nearest) -> Account:
        kind, facts, tier = kind_of(result), result.subject.facts, result.verdict.decision(TIER)
        speaker, trace = self._speaker, result.trace
        (_, case_id), (_, account) = result.subject.key
        return Account(
            number=number,
            case_id=case_id,
            account=account,
            kind=kind,
            outcome=speaker.joined((speaker.outcome(self._decision, value) for value in tier.possible), "explain.or"),
            rules=speaker.joined(rule for rule in tier.because if rule != "otherwise"),
            figures=tuple(self._figure(name, facts) for name in SHOWN),
            gap=_whole(facts.get("pass_min_gap")),
            registry=_registry(facts.get("in_registry")),
            standing=self._standing(kind, result),
            flags=tuple(self._flags(result)),
            checks=Checks(trace, speaker).of(TIER) if trace else (),
            sources=self._sources(result),
            nearest=tuple(self._why_not(value, changes) for value, changes in nearest),
            duties=tuple(self._duties(result)),
            story=self._storyteller.story(evidence, facts) if evidence else None,
        )

    def _figure(self, name: str, facts: Facts) -> str:
        if name == "pass_min_gap" and facts.get("pass_count") == 0:
            return self._speaker.say("report.no_gap")
        return self._speaker.fact_value(name, facts.get(name)).removesuffix(_YUAN)

    def _standing(self, kind: str, result: Result) -> tuple[str, ...]:
        tier = result.verdict.decision(TIER)
        if kind == "undetermined":
            return (self._speaker.say("explain.deciding", facts=self._speaker.facts(tier.deciding)),)
        return standing_words(result.trace, TIER, _WANTED[kind], self._speaker) if result.trace else ()

    def _flags(self, result: Result) -> Iterable[str]:
        """Yield the flags that stand, or may stand, for this account and not for every one."""
        for flag, trigger in flags_for_review(result):
            facts = self._speaker.facts(trigger.deciding)
            is_open = trigger.outcome is None
            yield self._speaker.say("explain.flag.open", title=flag.title, facts=facts) if is_open else flag.title

    def _sources(self, result: Result) -> tuple[str, ...]:
        """Return the texts of the rules that are met, through the decisions they refer to."""
        cites = (
            cite
            for decision in (result.trace.decisions if result.trace else ())
            for rule in decision.rules
            if rule.id in result.verdict.decision(decision.name).because
            for cite in rule.cites
        )
        return tuple(dict.fromkeys(cites))

    def _why_not(self, value: object, changes: tuple[Change, ...]) -> WhyNot:
        outcome = self._speaker.outcome(self._decision, value if isinstance(value, str) else None)
        told = tuple(change_sentence(change, outcome, self._speaker) for change in changes[:MOST_TOLD])
        return WhyNot(outcome=outcome, changes=told)

    def _duties(self, result: Result) -> Iterable[DutyShown]:
        rules = {rule.name: rule for rule in result.program.duties}
        for duty in result.duties:
            rule = rules[duty.name]
            yield DutyShown(
                title=rule.title,
                status=self._speaker.say(f"explain.duty.{duty.status}"),
                owner=owner_words(rule.owner),
                first=rule.first or "",
                due=due_words(rule.due, duty.due, self._speaker),
            )


_YUAN = " 元"  #: stands in the head of the column


def _whole(known: FactValue) -> int | None:
    return known if isinstance(known, int) else None


def _registry(known: FactValue) -> str:
    return "unknown" if known is None else "yes" if known else "no"


def listed(results: Iterable[Result]) -> tuple[Result, ...]:
    """Return the results that the page lists, tier by tier, in each tier in the order of the input."""
    return tuple(sorted(results, key=lambda result: KINDS.index(kind_of(result)))[:MOST_LISTED])


def flags_for_review(result: Result) -> Iterator[tuple[CompiledFlag, Trigger]]:
    """Yield the flags that stand, or may stand, for this account and not for every one."""
    for flag, trigger in zip(result.program.flags, result.verdict.flags, strict=True):
        if flag.when is not None and trigger.outcome is not False:
            yield flag, trigger


def is_flagged(result: Result) -> bool:
    return any(True for _ in flags_for_review(result))


def kind_of(result: Result) -> str:
    """Return the tier an account is listed under."""
    tier = result.verdict.decision(TIER)
    if tier.standing != "decided":
        return "undetermined"
    return str(tier.value) if tier.value in (TIER_1, TIER_2) else "excluded"
