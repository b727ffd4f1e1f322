"""A rulebook → prose that reads without knowing YAML: every number with its source, every rule as sentences."""

from collections.abc import Iterator, Mapping

from engine.explain.citations import Citation
from engine.messages.words import Language
from engine.program.program import CompiledDecision, CompiledDuty, CompiledFlag, Program
from engine.render.condition_text import Lines, condition_lines
from engine.render.explanation_words import Speaker
from engine.render.terminal_text import safe
from engine.rulebook.rulebook import DatedValue, Owner, Parameter, Rulebook


def rulebook_text(rulebook: Rulebook, program: Program, citations: Mapping[str, Citation], language: Language) -> str:
    """Return `rulebook` as `program` reads it on its law date, in words."""
    prose = _Prose(rulebook, program, Speaker(program, citations, language))
    return "".join(f"{'  ' * depth}{safe(text)}\n" if text else "\n" for depth, text in prose.lines())


class _Prose:
    """The parts of one rulebook as lines, each with how far it stands in."""

    def __init__(self, rulebook: Rulebook, program: Program, speaker: Speaker) -> None:
        self._rulebook = rulebook
        self._program = program
        self._say = speaker.say
        self._speaker = speaker

    def lines(self) -> Lines:
        yield from self._head()
        for title, parts in (
            ("show.parameters", [self._parameter(found) for found in self._rulebook.parameters]),
            ("show.decisions", [self._decision(self._program.decisions[at]) for at in self._program.reading_order]),
            ("show.flags", [self._flag(found) for found in self._program.flags]),
            ("show.duties", [self._duty(found) for found in self._program.duties]),
        ):
            if parts:
                yield 0, ""
                yield 0, self._say(title)
            for part in parts:
                yield from ((depth + 1, text) for depth, text in part)

    def _head(self) -> Lines:
        program = self._program
        yield 0, self._rulebook.title
        for word, value in (
            ("show.edition", f"{program.name}@{program.edition}"),
            ("show.status", self._say(f"show.status.{program.status}")),
            ("show.rank", self._say(f"rank.{program.family.rank}")),
            ("show.as_of", program.as_of),
            ("show.digest", program.digest),
        ):
            yield 1, self._labelled(word, value)
        for summary in filter(None, (self._rulebook.family.summary, self._rulebook.summary)):
            yield 1, self._speaker.tight(" ".join(summary.split()))

    def _labelled(self, word: str, value: object) -> str:
        return self._say("label.colon", label=self._say(word), value=value)

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

    def _dated(self, dated: DatedValue, parameter: Parameter) -> str:
        if dated.written is None:
            return self._say("show.ended", since=dated.since)
        value = dated.written.value
        stated = self._speaker.quantity(
            value * 100 if parameter.unit == "CNY" and dated.written.unit is None else value, parameter.unit
        )
        return self._say("show.value", since=dated.since, value=stated)

    def _decision(self, decision: CompiledDecision) -> Lines:
        yield 0, self._say("show.decision", title=decision.title, name=decision.name)
        if len(decision.rules) > 1:
            yield 1, self._say(f"show.hit.{decision.hit}")
        for rule in decision.rules:
            yield 1, self._say("show.rule", id=rule.id, title=rule.title)
            yield from ((depth + 2, text) for depth, text in condition_lines(rule.when, self._speaker))
            yield 2, self._say("show.then", outcome=self._speaker.outcome(decision, rule.then))
            yield from ((2, text) for text in self._sources(rule.cites))
        if decision.otherwise is not None:
            yield 1, self._say("show.otherwise", outcome=self._speaker.outcome(decision, decision.otherwise))

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
        due = duty.due
        if due is None:
            return self._say("explain.duty.no_due")
        if due.within is None or due.since is None:
            return due.setting or self._say("explain.duty.no_due")
        unit = self._say(f"period.{due.within.unit}")
        return self._say(
            "explain.duty.within", since=self._speaker.fact(due.since), number=due.within.number, unit=unit
        )
