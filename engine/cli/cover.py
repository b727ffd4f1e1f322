"""`rules cover`: what the tests beside the rulebooks show of them."""

from enum import StrEnum
from typing import Annotated

import typer

from engine.cli.check import folders_of
from engine.cli.options import Lang, LangOption, OutputOption, PathsArgument, RulebooksOption, bilingual
from engine.cli.output import write_text
from engine.cli.running import DONE, FINDINGS, refused, reporting, tell
from engine.messages.words import phrase


class Form(StrEnum):
    """The forms of coverage."""

    TABLE = "table"
    JSON = "json"


FormOption = Annotated[Form, typer.Option("--format", help=bilingual("cli.option.format"))]
FailUnderOption = Annotated[
    str | None,
    typer.Option("--fail-under", metavar="PERCENT", help=bilingual("cli.option.fail_under"), show_default=False),
]


def cover(  # noqa: PLR0913 (the options of the command)
    paths: PathsArgument = None,
    *,
    fail_under: FailUnderOption = None,
    form: FormOption = Form.TABLE,
    output: OutputOption = None,
    rulebooks: RulebooksOption = None,
    lang: LangOption = Lang.ZH,
) -> None:
    with reporting(lang.value):
        from engine.cover.points import Tally, tally
        from engine.driver.covering import cover as covering
        from engine.render.cover_json import cover_json
        from engine.render.cover_text import cover_text

        wanted = _percent(fail_under) if fail_under is not None else 0
        found = covering(folders_of(paths, rulebooks))
        editions = [(edition.loaded.rulebook, edition.tests, edition.coverage) for edition in found]
        text = cover_json(editions) if form is Form.JSON else cover_text(editions, lang.value)
        write_text([text], output)
        reached = sum((tally(edition.coverage) for edition in found), Tally(0, 0)).reaches(wanted)
        if not reached:
            tell(phrase("cover.under", percent=wanted), lang.value)
        raise typer.Exit(DONE if reached else FINDINGS)


def _percent(text: str) -> int:
    """Return a whole percentage. Raises `Rejected`: W701."""
    if not (text.isascii() and text.isdigit()) or int(text) > 100:  # noqa: PLR2004 (of a hundred)
        raise refused("W701", phrase("cover.help.percent"), text=text)
    return int(text)
