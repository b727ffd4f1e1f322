"""`rules release`: an edition signed and locked, or all that it lacks."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from engine.cli.options import Lang, LangOption, RulebooksOption, bilingual
from engine.cli.running import DONE, FINDINGS, law_date, libraries, print_report, refused, reporting, tell
from engine.messages.catalogue import speak
from engine.messages.words import Language, Phrase, phrase

if TYPE_CHECKING:  # named in annotations alone: a command loads what it runs when it runs
    from collections.abc import Iterator

    from engine.driver.releasing import Release

EditionArgument = Annotated[
    str, typer.Argument(metavar="FAMILY@DAY", help=bilingual("cli.argument.edition"), show_default=False)
]
ReviewerOption = Annotated[
    str | None, typer.Option("--reviewer", metavar="NAME", help=bilingual("cli.option.reviewer"), show_default=False)
]
OnOption = Annotated[
    str | None, typer.Option("--on", metavar="DAY", help=bilingual("cli.option.signed_on"), show_default=False)
]
NoteOption = Annotated[
    str | None, typer.Option("--note", metavar="TEXT", help=bilingual("cli.option.note"), show_default=False)
]
AcceptOption = Annotated[
    list[str] | None, typer.Option("--accept", metavar="CODE", help=bilingual("cli.option.accept"), show_default=False)
]
WithdrawOption = Annotated[bool, typer.Option("--withdraw", help=bilingual("cli.option.withdraw"))]
DryRunOption = Annotated[bool, typer.Option("--dry-run", help=bilingual("cli.option.dry_run"))]


def release(  # noqa: PLR0913 (the options of the command)
    edition: EditionArgument,
    *,
    reviewer: ReviewerOption = None,
    on: OnOption = None,
    note: NoteOption = None,
    accept: AcceptOption = None,
    withdraw: WithdrawOption = False,
    dry_run: DryRunOption = False,
    rulebooks: RulebooksOption = None,
    lang: LangOption = Lang.ZH,
) -> None:
    with reporting(lang.value):
        from engine.driver.releasing import Asked, plan, sign
        from engine.library.library import Library

        if reviewer is None or on is None:
            name = "--reviewer" if reviewer is None else "--on"
            raise refused("Q719", phrase("release.help.on"), name=name)
        asked = Asked(
            edition=edition,
            reviewer=reviewer,
            on=law_date(on),
            note=note,
            accepts=tuple(accept or ()),
            act="withdrawn" if withdraw else "released",
        )
        found = plan(Library(_roots(edition, rulebooks)), asked)
        if any(one.severity != "info" for one in found.lacks.diagnostics):
            print_report(found.lacks, lang.value)
            count = len(found.lacks.diagnostics)
            tell(phrase("release.lacks", edition=found.signed.edition, count=count), lang.value)
            raise typer.Exit(FINDINGS)
        if not dry_run:
            found = sign(found)
        _print(found, lang.value, dry_run=dry_run)
        raise typer.Exit(DONE)


def _roots(edition: str, rulebooks: "list[Path] | None") -> "tuple[Path, ...]":
    """Return the libraries that may be written to: those named, and the one in this folder; never the installed one.

    Raises `Rejected` (about: usage): S701, where there is none and no path was given.
    """
    here = Path("rulebooks")
    roots = (*libraries(rulebooks), *((here,) if here.is_dir() else ()))
    if not roots and not Path(edition).exists():
        raise refused("S701", phrase("new.help.rulebooks"))
    return roots


def _print(found: "Release", language: Language, *, dry_run: bool) -> None:
    from engine.render.terminal_text import safe

    sys.stdout.writelines(f"{safe(speak(said, language))}\n" for said in _said(found, dry_run=dry_run))


def _said(found: "Release", *, dry_run: bool) -> "Iterator[Phrase]":
    signed = found.signed
    withdrawn = signed.act == "withdrawn"
    heads = ("release.would_withdraw", "release.would") if dry_run else ("release.withdrawn", "release.done")
    yield phrase(heads[0] if withdrawn else heads[1], edition=signed.edition)
    path = (found.loaded.folder / "rulebook.yaml").as_posix()
    status = "in_review" if withdrawn else "released"
    yield phrase("release.same_status" if found.status == status else "release.status", path=path, status=status)
    lock = found.lock_path.as_posix()
    digest = signed.meaning[:19]
    yield phrase("release.entry", path=lock, reviewer=signed.reviewer, on=signed.on, meaning=digest)
    if signed.accepts:
        yield phrase("release.accepted", codes=signed.accepts, note=signed.note)
    if not withdrawn:
        yield phrase("release.kept", path=found.kept.as_posix())
    if found.replaces:
        yield phrase("release.replaces", reviewer=found.replaces.reviewer, on=found.replaces.on)
