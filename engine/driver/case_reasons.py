"""Which accounts of a case run are looked into, how each was decided, and what would have brought it elsewhere."""

from dataclasses import replace

from engine.backends.reference import Reference
from engine.decision.result import Result
from engine.explain.counterfactual import Counterfactuals, Moves, reached
from engine.render.case_names import TIER, TIER_1, TIER_2
from engine.render.case_run import Nearest
from engine.render.report_accounts import is_flagged


def looked_into(result: Result) -> bool:
    """Whether the bookings behind the facts are shown: tier 1 and 2, undetermined, and what a flag asks to review."""
    tier = result.verdict.decision(TIER)
    if tier.standing != "decided" or tier.value in (TIER_1, TIER_2):
        return True
    return is_flagged(result)


def traced(result: Result, reference: Reference) -> Result:
    """Return `result` with its full trace; without one where an engine failed, for then nothing was decided."""
    return result if result.failed else replace(result, trace=reference.trace(result.subject.facts))


def nearest(result: Result, reference: Reference, moves: Moves) -> Nearest:
    """Return for each tier that was not reached the nearest single changes that reach it, each tried on the rules."""
    tier = result.verdict.decision(TIER)
    decision = next(found for found in result.program.decisions if found.name == TIER)
    tried = Counterfactuals(reference, result.program, result.subject.facts, moves)
    values = (value for value, _ in decision.outcomes if not reached(tier, value))
    return tuple((value, tried.reaching(TIER, value)) for value in values)
