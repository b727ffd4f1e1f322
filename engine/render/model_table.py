"""The model description table (模型说明表) of a rulebook: a row a rule, as technical reviewers of models ask for it."""

import csv
import io
import json
from collections.abc import Iterator, Mapping
from datetime import date

from engine.explain.citations import Citation
from engine.messages.catalogue import speak
from engine.messages.words import phrase
from engine.program.program import (
    Branch,
    CompiledDecision,
    CompiledRule,
    Condition,
    DecisionLeaf,
    Leaf,
    Program,
    facts_of_test,
)
from engine.render.condition_text import condition_lines
from engine.render.explanation_words import Speaker
from engine.render.markdown import table
from engine.render.terminal_text import safe
from engine.render.to_csv import guarded
from engine.render.workbook import Sheet, workbook
from engine.rulebook.rulebook import Rulebook

#: The columns as a published table of models has them; `model.column.<name>` is the title.
COLUMNS = (
    "number",
    "model",
    "anomaly",
    "business",
    "indicators",
    "names",
    "subject",
    "technical",
    "code",
    "thresholds",
    "result",
    "level",
)
_OPERATORS = {
    "at_least": "≥",
    "more_than": ">",
    "at_most": "≤",
    "less_than": "<",
    "is": "=",
    "is_not": "≠",
    "one_of": "∈",
    "between": "∈",
}
_GROUPS = {"all": " ∧ ", "any": " ∨ "}

Row = tuple[str, ...]


def model_titles() -> Row:
    return tuple(_say(f"model.column.{name}") for name in COLUMNS)


def model_rows(rulebook: Rulebook, program: Program, citations: Mapping[str, Citation]) -> list[Row]:
    """Return a row for every rule of every decision, in reading order."""
    speaker = Speaker(program, citations, "zh")
    rules = (
        (decision, rule)
        for at in program.reading_order
        for decision in (program.decisions[at],)
        for rule in decision.rules
    )
    return [
        (str(number), rulebook.title, *_row(decision, rule, speaker))
        for number, (decision, rule) in enumerate(rules, 1)
    ]


def _row(decision: CompiledDecision, rule: CompiledRule, speaker: Speaker) -> Row:
    program = speaker.program
    leaves = list(_leaves(rule.when))
    facts = dict.fromkeys(name for leaf in leaves for name in facts_of_test(program.tests[leaf.test]))
    parameters = dict.fromkeys(name for leaf in leaves for side in (leaf.left, leaf.right) for name in side.parameters)
    outcome = speaker.outcome(decision, rule.then)
    return (
        f"{decision.title}：{rule.title}" if rule.title else decision.title,
        "\n".join(f"{'　' * depth}{text}" for depth, text in condition_lines(rule.when, speaker)),
        "、".join(map(speaker.fact, facts)),
        ", ".join(facts),
        _say(f"model.subject.{program.family.subject}"),
        _formula(rule.when, program),
        f"{program.name}@{program.edition}#{rule.id}",
        "\n".join(speaker.parameter(program.parameter(name)) for name in parameters),
        outcome,
        outcome if decision.outcomes and not isinstance(rule.then, bool) else "",
    )


def _leaves(condition: Condition) -> Iterator[Leaf]:
    match condition:
        case Leaf():
            yield condition
        case Branch(parts=parts):
            for part in parts:
                yield from _leaves(part)
        case DecisionLeaf():
            return


def _formula(condition: Condition, program: Program) -> str:
    """Return the condition as a formula over names."""
    match condition:
        case Leaf(comparator="present"):
            known = "NULL" if condition.negated else "NOT NULL"
            return f"{condition.left.text} IS {known}"
        case Leaf():
            return f"{condition.left.text} {_OPERATORS[condition.comparator]} {condition.right.text}"
        case DecisionLeaf():
            name, asked = program.decisions[condition.decision].name, ", ".join(map(_plain, condition.asked))
            return f"{name} {_OPERATORS.get(condition.comparator, condition.comparator)} {asked}"
        case Branch(how="not", parts=(part,)):
            return f"¬({_formula(part, program)})"
        case Branch():
            parts = (
                f"({_formula(part, program)})" if isinstance(part, Branch) else _formula(part, program)
                for part in condition.parts
            )
            return _GROUPS[condition.how].join(parts)


def _plain(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def model_markdown(rows: list[Row]) -> str:
    """Return the table as Markdown."""
    return "".join(f"{line}\n" for line in table([model_titles(), *rows]))


def model_csv(rows: list[Row]) -> str:
    """Return the table as CSV; nothing in it is taken for a formula."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(model_titles())
    writer.writerows([guarded("\n".join(map(safe, text.split("\n")))) for text in row] for row in rows)
    return written.getvalue()


def model_json(rows: list[Row]) -> str:
    """Return the table as a list of objects under the names of `COLUMNS`."""
    found = [dict(zip(COLUMNS, row, strict=True)) for row in rows]
    return json.dumps(found, ensure_ascii=False, indent=2) + "\n"


def model_xlsx(rows: list[Row], program: Program, day: date) -> bytes:
    """Return the table as a workbook."""
    edition = f"{program.name}@{program.edition}"
    basis = _say("handover.basis", edition=edition, digest=program.digest, as_of=day)
    title = _say("model.title")
    footer = _say("handover.footer", basis=basis)
    sheet = Sheet(name=title, titles=model_titles(), rows=rows, footer=footer, held=2)
    return workbook((sheet,), title=title, comments=basis, day=day)


def _say(identifier: str, **values: object) -> str:
    return speak(phrase(identifier, **values), "zh")
