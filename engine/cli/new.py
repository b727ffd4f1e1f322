"""`rules new`: a family or an edition, complete from the first moment."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from engine.cli.options import Lang, LangOption, RulebooksOption, bilingual
from engine.cli.output import appearing
from engine.cli.running import law_date, libraries, refused, reporting
from engine.messages.catalogue import speak
from engine.messages.words import Language, phrase

WhatArgument = Annotated[str, typer.Argument(metavar="WHAT", help=bilingual("cli.argument.what"), show_default=False)]
NameArgument = Annotated[
    str, typer.Argument(metavar="FAMILY", help=bilingual("cli.argument.family_name"), show_default=False)
]
DayArgument = Annotated[
    str | None, typer.Argument(metavar="[DAY]", help=bilingual("cli.argument.day"), show_default=False)
]


def new(
    what: WhatArgument,
    name: NameArgument,
    day: DayArgument = None,
    *,
    rulebooks: RulebooksOption = None,
    lang: LangOption = Lang.ZH,
) -> None:
    with reporting(lang.value):
        from engine.driver.scaffolding import new_edition, new_family

        if what == "letter":
            _letter(Path(name), lang.value)
            return
        if what not in ("family", "edition"):
            raise refused("S704", phrase("new.help.what"), name=what)
        if what == "edition" and day is None:
            raise refused("S705", phrase("new.help.day"))
        make = new_family if what == "family" else new_edition
        _tell(make(_root(rulebooks), name, law_date(day)), lang.value)


def _letter(file: Path, language: Language) -> None:
    """Write the shipped template of the covering letter, to be edited in Word; never over a file."""
    from engine.driver.lettering import letter

    if file.exists():
        raise refused("C909", name=file.as_posix(), reason=phrase("cli.reason.exists"))
    template = letter(None).template
    with appearing(file) as path:
        path.write_bytes(template)
    sys.stdout.write(f"{speak(phrase('new.made', name=file.as_posix()), language)}\n")


def _root(rulebooks: list[Path] | None) -> Path:
    """Return the library to write to: the first that was named, else the one in this folder. Raises: S701."""
    for root in (*libraries(rulebooks), Path("rulebooks")):
        if root.is_dir():
            return root
    raise refused("S701", phrase("new.help.rulebooks"))


def _tell(folder: Path, language: Language) -> None:
    from engine.driver.testing import run_tests, tests_in

    made = sorted(folder.glob("*/rulebook.yaml")) or [folder / "rulebook.yaml"]
    name = folder.as_posix()
    sys.stdout.write(f"{speak(phrase('new.made', name=name), language)}\n")
    sys.stdout.write(tests_in("table", run_tests((made[0].parent,)), language))
    sys.stdout.write(f"{speak(phrase('new.next', name=name), language)}\n")
