"""An opened rulebook → what `rules show` prints."""

from typing import Literal

from engine.backends.durable.backend import plan_of
from engine.driver.opening import Opened
from engine.explain.citations import citations
from engine.messages.words import Language
from engine.render.durable_json import durable_json
from engine.render.rulebook_json import rulebook_json
from engine.render.rulebook_text import rulebook_text


def shown_for_durable(opened: Opened) -> str:
    """Return the ruleset that durable_rules is given. Raises `Rejected` (about: usage): U701."""
    return durable_json(plan_of(opened.program))


def shown(form: Literal["table", "json"], opened: Opened, language: Language) -> str:
    """Return the rulebook as prose, or as JSON."""
    rulebook, program = opened.loaded.rulebook, opened.program
    if form == "json":
        return rulebook_json(rulebook, program)
    return rulebook_text(rulebook, program, citations(program, opened.loaded.sources), language)
