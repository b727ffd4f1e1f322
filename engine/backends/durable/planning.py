"""A program → its plan: which rules, in which order, on which facts, inside the limits of durable_rules."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from engine.backends.durable.columns import SUBJECT, Column, wanted_name
from engine.backends.durable.forms import Asked, Conjunction, Form, Forms
from engine.backends.durable.names import Names
from engine.backends.durable.plan import SHARD, Pattern, Plan, PlannedRule, Says, Shard
from engine.messages.words import phrase
from engine.program.program import Branch, Condition, Program
from engine.source.report import Diagnostic, Report
from engine.source.text import Span

#: Patterns on one kind of fact. durable_rules gives up where more than 64 conditions are true at once, and writes
#: beyond its memory where more than 255 rules hang on one condition.
PATTERNS = 60
#: Columns of one kind of fact; durable_rules takes 255 attributes, `id`, `sid` and the shard among them.
COLUMNS = 240
#: Kinds of fact: more than 511 different first conditions make durable_rules search forever.
SHARDS = 500
#: durable_rules takes 4,096 rules.
RULES = 4096

_NOWHERE = Span(file="")
_SAFE = re.compile(r"[A-Za-z0-9_.:# -]{1,200}", re.ASCII)


def planned(program: Program, report: Report) -> Plan | None:
    """Return the plan of `program`, or None where durable_rules cannot hold it. Errors: U701."""
    planning = _Planning(program)
    planning.plan()
    for what, found, limit in (
        ("rules", len(planning.rules), RULES),
        ("shards", len(planning.shards), SHARDS),
    ):
        if found > limit:
            values = {"what": phrase(f"durable.{what}"), "count": f"{found:,}", "limit": f"{limit:,}"}
            report.add(Diagnostic(code="U701", span=None, values=values, help=phrase("durable.help.reference")))
    return None if report.has_errors else planning.finished()


@dataclass(slots=True)
class _Filling:
    """A kind of fact while patterns are put on it."""

    number: int
    source: int
    patterns: int = 0
    columns: dict[Column, None] = field(default_factory=dict)
    always_met: bool = False  #: some rule takes every fact of this kind

    def takes(self, columns: set[Column]) -> bool:
        return self.patterns < PATTERNS and len(self.columns.keys() | columns) <= COLUMNS


@dataclass(slots=True)
class _Planning:
    program: Program
    rules: list[PlannedRule] = field(default_factory=list)
    shards: list[_Filling] = field(default_factory=list)
    titles: set[str] = field(default_factory=set)
    forms: Forms = field(init=False)

    def __post_init__(self) -> None:
        self.forms = Forms(self.program)

    def plan(self) -> None:
        """Plan decision after decision, then what looks at them; the agenda of durable_rules goes by priority."""
        for number in range(len(self.program.decisions)):
            self._decision(number)
        last = 2 * len(self.program.decisions)
        for at, flag in enumerate(self.program.flags):
            self._both(f"flag {flag.name}", flag.when, Says("flag", at=at), last)
        for at, duty in enumerate(self.program.duties):
            self._both(f"duty {duty.name}", duty.when, Says("duty", at=at), last)
            if duty.discharged_when:
                self._both(f"discharged {duty.name}", duty.discharged_when, Says("discharged", at=at), last)
        if not self.shards:
            self._shard(SUBJECT, set())
        for shard in self.shards:
            if not shard.always_met:
                self._sink(shard, last + 1)

    def _decision(self, number: int) -> None:
        decision = self.program.decisions[number]
        for at, rule in enumerate(decision.rules):
            self._both(rule.id, rule.when, Says("rule", number, at), 2 * number)
        if decision.otherwise is not None:
            some = Branch(how="any", parts=tuple(rule.when for rule in decision.rules), label=None, span=_NOWHERE)
            complement = self.forms.form(some, met=False)
            self._form(f"otherwise {decision.name}", complement, Says("otherwise", number), 2 * number)
        self._form(f"settle {decision.name}", (frozenset(),), Says("settle", number), 2 * number + 1)

    def _both(self, name: str, condition: Condition | None, says: Says, priority: int) -> None:
        """Plan the met and the not-met form of `condition`; no condition at all is always met."""
        if condition is None:
            self._form(name, (frozenset(),), says, priority)
            return
        self._form(name, self.forms.form(condition, met=True), says, priority)
        denied = Says(says.role, says.decision, says.at, met=False)
        self._form(f"not {name}", self.forms.form(condition, met=False), denied, priority)

    def _form(self, name: str, form: Form, says: Says, priority: int) -> None:
        for at, branch in enumerate(form, start=1):
            title = self._title(name if at == 1 else f"{name}#{at}")
            self.rules.append(PlannedRule(title, priority, tuple(self._patterns(branch)), says))

    def _title(self, wanted: str) -> str:
        """Return a name that no other rule has and that needs no escape in JSON."""
        title = wanted if _SAFE.fullmatch(wanted) else f"rule {len(self.rules)}"
        while title in self.titles:
            title += "'"
        self.titles.add(title)
        return title

    def _patterns(self, branch: Conjunction) -> Iterator[Pattern]:
        sources = sorted({asked.column.source for asked in branch}) or [SUBJECT]
        for source in sources:
            asked = sorted((each for each in branch if each.column.source == source), key=self._place)
            shard = self._shard(source, {each.column for each in asked})
            shard.patterns += 1
            shard.columns |= {each.column: None for each in asked}
            shard.always_met |= not branch
            yield Pattern(shard.number, tuple(asked))

    def _place(self, asked: Asked) -> tuple[int, str, int]:
        return (self.forms.order[asked.column], asked.operation, asked.value)

    def _shard(self, source: int, columns: set[Column]) -> _Filling:
        for shard in self.shards:
            if shard.source == source and shard.takes(columns):
                return shard
        self.shards.append(_Filling(len(self.shards), source))
        return self.shards[-1]

    def _sink(self, shard: _Filling, priority: int) -> None:
        """Take the facts that no rule asks about: durable_rules refuses a fact that nothing could match."""
        pattern = Pattern(shard.number, ())
        title = self._title(f"sink {shard.number}")
        self.rules.append(PlannedRule(title, priority, (pattern,), Says("sink")))

    def finished(self) -> Plan:
        columns = dict.fromkeys(column for shard in self.shards for column in shard.columns)
        names, titles = Names(SHARD), Names()
        told = {source: titles.name(self._source(source)) for source in range(SUBJECT, len(self.program.decisions))}
        return Plan(
            program=self.program,
            rules=tuple(sorted(self.rules, key=lambda rule: rule.priority)),
            shards=tuple(
                Shard(shard.number, shard.source, told[shard.source], tuple(shard.columns)) for shard in self.shards
            ),
            names={column: names.name(wanted_name(column, self.program)) for column in columns},
        )

    def _source(self, source: int) -> str:
        return "facts" if source == SUBJECT else self.program.decisions[source].name
