"""`answers.yaml`: what a person said about exports that do not say it themselves; the topmost layer of a profile."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fnmatch import fnmatchcase
from pathlib import Path

from engine.document.from_yaml import read_yaml
from engine.document.nodes import Mapping as MappingNode
from engine.document.nodes import Node, Scalar
from engine.document.nodes import Sequence as SequenceNode
from engine.ledger.headers import normal_header
from engine.ledger.moments import day_from_text
from engine.ledger.profile import CODED, Profile
from engine.schema.check import check_document
from engine.source.report import Diagnostic, Report

ANSWERS = "answers.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What is said about the files whose names match."""

    files: tuple[str, ...]  #: patterns of names as the import report writes them
    profile: str = ""
    account: str = ""  #: own account of files that name none
    skip: bool = False  #: the file is no ledger
    columns: Mapping[str, tuple[str, ...]]
    codes: Mapping[str, Mapping[str, str]]
    unit: str = ""
    positive: str = ""
    signs: str = ""

    def about(self, name: str) -> bool:
        return any(fnmatchcase(name, pattern) for pattern in self.files)

    def over(self, profile: Profile) -> Profile:
        """Return `profile` with what was answered on top of it."""
        known = {
            **profile.codes,
            **{name: {**profile.codes.get(name, {}), **said} for name, said in self.codes.items()},
        }
        named = frozenset(header for headers in self.columns.values() for header in headers)
        kept = {
            column: tuple(header for header in headers if header not in named)
            for column, headers in profile.columns.items()
        }
        return replace(
            profile,
            columns={**kept, **{name: headers for name, headers in self.columns.items() if headers}},
            unused=(profile.unused | frozenset(self.columns.get("unused", ()))) - named,
            asked=tuple(header for header in profile.asked if header not in named),
            codes=known,
            unit="fen" if self.unit == "fen" else "yuan" if self.unit else profile.unit,
            positive=self.positive or profile.positive,
            signs=self.signs or profile.signs,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """All answers of a case folder, the later ones on top, and the period that bank tasks asked for."""

    answers: Sequence[Answer] = ()
    asked_from: date | None = None
    asked_to: date | None = None

    def about(self, name: str) -> Answer:
        """Return what is said about the file `name`, all in one."""
        found = [answer for answer in self.answers if answer.about(name)]
        columns = {column: headers for answer in found for column, headers in answer.columns.items()}
        codes: dict[str, dict[str, str]] = {}
        for answer in found:
            for column, meanings in answer.codes.items():
                codes.setdefault(column, {}).update(meanings)
        return Answer(
            files=(name,),
            profile=_last(answer.profile for answer in found),
            account=_last(answer.account for answer in found),
            skip=any(answer.skip for answer in found),
            columns=columns,
            codes=codes,
            unit=_last(answer.unit for answer in found),
            positive=_last(answer.positive for answer in found),
            signs=_last(answer.signs for answer in found),
        )


NO_ANSWERS = Answers()


def _last(texts: Iterable[str]) -> str:
    return next((text for text in reversed(list(texts)) if text), "")


def read_answers(path: Path, report: Report) -> Answers:
    """Return what the file at `path` answers; nothing where there is none.

    Errors: D101-D117, D201-D214, F627
    """
    document = read_yaml(path, path.name, report) if path.exists() else None
    checked = check_document(document, "answers", report) if document else None
    if checked is None:
        return NO_ANSWERS
    said, tasks = checked.root.get("answers"), checked.root.get("tasks")
    items = said.items if isinstance(said, SequenceNode) else ()
    return Answers(
        answers=tuple(_answer(item) for item in items if isinstance(item, MappingNode)),
        asked_from=_day(tasks, "covered_from", report),
        asked_to=_day(tasks, "covered_to", report),
    )


def _day(tasks: Node | None, key: str, report: Report) -> date | None:
    node = tasks.get(key) if isinstance(tasks, MappingNode) else None
    if not isinstance(node, Scalar):
        return None
    day = day_from_text(node.text)
    if day is None:
        report.add(Diagnostic(code="F627", span=node.span, values={"column": key, "text": node.text}))
    return day


def _answer(node: MappingNode) -> Answer:
    columns, codes = node.get("columns"), node.get("codes")
    return Answer(
        files=_texts(node.get("files")),
        profile=_text(node.get("profile")),
        account=_text(node.get("account")),
        skip=_text(node.get("skip")) == "true",
        columns={
            entry.name: tuple(normal_header(text) for text in _texts(entry.value))
            for entry in (columns if isinstance(columns, MappingNode) else ())
        },
        codes={
            entry.name: _meanings(entry.value)
            for entry in (codes if isinstance(codes, MappingNode) else ())
            if entry.name in CODED
        },
        unit=_text(node.get("unit")),
        positive=_text(node.get("positive")),
        signs=_text(node.get("signs")),
    )


def _meanings(node: Node) -> Mapping[str, str]:
    values = node if isinstance(node, MappingNode) else ()
    return {text: entry.name for entry in values for text in _texts(entry.value)}


def _text(node: Node | None) -> str:
    return node.text if isinstance(node, Scalar) else ""


def _texts(node: Node | None) -> tuple[str, ...]:
    items = node.items if isinstance(node, SequenceNode) else (node,) if node else ()
    return tuple(item.text for item in items if isinstance(item, Scalar))
