"""An opened rulebook → what `rules show` prints."""

from typing import Final

from engine.backends.durable.backend import plan_of
from engine.driver.locking import sign_off
from engine.driver.opening import Opened
from engine.explain.citations import citations
from engine.messages.words import Language
from engine.render.durable_json import durable_json
from engine.render.rulebook_json import rulebook_json
from engine.render.rulebook_text import rulebook_text

#: What a rulebook can be shown as, and the forms of that.
FORMS: Final = {
    "rulebook": ("table", "markdown", "html", "json"),
    "durable": ("table", "json"),
    "model-table": ("table", "markdown", "csv", "xlsx", "json"),
}


def shown_for_durable(opened: Opened) -> str:
    """Return the ruleset that durable_rules is given. Raises `Rejected` (about: usage): U701."""
    return durable_json(plan_of(opened.program))


def shown(form: str, opened: Opened, language: Language, as_: str | None = None) -> str:
    """Return the rulebook, or its model table, as prose, as a page, or as JSON; `form` is one of `FORMS`."""
    rulebook, program = opened.loaded.rulebook, opened.program
    if as_ == "model-table":
        return _model_table(form, opened)
    if form == "json":
        return rulebook_json(rulebook, program)
    cited = citations(program, opened.loaded.sources)
    if form == "table":
        return rulebook_text(rulebook, program, cited, language, sign_off(opened.loaded))
    from engine.render.rulebook_page import (  # noqa: PLC0415 (a form that is not asked for is not loaded)
        rulebook_html,
        rulebook_markdown,
        rulebook_page,
    )

    page = rulebook_page(rulebook, program, cited, language, sign_off(opened.loaded))
    return rulebook_html(page, language) if form == "html" else rulebook_markdown(page, language)


def _model_table(form: str, opened: Opened) -> str:
    from engine.render.model_table import (  # noqa: PLC0415 (a form that is not asked for is not loaded)
        model_csv,
        model_json,
        model_markdown,
        model_rows,
    )

    write = {"csv": model_csv, "json": model_json}.get(form, model_markdown)
    return write(model_rows(opened.loaded.rulebook, opened.program, citations(opened.program, opened.loaded.sources)))


def shown_as_workbook(opened: Opened) -> bytes:
    """Return the model table as a workbook."""
    from engine.render.model_table import model_rows, model_xlsx  # noqa: PLC0415 (a form that is not asked for)

    program = opened.program
    rows = model_rows(opened.loaded.rulebook, program, citations(program, opened.loaded.sources))
    return model_xlsx(rows, program, program.as_of)
