"""What differs between two editions, and for whom → JSON."""

import json
from collections.abc import Sequence

from engine.diff.affected import Affected, Group
from engine.diff.changes import Change, Difference
from engine.diff.parts import Shown
from engine.program.program import Program
from engine.render.diff_words import Side, rule_word
from engine.render.explanation_leaves import leaf_sentence


def diff_json(changes: Sequence[Change], affected: Affected | None, before: Side, after: Side) -> str:
    """Return the changes and every subject that comes out otherwise; conditions in words, line by line."""
    shown = {
        "schema_version": 1,
        "before": _edition(before.program),
        "after": _edition(after.program),
        "changes": [_change(change, before, after) for change in changes],
        "affected": _affected(affected, before, after) if affected else None,
    }
    return json.dumps(shown, ensure_ascii=False, indent=1) + "\n"


def _edition(program: Program) -> dict[str, object]:
    return {
        "rulebook": program.name,
        "edition": program.edition.isoformat(),
        "digest": program.digest,
        "as_of": program.as_of.isoformat(),
    }


def _change(change: Change, before: Side, after: Side) -> dict[str, object]:
    place = {"file": change.span.file, "line": change.span.line} if change.span else {}
    return {
        "kind": change.kind,
        "how": change.how,
        "name": change.name,
        "title": change.title,
        **place,
        "differences": [_difference(found, before, after) for found in change.differences],
    }


def _difference(found: Difference, before: Side, after: Side) -> dict[str, object]:
    key = {"key": found.key} if found.key else {}
    values = {"before": _shown(found.before, before), "after": _shown(found.after, after)}
    return {"aspect": found.name, **key, **values}


def _shown(value: Shown, side: Side) -> object:
    if value is None:
        return None
    line = side.shown(value)
    return line if line is not None else ["  " * depth + text for depth, text in side.lines(value)]


def _affected(affected: Affected, before: Side, after: Side) -> dict[str, object]:
    return {
        "subjects": affected.subjects,
        "changed": affected.changed,
        "groups": [_group(group, before, after) for group in affected.groups],
    }


def _group(group: Group, before: Side, after: Side) -> dict[str, object]:
    return {
        "affects": group.affects,
        "name": group.name,
        "before": before.outcome(group.before),
        "after": after.outcome(group.after),
        "count": len(group.subjects),
        "rules": [
            {"id": name, "before": rule_word(first), "after": rule_word(second)} for name, first, second in group.rules
        ],
        "example": {
            "before": [leaf_sentence(leaf, before.speaker) for leaf in group.leaves[0]],
            "after": [leaf_sentence(leaf, after.speaker) for leaf in group.leaves[1]],
        },
        "subjects": [dict(subject.key) for subject in group.subjects],
    }
