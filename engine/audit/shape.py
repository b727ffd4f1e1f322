"""A record → whether it is as `docs/decision-log.md` has it: all members, of their types, facts of their digest.

A chain alone says who stands behind whom. Whoever makes a whole log anew may chain anything; what reads a verified log
relies on this shape.
"""

from collections.abc import Callable, Mapping
from typing import Any

from engine.audit.canonical import digest_of
from engine.audit.records import LOG_FORMAT, Record
from engine.rulebook.values import day

_Test = Callable[[Any], bool]


def _is(*types: type) -> _Test:
    """Return a test for exactly these types: true is no integer."""
    return lambda value: type(value) in types


def _texts(value: object) -> bool:
    return isinstance(value, dict) and all(type(text) is str for text in value.values())


def _members(**tests: _Test) -> _Test:
    """Return a test for an object with at least these members."""
    return lambda value: (
        isinstance(value, dict) and all(name in value and test(value[name]) for name, test in tests.items())
    )


def _each(test: _Test) -> _Test:
    return lambda value: isinstance(value, list) and all(map(test, value))


def _under_names(test: _Test) -> _Test:
    return lambda value: isinstance(value, dict) and all(map(test, value.values()))


def _day(value: object) -> bool:
    return type(value) is str and day(value) is not None


_TEXT, _WHOLE, _TEXT_OR_NULL = _is(str), _is(int), _is(str, type(None))
_RUN = _members(id=_TEXT, moment=_TEXT, engine=_TEXT, language=_is(str, int), operator=_TEXT_OR_NULL)
_VERDICT = _members(
    outcome=_is(dict),
    because=_under_names(_each(_TEXT)),
    undetermined=_under_names(_each(_TEXT)),
    flags=_texts,
    duties=_under_names(_members(status=_TEXT, due=lambda _: True)),
)
_CONSIDERED = _each(_members(edition=_TEXT, digest=_TEXT, outcome=lambda _: True, possible=lambda _: True))
_DECISION = _members(
    run=_RUN,
    rulebook=_TEXT,
    edition=_TEXT_OR_NULL,
    digest=_TEXT_OR_NULL,
    editions=_each(_members(edition=_TEXT, digest=_TEXT)),
    as_of=_TEXT,
    subject=_texts,
    facts=_is(dict),
    facts_digest=_TEXT,
    verdict=_VERDICT,
    trace_digest=_TEXT,
    failed=_TEXT_OR_NULL,
)
_SHAPES: Mapping[str, _Test] = {
    "header": _members(
        format=lambda value: value == LOG_FORMAT,
        log=_TEXT,
        created=_TEXT,
        hashes=_each(_TEXT),
        checkpoint_every=_WHOLE,
        masking=_TEXT_OR_NULL,
    ),
    "decision": _DECISION,
    "checkpoint": _members(
        at=lambda value: value in ("interval", "close"), size=_WHOLE, root=_TEXT, signature=_is(dict, type(None))
    ),
    "recovered": _members(run=_RUN, cut=_WHOLE, digest=_TEXT),
    # what is recorded about duties stands in a log of its own, beside the results they come from
    "discharge": _members(
        rulebook=_TEXT,
        subject=_texts,
        duty=_TEXT,
        on=_day,
        by=_TEXT,
        evidence=_members(text=_TEXT, file=_TEXT_OR_NULL, digest=_TEXT_OR_NULL),
        moment=_TEXT,
    ),
    "withdrawal": _members(of=_WHOLE, reason=_TEXT, by=_TEXT, moment=_TEXT),
}


def well_formed(record: Record) -> bool:
    """Return whether `record`, which carries its own hashes, is one of a log; a header stands first and only there."""
    kind = record["kind"]
    if (kind == "header") != (record["seq"] == 0) or kind not in _SHAPES or not _SHAPES[kind](record):
        return False
    if kind != "decision":
        return True
    considered = record["verdict"].get("considered", [])
    return _CONSIDERED(considered) and record["facts_digest"] == digest_of(record["facts"])
