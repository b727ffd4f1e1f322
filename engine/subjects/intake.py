"""Rows → subjects. Rows of a shape seen before take a short way; any other row is read with every check."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from operator import itemgetter

from engine.decision.result import Subject
from engine.messages.words import Phrase, phrase
from engine.rulebook.rulebook import FactDeclaration
from engine.rulebook.values import FactValue
from engine.source.nearest import did_you_mean
from engine.source.report import Diagnostic, Label, Report
from engine.source.text import Span
from engine.subjects.columns import Columns
from engine.subjects.lists import entries
from engine.subjects.values import LARGEST, PLAIN, Unfit, cell_value, written

#: The place of a row (a line, or what the reader of a form makes of it) or of a name in it.
Place = Callable[[int, str | None], Span]
Pairs = tuple[tuple[str, object], ...]


@dataclass(frozen=True, slots=True)
class Shape:
    """How rows of the same names and types become subjects."""

    key: tuple[str, ...]
    numbers: Callable[[Mapping[str, object]], tuple[int, ...]]  #: the cells that are whole numbers
    read: tuple[FactDeclaration, ...]  #: facts whose text has to be read


class Intake:
    """Takes the rows of one table, keeps the subjects and reports what is wrong, each error at its place."""

    def __init__(self, columns: Columns, place: Place, report: Report) -> None:
        self._columns = columns
        self._place = place
        self._report = report
        self._shapes: dict[tuple[tuple[str, ...], tuple[type, ...]], Shape | None] = {}
        self._rows: dict[tuple[tuple[str, str], ...], int] = {}
        self._nearest: dict[str, Phrase | None] = {}
        self.subjects: list[Subject] = []

    def take(self, row: int, stated: dict[str, object]) -> bool:
        """Take a row as it is and make its facts of it, or return False: then `examine` has to say what is wrong."""
        names, kinds = tuple(stated), tuple(map(type, stated.values()))
        try:
            shape = self._shapes[names, kinds]
        except KeyError:
            shape = self._shapes.setdefault((names, kinds), _shape(names, kinds, self._columns))
        if shape is None:
            return False
        numbers = shape.numbers(stated)
        if max(numbers) > LARGEST or min(numbers) < -LARGEST:
            return False
        for fact in shape.read:
            found = _fact_value(stated[fact.name], fact)
            if isinstance(found, Unfit):
                return False
            stated[fact.name] = found
        key = tuple([(name, stated.pop(name)) for name in shape.key])
        if not all([text for _, text in key]):  # noqa: C419 (a list is faster here)
            return False
        self._keep(row, Subject(key=key, facts=stated))  # type: ignore[arg-type]  # the shape says what they are
        return True

    def examine(self, row: int, stated: Pairs) -> None:
        """Read a row with every check; also one written `{"subject": {…}, "facts": {…}}`."""
        flat = _flat(stated)
        wrong = [*self._repeated(row, flat), *self._key_errors(row, dict(flat)), *self._misplaced(row, stated)]
        facts: dict[str, FactValue] = {}
        for name, cell in flat:
            if name in self._columns.key:
                continue
            found = self._fact(name, cell)
            if isinstance(found, Unfit):
                wrong.append(_at(self._place(row, name), found))
            else:
                facts[name] = found
        self._report.extend(wrong)
        if not wrong:
            known = dict(flat)
            self._keep(row, Subject(key=tuple((name, str(known[name])) for name in self._columns.key), facts=facts))

    def _fact(self, name: str, cell: object) -> FactValue | Unfit:
        fact = self._columns.facts.get(name)
        if fact is None:
            return Unfit("E503", {"name": name}, self._unknown(name))
        return _fact_value(cell, fact)

    def _unknown(self, name: str) -> Phrase | None:
        if name in self._columns.decisions:
            return phrase("eval.help.is_decision", name=name)
        if name not in self._nearest:  # the same slip tends to stand in every row
            self._nearest[name] = did_you_mean(name, self._columns.names)
        return self._nearest[name]

    def unknown_columns(self, row: int, names: Iterable[str]) -> None:
        """Report each of `names` that is no column, and each key column that is not among them."""
        stated = tuple(names)
        known = set(self._columns.names)
        self._report.extend(
            _at(self._place(row, name), Unfit("E503", {"name": name}, self._unknown(name)))
            for name in dict.fromkeys(stated)
            if name not in known
        )
        self._report.extend(self._repeated(row, tuple((name, None) for name in stated)))
        self._report.extend(self._missing(row, set(stated)))

    def _missing(self, row: int, stated: set[str]) -> list[Diagnostic]:
        help_ = phrase("eval.help.key_column", columns="、".join(f"`{name}`" for name in self._columns.key))
        absent = [name for name in self._columns.key if name not in stated]
        return [_at(self._place(row, None), Unfit("E505", {"name": name}, help_)) for name in absent]

    def _key_errors(self, row: int, stated: dict[str, object]) -> list[Diagnostic]:
        wrong = self._missing(row, set(stated))
        for name in self._columns.key:
            cell = stated.get(name, "-")
            if not isinstance(cell, str) or not cell:
                unfit = Unfit("E506", {"name": name, "text": written(cell)}, phrase("eval.help.key"))
                wrong.append(_at(self._place(row, name), unfit))
        return wrong

    def _repeated(self, row: int, flat: Pairs) -> list[Diagnostic]:
        names = [name for name, _ in flat]
        twice = [name for name in dict.fromkeys(names) if names.count(name) > 1]
        return [_at(self._place(row, name), Unfit("E504", {"name": name})) for name in twice]

    def _misplaced(self, row: int, stated: Pairs) -> list[Diagnostic]:
        """Report keys under `facts` and facts under `subject`."""
        found = []
        for side, cell in stated:
            if not _is_part(side, cell):
                continue
            other, wrong = ("facts", self._columns.facts) if side == "subject" else ("subject", self._columns.key)
            found += [
                _at(self._place(row, name), Unfit("E517", {"name": name, "side": other}))
                for name, _ in cell  # type: ignore[attr-defined]  # a part is made of pairs
                if name in wrong
            ]
        return found

    def _keep(self, row: int, subject: Subject) -> None:
        first = self._rows.setdefault(subject.key, row)
        if first != row:
            name = subject.key[-1][0]
            labels = (Label(self._place(first, name), phrase("eval.first_here")),)
            values = {"subject": "/".join(value for _, value in subject.key)}
            self._report.add(Diagnostic(code="E510", span=self._place(row, name), values=values, labels=labels))
            return
        self.subjects.append(subject)


def _fact_value(cell: object, fact: FactDeclaration) -> FactValue | Unfit:
    if fact.unit == "list" and cell is not None:
        return entries(cell, fact)
    return cell_value(cell, fact)


def _at(span: Span, unfit: Unfit) -> Diagnostic:
    return Diagnostic(code=unfit.code, span=span, values=unfit.values, help=unfit.help)


def _is_part(name: str, cell: object) -> bool:
    return name in ("subject", "facts") and isinstance(cell, tuple)


def _flat(stated: Pairs) -> Pairs:
    """Return the pairs of a row without the two parts that it may be written in."""
    return tuple(
        pair
        for name, cell in stated
        for pair in (cell if _is_part(name, cell) else ((name, cell),))  # type: ignore[attr-defined]  # a part is made of pairs
    )


def _shape(names: tuple[str, ...], kinds: tuple[type, ...], columns: Columns) -> Shape | None:
    """Return how to read rows of this shape, or None where they have to be examined."""
    types = dict(zip(names, kinds, strict=True))
    if any(types.get(name) is not str for name in columns.key):
        return None
    numbers, read = [], []
    for name, kind in types.items():
        fact = columns.facts.get(name)
        if fact is None:
            if name not in columns.key:
                return None
        elif kind not in PLAIN[fact.unit]:
            read.append(fact)
        elif kind is int:
            numbers.append(name)
    return Shape(key=columns.key, numbers=_picked(numbers), read=tuple(read))


def _picked(names: list[str]) -> Callable[[Mapping[str, object]], tuple[int, ...]]:
    """Return what picks the cells of `names`, as a tuple also of one; of none, a harmless number."""
    if len(names) > 1:
        return itemgetter(*names)
    return lambda stated: tuple([stated[name] for name in names]) or (0,)  # type: ignore[misc]  # the shape says they are whole
