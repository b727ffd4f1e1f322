"""From the outcomes of tests to the outcomes of conditions and decisions: Kleene logic and hit policies."""

from collections.abc import Sequence

from engine.backends.hits import decide
from engine.decision.kleene import Kleene, all_of, any_of, negation
from engine.decision.verdict import DecisionOutcome, refers
from engine.program.program import Branch, CompiledDecision, Condition, DecisionLeaf, Leaf, Program

#: Distinct combinations of test outcomes kept; a rulebook meets few in practice.
REMEMBERED = 65_536

#: The outcome of each test of a program, in its order.
Truths = tuple[Kleene, ...]


#: Outcomes of decisions by index and what their rules came to.
Kept = dict[tuple[int, tuple[Kleene, ...]], DecisionOutcome]


def decision_outcomes(program: Program, kept: Kept, truths: Truths) -> tuple[DecisionOutcome, ...]:
    """Return the outcome of every decision, in program order, from the outcomes of the tests; some are in `kept`."""
    outcomes: list[DecisionOutcome] = []
    for index, decision in enumerate(program.decisions):
        rules = tuple([condition_outcome(rule.when, truths, outcomes, program) for rule in decision.rules])
        found = kept.get((index, rules))
        if found is None:
            if len(kept) >= REMEMBERED:
                kept.clear()
            found = kept[index, rules] = decision_outcome(decision, rules)
        outcomes.append(found)
    return tuple(outcomes)


def decision_outcome(decision: CompiledDecision, rules: tuple[Kleene, ...]) -> DecisionOutcome:
    """Return what becomes of `decision` where its rules turned out as `rules`."""
    decided = decide(decision, rules)
    return DecisionOutcome(
        name=decision.name,
        standing=decided.standing,
        value=decided.value,
        certain=decided.certain,
        possible=decided.possible,
        may_conflict=decided.may_conflict,
        because=decided.because,
        deciding=(),
        rules=tuple((rule.id, outcome) for rule, outcome in zip(decision.rules, rules, strict=True)),
    )


def condition_outcome(
    condition: Condition,
    truths: Truths,
    outcomes: Sequence[DecisionOutcome],
    program: Program,
) -> Kleene:
    """Return whether `condition` is met, given the outcomes of tests and of the decisions before it."""
    match condition:
        case Leaf():
            found = truths[condition.test]
            return negation(found) if condition.negated else found
        case DecisionLeaf():
            collects = program.decisions[condition.decision].lists
            found = refers(outcomes[condition.decision], condition.values, collects=collects)
            return negation(found) if condition.negated else found
        case Branch():
            return branch_outcome(
                condition.how,
                [condition_outcome(part, truths, outcomes, program) for part in condition.parts],
            )


def branch_outcome(how: str, parts: list[Kleene]) -> Kleene:
    """Return the outcome of `all`, `any` or `not` over the outcomes of its parts."""
    if how == "not":
        return negation(parts[0])
    return all_of(parts) if how == "all" else any_of(parts)


def reached_tests(condition: Condition, program: Program) -> frozenset[int]:
    """Return the indexes of the tests that `condition` looks at, itself or through decisions."""
    match condition:
        case Leaf():
            return frozenset({condition.test})
        case DecisionLeaf():
            return tests_of_decision(program.decisions[condition.decision], program)
        case Branch():
            return frozenset[int]().union(*(reached_tests(part, program) for part in condition.parts))


def tests_of_decision(decision: CompiledDecision, program: Program) -> frozenset[int]:
    """Return the indexes of the tests that the rules of `decision` look at."""
    return frozenset[int]().union(*(reached_tests(rule.when, program) for rule in decision.rules))


def live_tests(
    condition: Condition, truths: Truths, outcomes: Sequence[DecisionOutcome], program: Program
) -> frozenset[int]:
    """Return the indexes of the unknown tests on which an unknown `condition` still hangs; none where it is known."""
    if condition_outcome(condition, truths, outcomes, program) is not None:
        return frozenset()
    match condition:
        case Leaf():
            return frozenset({condition.test})
        case DecisionLeaf():
            return live_tests_of_decision(condition.decision, truths, outcomes, program)
        case Branch():
            return frozenset[int]().union(*(live_tests(part, truths, outcomes, program) for part in condition.parts))


def live_tests_of_decision(
    index: int, truths: Truths, outcomes: Sequence[DecisionOutcome], program: Program
) -> frozenset[int]:
    """Return the indexes of the unknown tests on which an undetermined decision still hangs."""
    if outcomes[index].standing != "undetermined":
        return frozenset()
    found = frozenset[int]()
    for rule, (_, outcome) in zip(program.decisions[index].rules, outcomes[index].rules, strict=True):
        if outcome is None:
            found |= live_tests(rule.when, truths, outcomes, program)
        elif outcome and program.decisions[index].hit == "first":
            break
    return found
