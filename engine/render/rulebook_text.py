"""A rulebook → prose that reads without knowing YAML: every number with its source, every rule as sentences."""

from collections.abc import Iterator, Mapping

from engine.explain.citations import Citation
from engine.messages.words import Language
from engine.program.program import (
    Branch,
    CompiledDecision,
    CompiledDuty,
    CompiledFlag,
    Condition,
    DecisionLeaf,
    Leaf,
    Program,
)
from engine.render.explanation_words import Speaker
from engine.render.terminal_text import safe
from engine.rulebook.rulebook import DatedValue, Owner, Parameter, Rulebook


def rulebook_text(rulebook: Rulebook, program: Program, citations: Mapping[str, Citation], language: Language) -> str:
    """Return `rulebook` as `program` reads it on its law date, in words."""
    prose = _Prose(rulebook, program, Speaker(program, citations, language))
    return "".join(f"{'  ' * depth}{safe(text)}\n" if text else "\n" for depth, text in prose.lines())


Lines = Iterator[tuple[int, str]]


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
            yield from ((depth + 2, text) for depth, text in self._condition(rule.when))
            yield 2, self._say("show.then", outcome=self._speaker.outcome(decision, rule.then))
            yield from ((2, text) for text in self._sources(rule.cites))
        if decision.otherwise is not None:
            yield 1, self._say("show.otherwise", outcome=self._speaker.outcome(decision, decision.otherwise))

    def _sources(self, cites: tuple[str, ...]) -> Iterator[str]:
        return (self._say("explain.source", cited=self._speaker.cited(cite)) for cite in cites)

    def _condition(self, condition: Condition) -> Lines:
        match condition:
            case Branch():
                group = self._say(f"show.{condition.how}")
                yield 0, self._say("label.colon", label=condition.label, value=group) if condition.label else group
                for part in condition.parts:
                    yield from ((depth + 1, text) for depth, text in self._condition(part))
            case DecisionLeaf():
                yield from self._labelled_lines(self._reference(condition), condition.label)
            case Leaf():
                yield from self._labelled_lines(self._leaf(condition), condition.label)

    def _labelled_lines(self, what: str, label: str | None) -> Lines:
        """Yield what the author says of a condition, and the condition itself below it."""
        if label:
            yield 0, label
        yield (1 if label else 0), self._speaker.tight(what)

    def _leaf(self, leaf: Leaf) -> str:
        left = self._speaker.worded(leaf.left.text)
        if leaf.comparator == "present":
            return self._say("show.absent" if leaf.negated else "show.present", left=left)
        word = f"compare.{leaf.comparator}"
        if leaf.unit in ("day", "moment") and leaf.comparator.split("_")[0] in ("at", "more", "less"):
            word = f"{word}.day"
        return self._say("show.leaf", left=left, comparator=self._say(word), right=self._right(leaf))

    def _right(self, leaf: Leaf) -> str:
        """Return the right side in words; choices by their titles, flags as yes and no."""
        if leaf.unit == "flag":
            return self._say("explain.yes" if leaf.right.text == "true" else "explain.no")
        if leaf.unit == "choice":
            titles = dict(self._program.fact(leaf.left.text).choices)
            return "、".join(titles.get(value, value) for value in leaf.right.text.replace("、", ", ").split(", "))
        return self._speaker.worded(leaf.right.text)

    def _reference(self, leaf: DecisionLeaf) -> str:
        decision = self._program.decisions[leaf.decision]
        outcomes = self._speaker.outcomes(decision, leaf.values)
        return self._say(
            "show.reference_not" if leaf.negated else "show.reference", decision=decision.title, outcomes=outcomes
        )

    def _flag(self, flag: CompiledFlag) -> Lines:
        yield 0, self._say("show.decision", title=flag.title, name=flag.name)
        if flag.when is None:
            yield 1, self._say("show.always")
        else:
            yield from ((depth + 1, text) for depth, text in self._condition(flag.when))
        yield from ((1, text) for text in self._sources(flag.cites))

    def _duty(self, duty: CompiledDuty) -> Lines:
        yield 0, self._say("show.decision", title=duty.title, name=duty.name)
        if duty.stage:
            yield 1, self._say("explain.duty.stage", stage=duty.stage)
        if duty.what:
            yield 1, self._say("explain.duty.what", what="、".join(duty.what))
        yield from ((depth + 1, text) for depth, text in self._condition(duty.when))
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
