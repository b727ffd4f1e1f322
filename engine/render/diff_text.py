"""What differs between two editions, and for whom → text."""

from collections.abc import Iterator, Sequence

from engine.decision.result import Subject
from engine.diff.affected import Affected, Group
from engine.diff.changes import Change
from engine.render.condition_text import Lines
from engine.render.diff_words import Side, difference_lines, reason_lines
from engine.render.explanation_leaves import leaf_sentence
from engine.render.terminal_text import safe

#: Subjects of a group that are named; the rest is counted (JSON names all).
_NAMED = 10


def diff_text(changes: Sequence[Change], affected: Affected | None, before: Side, after: Side) -> str:
    """Return the changes by part, then the subjects by what changes for them."""
    lines = [*_head(before, after), *_changes(changes, before, after)]
    if affected:
        lines += _affected(affected, before, after)
    return "".join(f"{'  ' * depth}{safe(text)}\n" for depth, text in lines)


def _head(before: Side, after: Side) -> Lines:
    editions = []
    for side in (before, after):
        program = side.program
        values = {"rulebook": program.name, "edition": program.edition, "as_of": program.as_of}
        editions.append(after.speaker.say("diff.edition", **values, digest=program.digest[:19]))
    yield 0, after.speaker.say("diff.between", before=editions[0], after=editions[1])


def _changes(changes: Sequence[Change], before: Side, after: Side) -> Lines:
    say = after.speaker.say
    if not changes:
        yield 0, say("diff.same")
    for change in changes:
        how, kind = say(f"diff.how.{change.how}"), say(f"diff.kind.{change.kind}")
        yield 0, say("diff.change", how=how, kind=kind, name=change.name, title=change.title)
        if change.span:
            yield 1, f"{change.span.file}:{change.span.line}:{change.span.column}"
        for found in change.differences:
            if not (change.how == "added" and found.name == "title"):
                yield from ((depth + 1, text) for depth, text in difference_lines(found, before, after))


def _affected(affected: Affected, before: Side, after: Side) -> Lines:
    yield 0, after.speaker.say("diff.affected", count=f"{affected.subjects:,}", changed=f"{affected.changed:,}")
    for group in affected.groups:
        yield 1, _group(group, before, after)
        yield from ((2, line) for line in reason_lines(group, after.speaker))
        yield from _example(group, before, after)
        yield 2, after.speaker.say("diff.subjects", names=_names(group.subjects, after))


def _group(group: Group, before: Side, after: Side) -> str:
    return after.speaker.say(
        f"diff.group.{group.affects}",
        title=after.title(group.name) or before.title(group.name),
        before=before.outcome(group.before),
        after=after.outcome(group.after),
        count=f"{len(group.subjects):,}",
    )


def _example(group: Group, before: Side, after: Side) -> Lines:
    sentences = list(_sentences(group, before, after))
    if sentences:
        yield 2, after.speaker.say("diff.example", subject=subject_name(group.subjects[0]))
    yield from ((3, sentence) for sentence in sentences)


def _sentences(group: Group, before: Side, after: Side) -> Iterator[str]:
    for words, side, leaves in (("diff.before", before, group.leaves[0]), ("diff.after", after, group.leaves[1])):
        for leaf in leaves:
            yield after.speaker.say(words, sentence=leaf_sentence(leaf, side.speaker))


def subject_name(subject: Subject) -> str:
    """Return the key of a subject, its columns joined by `/`."""
    return "/".join(value for _, value in subject.key)


def _names(subjects: Sequence[Subject], side: Side) -> str:
    names = "、".join(subject_name(subject) for subject in subjects[:_NAMED])
    more = len(subjects) - _NAMED
    return side.speaker.say("diff.more", names=names, count=f"{more:,}") if more > 0 else names
