"""`rules audit`: the decision log, for those who check it."""

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from engine import __version__
from engine.cli.logged import MaskSubjectsOption
from engine.cli.options import Lang, LangOption, OutputOption, bilingual
from engine.cli.output import write_text
from engine.cli.running import DONE, EXIT_CODES, print_report, refused, reporting
from engine.messages.catalogue import speak
from engine.messages.words import Language, phrase
from engine.source.report import Report

if TYPE_CHECKING:  # named in annotations alone
    from engine.audit.records import Record

#: From this many decisions on a bar shows how far the work is.
_MANY = 5_000

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
NumberArgument = Annotated[
    int | None, typer.Argument(metavar="[N]", help=bilingual("cli.argument.record"), show_default=False)
]
SubjectOption = Annotated[
    str | None,
    typer.Option("--subject", metavar="ID", help=bilingual("cli.option.receipt_subject"), show_default=False),
]
ReceiptsOption = Annotated[
    Path, typer.Option("-o", "--output", metavar="DIR", help=bilingual("cli.option.receipt_folder"))
]
SeedOption = Annotated[str, typer.Option("--seed", metavar="S", help=bilingual("cli.option.seed"), show_default=False)]
SizeOption = Annotated[
    int, typer.Option("--size", metavar="N", min=1, help=bilingual("cli.option.size"), show_default=False)
]
NearOption = Annotated[
    int, typer.Option("--near", metavar="PERCENT", min=0, max=100, help=bilingual("cli.option.near"))
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


def replay(log: LogArgument, *, lang: LangOption = Lang.ZH) -> None:
    with reporting(lang.value):
        from engine.driver.replaying import replay as decide_again
        from engine.render.audit_text import replayed_text

        size = _stands(log)
        found = decide_again(log, lambda records: _followed(records, size, lang.value))
        print_report(found.report, lang.value)
        said = replayed_text(
            found.count, found.other, found.failed, tuple(sorted(found.engines)), own=__version__, language=lang.value
        )
        write_text([said], None)
        raise typer.Exit(EXIT_CODES["integrity"] if found.other else DONE)


def receipt(  # noqa: PLR0913 (the options of the command)
    log: LogArgument,
    number: NumberArgument = None,
    *,
    subject: SubjectOption = None,
    output: ReceiptsOption = Path(),
    mask_subjects: MaskSubjectsOption = None,
    lang: LangOption = Lang.ZH,
) -> None:
    with reporting(lang.value):
        from engine.audit.masking import read_mask
        from engine.driver.receipts import Named, write_receipt
        from engine.render.audit_text import receipt_text

        if (number is None) == (subject is None):
            raise refused("A130")
        _stands(log)
        named = Named(number, subject, read_mask(mask_subjects) if mask_subjects else None)
        files = write_receipt(log, named, output, lang.value)
        write_text([receipt_text([path.as_posix() for path in files], lang.value)], None)


def sample(  # noqa: PLR0913 (the options of the command)
    log: LogArgument,
    *,
    seed: SeedOption,
    size: SizeOption,
    near: NearOption = 5,
    output: OutputOption = None,
    lang: LangOption = Lang.ZH,
) -> None:
    with reporting(lang.value):
        from engine.driver.sampling import drawn_from
        from engine.render.audit_text import sample_lines, strata_text

        _stands(log)
        found, records = drawn_from(log, seed, size, near)
        sys.stderr.write(strata_text(found, seed, lang.value))
        write_text([sample_lines(found, records)], output)


def _stands(log: Path) -> int:
    """Return how many decisions `log` holds. Raises `Rejected` (about: integrity) where it does not stand."""
    from engine.driver.auditing import checked

    found = checked(log)
    found.report.stop_if_errors()
    return found.verified.decisions


def _followed(records: "Iterable[Record]", size: int, language: Language) -> "Iterable[Record]":
    """Return `records`; a bar on the terminal follows where there are many."""
    if size < _MANY or not sys.stderr.isatty():
        return records
    from rich.console import Console
    from rich.progress import track

    said = speak(phrase("cli.progress.replay"), language)
    return track(records, total=size, description=said, console=Console(stderr=True), transient=True)


def key(output: KeyOutOption, *, mask: MaskingOption = False, lang: LangOption = Lang.ZH) -> None:
    with reporting(lang.value):
        from engine.driver.keys import make_key
        from engine.render.audit_text import key_text

        write_text(
            [key_text(output.as_posix(), make_key(output, masking=mask), masking=mask, language=lang.value)], None
        )


_COMMANDS = (("verify", verify), ("replay", replay), ("receipt", receipt), ("sample", sample), ("key", key))
AUDIT_NAMES = tuple(name for name, _ in _COMMANDS)


def audit() -> typer.Typer:
    """Return the group of commands."""
    group = typer.Typer(help=bilingual("cli.audit"), no_args_is_help=True)
    for name, function in _COMMANDS:
        group.command(name, help=bilingual(f"cli.audit.{name}"))(function)
    return group
