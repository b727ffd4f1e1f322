"""A rulebook: what one edition of one family says, typed and frozen."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from engine.rulebook.amounts import AmountRules
from engine.rulebook.citations import Cite
from engine.rulebook.conditions import Column, Condition
from engine.rulebook.values import Period, Unit, Written
from engine.source.text import Span

#: `sum` to `count` are `hit: collect` with that `aggregate`.
Hit = Literal[
    "first", "unique", "any", "priority", "rule_order", "output_order", "collect", "sum", "min", "max", "count"
]
#: Policies that give a list of outcomes.
LISTING: frozenset[Hit] = frozenset({"rule_order", "output_order", "collect"})
#: Policies that give a number; the outcomes of their rules are whole numbers.
COUNTING: frozenset[Hit] = frozenset({"sum", "min", "max", "count"})
#: What a rule gives: an outcome by its name, yes or no, or points.
Outcome = str | bool | int
#: Of the language that `docs/language.md` spells.
LANGUAGE_VERSION = 1
Status = Literal["draft", "in_review", "released"]


@dataclass(frozen=True, slots=True)
class Named:
    """A name that a rulebook refers to, at its place."""

    name: str
    span: Span


@dataclass(frozen=True, slots=True)
class Since:
    """The day from which the law knows the offence or breach at all; to conduct that ended before, nothing applies."""

    day: date
    because: str  #: the text that says so


@dataclass(frozen=True, slots=True)
class Conduct:
    """The facts, all days, that say when the conduct happened and when the case was finally decided."""

    first: Named
    last: Named
    final: Named
    since: Since | None = None


@dataclass(frozen=True, slots=True)
class Severity:
    """The decision by which editions are compared, and its outcomes from the mildest to the gravest."""

    decision: Named
    order: tuple[str | bool, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """One area of law or practice, with one owner."""

    name: str
    title: str
    summary: str
    subject: str  #: account, person, case or enterprise
    key: tuple[str, ...]  #: columns that identify a subject
    rank: str
    time_effect: str
    owner: str
    span: Span
    conduct: Conduct | None = None  #: both stated where there is a time effect
    severity: Severity | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FactDeclaration:
    """What a subject may state."""

    name: str
    title: str
    unit: Unit
    meaning: str
    choices: tuple[tuple[str, str], ...]  #: value and title, for `unit: choice`
    span: Span
    members: tuple["FactDeclaration", ...] = ()  #: of each entry, for `unit: list`


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """Where a number comes from: a citation with its quote, or a setting of the user unit with its reason."""

    cite: str | None  #: `source#article`
    quote: str | None
    setting: str | None
    note: str | None
    cite_span: Span | None
    quote_span: Span | None


@dataclass(frozen=True, slots=True)
class Prevails:
    """Of articles that disagree this one is followed, for a reason."""

    cite: Cite
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedValue:
    """A value of a parameter from a day on; None where the parameter ended that day."""

    since: date
    written: Written | None
    basis: Basis
    span: Span  #: of the value
    since_span: Span
    prevails: Prevails | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    name: str
    title: str
    unit: Unit
    values: tuple[DatedValue, ...]  #: in the order of the text
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    id: str
    title: str
    when: Condition
    then: Outcome
    cites: tuple[Cite, ...]
    span: Span
    then_span: Span
    prevails: Prevails | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """How a decision table is laid out; its rows are the rules of the decision, in their order."""

    columns: tuple[Column, ...]
    cells: tuple[tuple[Condition | None, ...], ...]  #: of each row; None where the column does not matter


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionRules:
    """One question the rulebook answers, and the rules that answer it."""

    name: str
    title: str
    outcomes: tuple[tuple[str | bool, str], ...]  #: value and title; `true` and `false` for a flag; none for points
    hit: Hit
    rules: tuple[Rule, ...]
    otherwise: Outcome | None
    otherwise_span: Span | None
    span: Span
    table: Table | None = None  #: where the rules are stated as a table


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewFlag:
    """A remark beside the result; `when` is None where it always stands."""

    name: str
    title: str
    when: Condition | None
    cites: tuple[Cite, ...]
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """Who owes a duty: a published role, or a setting of the user unit."""

    role: str | None
    setting: str | None
    cite: Cite | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """`within` a period `since` a day or moment stated as a fact; or a setting that names none.

    One that is `moved` ends on the first working day after, where its last day is none.
    """

    within: Period | None
    since: str | None  #: name of a fact
    setting: str | None
    cite: Cite | None
    span: Span
    moved: bool = False

    @property
    def asks_calendar(self) -> bool:
        return self.moved or (self.within is not None and self.within.unit == "working_day")


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyRule:
    name: str
    title: str
    stage: str | None
    what: tuple[str, ...]
    when: Condition
    first: str | None  #: a precondition, in words
    owner: Owner
    assisted_by: Owner | None
    due: Deadline | None
    evidence: str | None
    discharged_when: Condition | None
    cites: tuple[Cite, ...]
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Rulebook:
    """One edition of one family."""

    family: Family
    names: str  #: the family as the edition itself says
    facts: tuple[FactDeclaration, ...]
    edition: date
    edition_span: Span
    title: str
    status: Status
    summary: str
    repealed: date | None
    parameters: tuple[Parameter, ...]
    decisions: tuple[DecisionRules, ...]
    flags: tuple[ReviewFlag, ...]
    duties: tuple[DutyRule, ...]
    span: Span
    own_rank: str | None = None  #: where it is another than that of the family
    amounts: tuple[AmountRules, ...] = ()
    effective_unclear: tuple[date, date] | None = None  #: first and last day on which it may have entered into force

    @property
    def name(self) -> str:
        return self.family.name

    @property
    def rank(self) -> str:
        return self.own_rank or self.family.rank
