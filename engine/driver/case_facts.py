"""Facts of accounts and of cases, in the units of the engine."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from engine.decision.result import Subject
from engine.document.nodes import Node, Scalar
from engine.driver.case_settings import SUBJECT_KEY
from engine.facts.columns import FACT_COLUMNS, flat
from engine.ledger.cases import Case
from engine.ledger.moments import Moment
from engine.ledger.tables import Tables
from engine.messages.words import Phrase, phrase
from engine.program.program import Facts, Program
from engine.rulebook.rulebook import FactDeclaration
from engine.rulebook.values import FactValue, as_unit, literal, seconds_of
from engine.source.nearest import did_you_mean
from engine.source.report import Diagnostic, Report

#: Keys of a case that need not be facts of any rulebook.
CASE_KEYS = (
    "case_id", "reported_at", "conduct_from", "conduct_to", "fraud_type", "victim_kind", "loss", "recovered",
)  # fmt: skip


def account_subjects(tables: Tables) -> Iterator[Subject]:
    """Yield the subjects of the table `facts`, in its order."""
    columns = ", ".join([*SUBJECT_KEY, *(_inside(name, kind) for name, kind in FACT_COLUMNS.items())])
    keys, names = len(SUBJECT_KEY), tuple(FACT_COLUMNS)
    for row in flat(tables.batches(f"SELECT {columns} FROM facts")):
        key = tuple(zip(SUBJECT_KEY, row[:keys], strict=True))
        yield Subject(key=key, facts=dict(zip(names, row[keys:], strict=True)))


def _inside(name: str, kind: str) -> str:
    """Return how a column is read as the engine holds it: days are counted as `date.toordinal` counts them."""
    return f"{name} - DATE '0001-01-01' + 1" if kind == "DATE" else name


def case_subjects(cases: Sequence[Case], program: Program, report: Report) -> tuple[Subject, ...]:
    """Return each case with the facts that `program` declares. Warnings: K811, K812; what is unfit is unknown."""
    return tuple(Subject(key=(("case_id", case.case_id),), facts=_case_facts(case, program, report)) for case in cases)


def _case_facts(case: Case, program: Program, report: Report) -> Facts:
    declared = {fact.name: fact for fact in program.facts}
    _warn_of_unused(case, declared, report)
    return {name: _fact(case, fact, report) for name, fact in declared.items() if name in case.places}


def _warn_of_unused(case: Case, declared: Iterable[str], report: Report) -> None:
    names = [*declared, *CASE_KEYS]
    for key, span in case.places.items():
        if key not in names:
            help_ = did_you_mean(key, names)
            report.add(Diagnostic(code="K811", span=span, values={"key": key}, help=help_))


def _fact(case: Case, fact: FactDeclaration, report: Report) -> FactValue:
    stated = _read(case, fact.name) if fact.name in CASE_KEYS else _written(case.stated[fact.name], fact)
    if stated is not None and not (fact.unit == "choice" and stated not in dict(fact.choices)):
        return stated
    if _says_something(case, fact.name):
        report.add(_unfit(case, fact, stated))
    return None


def _read(case: Case, name: str) -> FactValue:
    """Return a key that the ledger has read already; a moment without its time is none."""
    value = getattr(case, name)
    if isinstance(value, Moment):
        return None if value.precision == "day" else seconds_of(value.at)
    return value.toordinal() if isinstance(value, date) else value


def _written(node: Node, fact: FactDeclaration) -> FactValue:
    """Return a key as the rulebook's YAML would be read: a bare number is yuan where money is asked for."""
    if not isinstance(node, Scalar) or node.value is None:
        return None
    if fact.unit in ("choice", "text"):
        return node.text
    found = as_unit(literal(node.value), fact.unit)
    return found if isinstance(found, int) else None


def _says_something(case: Case, name: str) -> bool:
    node = case.stated.get(name)
    if node is None:
        return getattr(case, name) is not None
    return not (isinstance(node, Scalar) and node.value is None)


def _unfit(case: Case, fact: FactDeclaration, stated: FactValue) -> Diagnostic:
    span = case.places[fact.name]
    node = case.stated.get(fact.name)
    text = stated if isinstance(stated, str) else node.text if isinstance(node, Scalar) else span.excerpt.strip()
    values = {"key": fact.name, "text": text, "wanted": phrase(f"unit.{fact.unit}")}
    return Diagnostic(code="K812", span=span, values=values, help=_help(fact, str(text)))


def _help(fact: FactDeclaration, text: str) -> Phrase:
    if fact.unit == "choice":
        known = [value for value, _ in fact.choices]
        return did_you_mean(text, known) or phrase("case.help.choices", choices="、".join(known))
    return phrase(f"help.value.{fact.unit}")
