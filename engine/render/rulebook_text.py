"""A rulebook → prose that reads without knowing YAML: every number with its source, every rule as sentences."""

from collections.abc import Iterator, Mapping

from engine.explain.citations import Citation
from engine.library.lock import SignOff
from engine.messages.words import Language
from engine.program.amounts import CompiledAmount
from engine.program.program import CompiledDecision, CompiledDuty, CompiledFlag, CompiledRule, Program
from engine.render.condition_text import Lines, condition_lines
from engine.render.decision_table import Grid, drawn, grid
from engine.render.explanation_text import due_words
from engine.render.explanation_words import Speaker
from engine.render.terminal_text import safe
from engine.rulebook.rulebook import DatedValue, Owner, Parameter, Prevails, Rulebook


def rulebook_text(
    rulebook: Rulebook,
    program: Program,
    citations: Mapping[str, Citation],
    language: Language,
    signed: SignOff | None = None,
) -> str:
    """Return `rulebook` as `program` reads it on its law date, in words; `signed` says who released it."""
    prose = Prose.of(rulebook, program, citations, language, signed)
    return "".join(f"{'  ' * depth}{safe(text)}\n" if text else "\n" for depth, text in prose.lines())


class Prose:
    """The parts of one rulebook as lines, each with how far it stands in."""

    def __init__(self, rulebook: Rulebook, program: Program, speaker: Speaker, signed: SignOff | None = None) -> None:
        self._rulebook = rulebook
        self._signed = signed
        self._program = program
        self._say = speaker.say
        self._speaker = speaker

    @classmethod
    def of(
        cls,
        rulebook: Rulebook,
        program: Program,
        citations: Mapping[str, Citation],
        language: Language,
        signed: SignOff | None = None,
    ) -> "Prose":
        return cls(rulebook, program, Speaker(program, citations, language), signed)

    def lines(self) -> Lines:
        yield 0, self._rulebook.title
        yield from ((1, self._say("label.colon", label=label, value=value)) for label, value in self.head())
        yield from ((1, summary) for summary in self.summaries())
        parameters = [self._parameter(found) for found in self._rulebook.parameters]
        for title, parts in ((self._say("show.parameters"), parameters), *self.sections()):
            if parts:
                yield 0, ""
                yield 0, title
            for part in parts:
                yield from ((depth + 1, text) for depth, text in self._with_table(part))

    def _with_table(self, part: Lines) -> Lines:
        grids = self.grids()
        for depth, text in part:
            yield depth, text
            if depth == 0 and text in grids:
                yield from ((1, line) for line in drawn(grids[text]))

    def grids(self) -> dict[str, Grid]:
        """Return the decision tables by the title line of their decision."""
        tables = {found.name: found.table for found in self._rulebook.decisions}
        return {
            self._heading(decision): grid(table, decision, self._speaker)
            for decision in self._program.decisions
            if (table := tables.get(decision.name))
        }

    def sections(self) -> Iterator[tuple[str, list[Lines]]]:
        """Yield the decisions, the flags and the duties; the first line of each is its title."""
        decisions = [self._decision(self._program.decisions[at]) for at in self._program.reading_order]
        yield self._say("show.decisions"), decisions
        yield self._say("show.amounts"), [self._amount(found) for found in self._program.amounts]
        yield self._say("show.flags"), [self._flag(found) for found in self._program.flags]
        yield self._say("show.duties"), [self._duty(found) for found in self._program.duties]

    def _amount(self, amount: CompiledAmount) -> Lines:
        decision = self._program.decisions[amount.decision]
        yield 0, self._say("show.parameter", title=amount.title, name=amount.name)
        for rule in decision.rules:
            yield from self._rule(rule, decision)
        if decision.otherwise is not None:
            yield 1, self._say("show.otherwise", outcome=self._speaker.outcome(decision, decision.otherwise))

    def head(self) -> Iterator[tuple[str, str]]:
        """Yield what the edition is: labels and values."""
        program = self._program
        yield self._say("show.edition"), f"{program.name}@{program.edition}"
        yield self._say("show.status"), self._say(f"show.status.{program.status}")
        if self._signed and program.status == "released":
            yield self._say("show.signed"), self._say("show.signed_by", by=self._signed.reviewer, on=self._signed.on)
            if self._signed.note:
                yield self._say("show.signed_note"), self._signed.note
        yield self._say("show.rank"), self._say(f"rank.{program.family.rank}")
        yield self._say("show.as_of"), program.as_of.isoformat()
        yield self._say("show.digest"), program.digest

    def summaries(self) -> Iterator[str]:
        for summary in filter(None, (self._rulebook.family.summary, self._rulebook.summary)):
            yield self._speaker.tight(" ".join(summary.split()))

    def values(self) -> Iterator[tuple[str, ...]]:
        """Yield every value of every parameter: title, name, day, value, basis, note, and whether it is in force."""
        in_force = {found.name: found.since for found in self._program.parameters}
        for parameter in self._rulebook.parameters:
            for dated in sorted(parameter.values, key=lambda value: value.since):
                basis = self._speaker.basis(dated.basis) if dated.basis.cite or dated.basis.setting else ""
                current = self._say("explain.yes") if in_force.get(parameter.name) == dated.since else ""
                value = self._quantity(dated, parameter) or self._say("show.no_value")
                note = "".join(filter(None, (dated.basis.note, *self._prevails(dated.prevails))))
                yield parameter.title, parameter.name, dated.since.isoformat(), value, basis, note, current

    def _parameter(self, parameter: Parameter) -> Lines:
        yield 0, self._say("show.parameter", title=parameter.title, name=parameter.name)
        in_force = {found.name: found.since for found in self._program.parameters}
        for dated in sorted(parameter.values, key=lambda value: value.since):
            line = self._dated(dated, parameter)
            current = in_force.get(parameter.name) == dated.since
            yield 1, self._say("show.in_force", line=line) if current else line
            basis = dated.basis
            if basis.cite or basis.setting:
                yield 2, self._speaker.basis(basis)
            if basis.note:
                yield 2, self._say("explain.note", note=basis.note)
            yield from ((2, text) for text in self._prevails(dated.prevails))

    def _dated(self, dated: DatedValue, parameter: Parameter) -> str:
        value = self._quantity(dated, parameter)
        if value is None:
            return self._say("show.ended", since=dated.since)
        return self._say("show.value", since=dated.since, value=value)

    def _quantity(self, dated: DatedValue, parameter: Parameter) -> str | None:
        if dated.written is None:
            return None
        value = dated.written.value
        yuan = parameter.unit == "CNY" and dated.written.unit is None
        return self._speaker.quantity(value * 100 if yuan else value, parameter.unit)

    def _heading(self, decision: CompiledDecision) -> str:
        return self._say("show.decision", title=decision.title, name=decision.name)

    def _decision(self, decision: CompiledDecision) -> Lines:
        yield 0, self._heading(decision)
        if len(decision.rules) > 1:
            yield 1, self._say(f"show.hit.{decision.hit}")
        tabular = self._heading(decision) in self.grids()
        for rule in decision.rules:
            yield from self._row(rule) if tabular else self._rule(rule, decision)
        if decision.otherwise is not None:
            yield 1, self._say("show.otherwise", outcome=self._speaker.outcome(decision, decision.otherwise))

    def _rule(self, rule: CompiledRule, decision: CompiledDecision) -> Lines:
        yield 1, self._say("show.rule", id=rule.id, title=rule.title)
        yield from ((depth + 2, text) for depth, text in condition_lines(rule.when, self._speaker))
        yield 2, self._say("show.then", outcome=self._speaker.outcome(decision, rule.then))
        yield from ((2, text) for text in self._resting(rule))

    def _row(self, rule: CompiledRule) -> Lines:
        """Yield what the table leaves out: what a row is called and what it rests on."""
        if rule.title or rule.cites:
            yield 1, self._say("show.rule", id=rule.id, title=rule.title)
            yield from ((2, text) for text in self._resting(rule))

    def _resting(self, rule: CompiledRule) -> Iterator[str]:
        """Yield what a rule rests on, and which article prevails where they disagree."""
        yield from self._sources(rule.cites)
        rules = (found for decision in self._rulebook.decisions for found in decision.rules)
        yield from self._prevails(next((found.prevails for found in rules if found.id == rule.id), None))

    def _prevails(self, found: Prevails | None) -> Iterator[str]:
        if found:
            article = self._speaker.article(found.cite.reference)
            yield self._say("show.prevails", article=article, reason=found.reason)

    def _sources(self, cites: tuple[str, ...]) -> Iterator[str]:
        return (self._say("explain.source", cited=self._speaker.cited(cite)) for cite in cites)

    def _flag(self, flag: CompiledFlag) -> Lines:
        yield 0, self._say("show.decision", title=flag.title, name=flag.name)
        if flag.when is None:
            yield 1, self._say("show.always")
        else:
            yield from ((depth + 1, text) for depth, text in condition_lines(flag.when, self._speaker))
        yield from ((1, text) for text in self._sources(flag.cites))

    def _duty(self, duty: CompiledDuty) -> Lines:
        yield 0, self._say("show.decision", title=duty.title, name=duty.name)
        if duty.stage:
            yield 1, self._say("explain.duty.stage", stage=duty.stage)
        if duty.what:
            yield 1, self._say("explain.duty.what", what="、".join(duty.what))
        yield from ((depth + 1, text) for depth, text in condition_lines(duty.when, self._speaker))
        yield 1, self._say("explain.duty.owner", owner=self._owner(duty.owner))
        if duty.assisted_by:
            yield 1, self._say("explain.duty.assisted_by", assisted_by=self._owner(duty.assisted_by))
        if duty.first:
            yield 1, self._say("explain.duty.first", first=duty.first)
        yield 1, self._say("explain.duty.due", due=self._due(duty))
        if duty.evidence:
            yield 1, self._say("explain.duty.evidence", evidence=duty.evidence)
        yield from ((1, text) for text in self._sources(duty.cites))

    def _owner(self, owner: Owner) -> str:
        return owner.role or owner.setting or ""

    def _due(self, duty: CompiledDuty) -> str:
        return due_words(duty.due, None, self._speaker)
