"""Outcomes as people read them: in tables, counts and spreadsheets."""

from engine.decision.verdict import DecisionOutcome, Value
from engine.messages.catalogue import speak
from engine.messages.words import Language, phrase
from engine.program.program import Program


def plain(value: Value | tuple[Value, ...]) -> str:
    """Return an outcome as the rulebook names it; several by `;`, none as nothing."""
    if isinstance(value, tuple):
        return ";".join(map(plain, value))
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)


class Titles:
    """The titles of the outcomes of one program, in one language."""

    def __init__(self, program: Program, language: Language) -> None:
        self._language = language
        self._titles = {decision.name: dict(decision.outcomes) for decision in program.decisions}

    def outcome(self, outcome: DecisionOutcome) -> str:
        """Return what came out, in words."""
        if outcome.standing != "decided":
            return speak(phrase(f"result.{outcome.standing}"), self._language)
        if isinstance(outcome.value, tuple):
            values = outcome.value or (None,)
            return "、".join(self._title(outcome.name, value) for value in values)
        return self._title(outcome.name, outcome.value)

    def _title(self, decision: str, value: Value) -> str:
        if value is None:
            return speak(phrase("result.none"), self._language)
        if isinstance(value, bool):
            return speak(phrase("result.yes" if value else "result.no"), self._language)
        return str(value) if isinstance(value, int) else self._titles[decision].get(value, value)
