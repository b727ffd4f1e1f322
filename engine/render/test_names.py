"""The tests of a program as its rulebook writes them: `day_turnover at_least min_turnover`."""

from engine.program.program import Branch, Condition, Leaf, Program

_TURNED = {"is_not": "is"}


def test_names(program: Program) -> dict[int, str]:
    """Return the words of each test by its index; a test that is only asked turned round is told straight."""
    return {leaf.test: leaf_text(leaf) for leaf in reversed(leaves(program))}


def leaf_text(leaf: Leaf) -> str:
    """Return what `leaf` asks, as if it were not turned round."""
    comparator = _TURNED.get(leaf.comparator, leaf.comparator)
    return f"{leaf.left.text} {comparator} {leaf.right.text}".strip()


def leaves(program: Program) -> list[Leaf]:
    """Return every leaf of the program, those that are not turned round first."""
    conditions = [rule.when for decision in program.decisions for rule in decision.rules]
    conditions += [flag.when for flag in program.flags if flag.when]
    conditions += [found for duty in program.duties for found in (duty.when, duty.discharged_when) if found]
    return sorted(_leaves_of(conditions), key=lambda leaf: leaf.negated)


def _leaves_of(conditions: list[Condition]) -> list[Leaf]:
    found = [condition for condition in conditions if isinstance(condition, Leaf)]
    for condition in conditions:
        if isinstance(condition, Branch):
            found += _leaves_of(list(condition.parts))
    return found
