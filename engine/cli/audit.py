"""`rules audit`: the decision log, for those who check it."""

from pathlib import Path
from typing import Annotated

import typer

from engine.cli.options import Lang, LangOption, bilingual
from engine.cli.output import write_text
from engine.cli.running import DONE, EXIT_CODES, print_report, reporting
from engine.source.report import Report

LogArgument = Annotated[Path, typer.Argument(metavar="LOG", help=bilingual("cli.argument.log"), show_default=False)]
CheckpointOption = Annotated[
    list[Path] | None,
    typer.Option("--checkpoint", metavar="FILE", help=bilingual("cli.option.checkpoint"), show_default=False),
]
KeyOption = Annotated[
    Path | None, typer.Option("--key", metavar="PUB", help=bilingual("cli.option.key"), show_default=False)
]
AgainstOption = Annotated[
    Path | None, typer.Option("--against", metavar="OTHER", help=bilingual("cli.option.against"), show_default=False)
]
KeyOutOption = Annotated[
    Path, typer.Option("-o", "--output", metavar="FILE", help=bilingual("cli.option.key_out"), show_default=False)
]
MaskingOption = Annotated[bool, typer.Option("--mask", help=bilingual("cli.option.for_masking"))]


def verify(
    log: LogArgument,
    *,
    checkpoint: CheckpointOption = None,
    key: KeyOption = None,
    against: AgainstOption = None,
    lang: LangOption = Lang.ZH,
) -> None:
    with reporting(lang.value):
        from engine.driver.auditing import checked, compared
        from engine.render.audit_text import verified_text

        found = checked(log, checkpoints=tuple(checkpoint or ()), key=key)
        report = Report("integrity")
        report.extend(found.report.diagnostics)
        if against:
            report.extend(compared(log, against).diagnostics)
        print_report(report, lang.value)
        said = verified_text(
            found.verified,
            has_head=found.has_head,
            checkpoints=found.checkpoints,
            rulebooks=found.rulebooks,
            intact=not report.has_errors,
            language=lang.value,
        )
        write_text([said], None)
        raise typer.Exit(EXIT_CODES["integrity"] if report.has_errors else DONE)


def key(output: KeyOutOption, *, mask: MaskingOption = False, lang: LangOption = Lang.ZH) -> None:
    with reporting(lang.value):
        from engine.driver.keys import make_key
        from engine.render.audit_text import key_text

        write_text(
            [key_text(output.as_posix(), make_key(output, masking=mask), masking=mask, language=lang.value)], None
        )


def audit() -> typer.Typer:
    """Return the group of commands."""
    group = typer.Typer(help=bilingual("cli.audit"), no_args_is_help=True)
    for name, function in (("verify", verify), ("key", key)):
        group.command(name, help=bilingual(f"cli.audit.{name}"))(function)
    return group
