"""The numbers that a decision of points may come to: `hit: collect` with `aggregate`."""

from engine.rulebook.rulebook import DecisionRules, Hit, Outcome

#: A decision that could come to more different numbers than this is refused: each would have to be kept in view.
MOST_TOTALS = 1_000

Total = int | None


class TooManyTotalsError(ValueError):
    """The rules could come to more than `MOST_TOTALS` different numbers."""


def totals(hit: Hit, met: list[int], unknown: list[int], otherwise: Total) -> tuple[Total, ...]:
    """Return every number that may come out, ascending, where the rules `met` are met and each of `unknown` may be.

    Where no rule is met it is `otherwise`; without that a sum or count is 0, and there is no least or greatest (None).
    Raises `TooManyTotalsError`.
    """
    numbers: set[Total] = {*_of_some(hit, met, unknown)}
    if not met:
        nothing = 0 if hit in ("sum", "count") else None
        numbers.add(nothing if otherwise is None else otherwise)
    if len(numbers) > MOST_TOTALS:
        raise TooManyTotalsError
    return tuple(sorted(numbers, key=lambda found: (found is not None, found or 0)))


def _of_some(hit: Hit, met: list[int], unknown: list[int]) -> set[int]:
    """Return the numbers that may come out where at least one rule is met."""
    match hit:
        case "sum":
            return _sums(met, unknown)
        case "count":
            return set(range(len(met) or 1, len(met) + len(unknown) + 1))
        case "min" if met:
            return {min(met)}.union(value for value in unknown if value < min(met))
        case "max" if met:
            return {max(met)}.union(value for value in unknown if value > max(met))
        case _:
            return set(unknown)


def _sums(met: list[int], unknown: list[int]) -> set[int]:
    found = {sum(met)} if met else set()
    for value in unknown:
        found |= {so_far + value for so_far in found}
        if not met:
            found.add(value)
        if len(found) > MOST_TOTALS:
            raise TooManyTotalsError
    return found


def reachable(decision: DecisionRules) -> tuple[Total, ...]:
    """Return every number that `decision` can come to, whatever the facts. Raises `TooManyTotalsError`."""
    return totals(decision.hit, [], [int(rule.then) for rule in decision.rules], total(decision.otherwise))


def total(otherwise: Outcome | None) -> Total:
    """Return what a decision of points gives where no rule is met."""
    return None if otherwise is None else int(otherwise)
