"""A trace with what was met alone."""

from dataclasses import replace

from engine.decision.trace import Trace


def fired(trace: Trace) -> Trace:
    """Return `trace` with the rules, flags and duties that were met; all decisions stay."""
    return replace(
        trace,
        decisions=tuple(
            replace(decision, rules=tuple(rule for rule in decision.rules if rule.outcome is True))
            for decision in trace.decisions
        ),
        flags=tuple(flag for flag in trace.flags if flag.outcome is True),
        duties=tuple(duty for duty in trace.duties if duty.outcome is True),
    )
