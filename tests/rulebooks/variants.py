"""Tables of cases and what the law says of them, written before the rulebooks were asked; how the rulebooks answer."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from engine.cli.command_line import run
from engine.driver.opening import open_rulebook


@dataclass(frozen=True)
class Case:
    """`said` are decisions with their outcomes; `more` is what else the case is about.

    `edition`, `applied_by`; `undetermined` facts by decision; `flags` that stand among others and `no_flags` that do
    not; `duties` as `{id: (due, status)}`, None where it is not owed; `amounts`.
    """

    why: str
    as_of: str
    facts: Mapping[str, Any]
    said: Mapping[str, Any]
    more: Mapping[str, Any] = field(default_factory=dict)


def case(why: str, as_of: str, facts: Mapping[str, Any], said: Mapping[str, Any], **more: Any) -> Case:
    return Case(why, as_of, facts, said, more)


def parameters(cases: tuple[Case, ...]) -> list[Any]:
    return [pytest.param(at, id=f"{at}-{found.why}") for at, found in enumerate(cases)]


def answers(family: str, base: Mapping[str, Any], cases: tuple[Case, ...], folder: Path) -> dict[int, dict[str, Any]]:
    """Return what `rules eval` says of every case, by its place: one run for each day of decision."""
    key = opened_key(family)
    found: dict[int, dict[str, Any]] = {}
    for day in sorted({each.as_of for each in cases}):
        places = [at for at, each in enumerate(cases) if each.as_of == day]
        rows = [{**dict.fromkeys(key, f"{at}"), **base, **cases[at].facts} for at in places]
        given, told = folder / f"{family}-{day}.jsonl", folder / f"{family}-{day}.out.jsonl"
        given.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
        assert run(["eval", family, str(given), "--as-of", day, "--format", "jsonl", "-o", str(told)]) == 0, day
        lines = told.read_text("utf-8").splitlines()
        found |= {at: json.loads(line) for at, line in zip(places, lines, strict=True)}
    return found


def opened_key(family: str) -> tuple[str, ...]:
    """Return the columns that name a subject of `family`."""
    return open_rulebook(family, date(2026, 11, 1)).program.family.key


def differing(told: dict[str, Any], wanted: Case) -> dict[str, tuple[Any, Any]]:
    """Return where the answer is not what was expected: `{what: (expected, answered)}`."""
    pairs = {name: (value, told["outcome"].get(name, ...)) for name, value in wanted.said.items()}
    more = dict(wanted.more)
    flags = set(more.pop("flags", ()))
    pairs["flags"] = (flags, flags & set(told["flags"]))
    absent = set(more.pop("no_flags", ()))
    pairs["no_flags"] = (set(), absent & set(told["flags"]))
    owed = {duty["id"]: (duty["due"], duty["status"]) for duty in told["duties"]}
    pairs |= {f"duty {name}": (value, owed.get(name)) for name, value in more.pop("duties", {}).items()}
    pairs |= {name: (value, told["amounts"][name]) for name, value in more.pop("amounts", {}).items()}
    pairs |= {name: (value, told["undetermined"].get(name)) for name, value in more.pop("undetermined", {}).items()}
    pairs |= {name: (value, told[name]) for name, value in more.items()}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}
