"""Firings → what they say: the outcomes of rules, decisions, flags and duties."""

from engine.backends.durable.plan import Plan, Says
from engine.backends.judging import decision_outcome
from engine.decision.kleene import Kleene
from engine.decision.verdict import DecisionOutcome, Verdict
from engine.program.program import CompiledDecision


class Reading:
    """Reads the firings of one subject, one after the other; what did not fire either way is unknown."""

    def __init__(self, plan: Plan) -> None:
        program = plan.program
        self._decisions = program.decisions
        self._reading_order = program.reading_order
        self._amounts = tuple(amount.decision for amount in program.amounts)
        self._rules: list[list[Kleene]] = [[None] * len(decision.rules) for decision in program.decisions]
        self._otherwise = [False] * len(program.decisions)
        self._said: dict[str, list[Kleene]] = {
            "flag": [None] * len(program.flags),
            "duty": [None] * len(program.duties),
            "discharged": [None if duty.discharged_when else False for duty in program.duties],
        }
        #: Outcomes of the decisions settled so far, in the order of the program.
        self.decided: list[DecisionOutcome] = []
        #: The firings contradict each other or come in an impossible order: nothing they say can be trusted.
        self.broken = False

    def take(self, says: Says) -> None:
        """Take in the firing of a rule that says `says`."""
        match says.role:
            case "rule":
                self.broken |= says.decision < len(self.decided)
                self._set(self._rules[says.decision], says.at, met=says.met)
            case "otherwise":
                self._otherwise[says.decision] = True
            case "settle":
                self.broken |= says.decision != len(self.decided)
                self.decided.append(self._settled(self._decisions[says.decision], says.decision))
            case "sink":
                pass
            case _:
                self._set(self._said[says.role], says.at, met=says.met)

    def _set(self, outcomes: list[Kleene], at: int, *, met: bool) -> None:
        self.broken |= outcomes[at] is (not met)
        outcomes[at] = met

    def _settled(self, decision: CompiledDecision, number: int) -> DecisionOutcome:
        outcomes = tuple(self._rules[number])
        none_met = decision.otherwise is not None and all(outcome is False for outcome in outcomes)
        self.broken |= none_met != self._otherwise[number]
        return decision_outcome(decision, outcomes)

    def says(self, verdict: Verdict) -> bool:
        """Decide whether the firings come to `verdict`, in everything but the facts that would decide."""
        if self.broken or len(self.decided) != len(self._decisions):
            return False
        decided = [self.decided[index] for index in self._reading_order]
        return (
            [_told(outcome) for outcome in verdict.decisions] == [_told(outcome) for outcome in decided]
            and [_told(outcome) for outcome in verdict.amounts] == [_told(self.decided[at]) for at in self._amounts]
            and [flag.outcome for flag in verdict.flags] == self._said["flag"]
            and [duty.outcome for duty in verdict.duties] == self._said["duty"]
            and list(verdict.discharged) == self._said["discharged"]
        )


def _told(outcome: DecisionOutcome) -> tuple[object, ...]:
    return (
        outcome.name,
        outcome.standing,
        outcome.value,
        outcome.certain,
        outcome.possible,
        outcome.may_conflict,
        outcome.because,
        outcome.rules,
    )
