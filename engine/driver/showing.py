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


def shown(form: Literal["table", "json", "markdown", "html"], opened: Opened, language: Language) -> str:
    """Return the rulebook as prose, as a page, or as JSON."""
    rulebook, program = opened.loaded.rulebook, opened.program
    if form == "json":
        return rulebook_json(rulebook, program)
    cited = citations(program, opened.loaded.sources)
    if form == "table":
        return rulebook_text(rulebook, program, cited, language)
    from engine.render.rulebook_page import (  # noqa: PLC0415 (a form that is not asked for is not loaded)
        rulebook_html,
        rulebook_markdown,
        rulebook_page,
    )

    page = rulebook_page(rulebook, program, cited, language)
    return rulebook_html(page, language) if form == "html" else rulebook_markdown(page, language)
