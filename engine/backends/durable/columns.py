"""Columns: what the engine is told about a subject. Every column is an integer, stated in every fact that has it.

Only integers, because durable_rules finds `5 == "5"`, `true == "true"` and `"abc" > 5` true, `null != 5` false, reads
`1e-07` wrongly and takes the length of a text modulo 65,536. Every column in every fact, because a comparison with a
missing attribute fires. What is unknown is 0 beside a `known` column that is 0.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from engine.backends.judging import Truths, condition_outcome
from engine.decision.verdict import DecisionOutcome, Value
from engine.program.program import Condition, Facts, Program

#: The source of columns that are told before anything is decided; other sources are indexes of decisions.
SUBJECT = -1
#: Integers beyond ±(2^53 - 1) are told as ±(2^53 - 1).
LARGEST = 2**53 - 1


@dataclass(frozen=True, slots=True)
class Stated:
    """1 where the fact is stated."""

    fact: str


@dataclass(frozen=True, slots=True)
class Number:
    """The fact itself, a flag as 1 or 0; 0 where it is unknown."""

    fact: str


@dataclass(frozen=True, slots=True)
class Code:
    """The place, from 1, of the fact among `values`; 0 where it is unknown or none of them."""

    fact: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Met:
    """1 where the test turned out met: ratios, sums, products, lists, which the engine cannot compute itself."""

    test: int


@dataclass(frozen=True, slots=True)
class MetKnown:
    """1 where it is known how the test turned out."""

    test: int


@dataclass(frozen=True, slots=True)
class Grouped:
    """1 where a group of conditions is met: groups whose branches would be too many to write out."""

    condition: Condition


@dataclass(frozen=True, slots=True)
class GroupedKnown:
    """1 where it is known whether a group of conditions is met."""

    condition: Condition


@dataclass(frozen=True, slots=True)
class Open:
    """1 where rules contradict each other or still may: then nothing is said of the outcome."""


@dataclass(frozen=True, slots=True)
class May:
    """1 where the outcome may still come out."""

    value: Value


@dataclass(frozen=True, slots=True)
class Sure:
    """1 where the outcome is in a collecting decision whatever the unknown facts say."""

    value: Value


Meaning = Stated | Number | Code | Met | MetKnown | Grouped | GroupedKnown | Open | May | Sure


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the facts about the subject, or of the fact about the decision `source`."""

    source: int
    meaning: Meaning


#: Computes a column from the subject's facts and tests and the decisions so far.
Cell = Callable[[Facts, Truths, Sequence[DecisionOutcome]], int]


def cell(column: Column, program: Program) -> Cell:
    """Return what computes `column`."""
    match column.meaning:
        case Stated(fact):
            return lambda facts, _, __: facts.get(fact) is not None
        case Number(fact):
            return _number(fact)
        case Code(fact, values):
            places = {value: place for place, value in enumerate(values, start=1)}
            return lambda facts, _, __: places.get(facts.get(fact), 0)  # type: ignore[arg-type]  # absent is none
        case Met(test):
            return lambda _, truths, __: truths[test] is True
        case MetKnown(test):
            return lambda _, truths, __: truths[test] is not None
        case Grouped(condition):
            return lambda _, truths, decided: condition_outcome(condition, truths, decided, program) is True
        case GroupedKnown(condition):
            return lambda _, truths, decided: condition_outcome(condition, truths, decided, program) is not None
        case Open() | May() | Sure() as meaning:
            return _of_decision(column.source, meaning)


def _number(fact: str) -> Cell:
    """Return the value, no further from 0 than `LARGEST`: durable_rules saturates integers at 2^63 without a word.

    Constants in conditions are nearer to 0 than `LARGEST`, so no comparison changes by this.
    """

    def number(facts: Facts, _: Truths, __: Sequence[DecisionOutcome]) -> int:
        value = facts.get(fact)
        return max(-LARGEST, min(LARGEST, value)) if isinstance(value, int) else 0

    return number


def _of_decision(source: int, meaning: Open | May | Sure) -> Cell:
    match meaning:
        case Open():
            return lambda _, __, decided: decided[source].standing == "conflict" or decided[source].may_conflict
        case May(value):
            return lambda _, __, decided: value in decided[source].possible
        case Sure(value):
            return lambda _, __, decided: value in decided[source].certain


def wanted_name(column: Column, program: Program) -> str:
    """Return the name `column` has where nothing stands against it."""
    match column.meaning:
        case Number(fact):
            return fact
        case Stated(fact):
            return f"{fact}__known"
        case Code(fact):
            return f"{fact}__code"
        case Met(test):
            return f"test_{test}"
        case MetKnown(test):
            return f"test_{test}__known"
        case Grouped() | GroupedKnown() as group:
            return "group" if isinstance(group, Grouped) else "group__known"
        case Open() | May() | Sure() as meaning:
            return f"{program.decisions[column.source].name}__{_said(meaning)}"


def _said(meaning: Open | May | Sure) -> str:
    match meaning:
        case Open():
            return "open"
        case May(value):
            return f"may__{_word(value)}"
        case Sure(value):
            return f"sure__{_word(value)}"


def _word(value: Value) -> str:
    return str(value).lower() if isinstance(value, bool | None) else str(value)
