"""`rules discharge`: a duty recorded as done, by an appended record."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from engine.cli.options import Lang, LangOption, RulebooksOption, bilingual
from engine.cli.running import law_date, libraries, print_report, refused, reporting
from engine.cli.stamping import this_run
from engine.messages.catalogue import speak
from engine.messages.words import phrase
from engine.render.terminal_text import safe
from engine.source.report import Report

RunArgument = Annotated[Path, typer.Argument(metavar="OUT", help=bilingual("cli.argument.run"), show_default=False)]


def _text(name: str, words: str, metavar: str) -> typer.models.OptionInfo:
    found: typer.models.OptionInfo = typer.Option(name, metavar=metavar, help=bilingual(words), show_default=False)
    return found


DutyOption = Annotated[str | None, _text("--duty", "cli.option.duty", "DUTY")]
SubjectOption = Annotated[str | None, _text("--subject", "cli.option.subject", "ID")]
OnOption = Annotated[str | None, _text("--on", "cli.option.done_on", "DAY")]
EvidenceOption = Annotated[str | None, _text("--evidence", "cli.option.evidence", "TEXT")]
FileOption = Annotated[Path | None, _text("--evidence-file", "cli.option.evidence_file", "FILE")]
ByOption = Annotated[str | None, _text("--by", "cli.option.by", "NAME")]
WithdrawOption = Annotated[int | None, _text("--withdraw", "cli.option.withdraw", "NUMBER")]
ReasonOption = Annotated[str | None, _text("--reason", "cli.option.reason", "TEXT")]


def discharge(  # noqa: PLR0913 (the options of the command)
    run: RunArgument,
    *,
    duty: DutyOption = None,
    subject: SubjectOption = None,
    on: OnOption = None,
    evidence: EvidenceOption = None,
    evidence_file: FileOption = None,
    by: ByOption = None,
    withdraw: WithdrawOption = None,
    reason: ReasonOption = None,
    rulebooks: RulebooksOption = None,
    lang: LangOption = Lang.ZH,
) -> None:
    with reporting(lang.value):
        from engine.driver import discharging
        from engine.driver.duties import duties_file, read_file

        if not by or bool(withdraw is None) == bool(duty is None) or not (evidence if duty else reason):
            raise refused("Y112")
        file, report, stamp = duties_file(run), Report("integrity"), this_run(by)
        log = file.with_name(discharging.DISCHARGES)
        if withdraw is not None:
            discharging.withdraw(log, withdraw, reason or "", stamp, report)
            said = phrase("agenda.withdrawn", number=withdraw)
        else:
            done = discharging.Done(
                duty=duty or "", subject=subject, on=law_date(on), evidence=evidence or "", file=evidence_file
            )
            number, found = discharging.discharge(log, read_file(file, libraries(rulebooks)), done, stamp, report)
            values = {"duty": safe(found.title), "subject": safe(found.subject_text), "on": done.on}
            said = phrase("agenda.recorded", number=number, **values)
        print_report(report, lang.value)
        sys.stdout.write(f"{speak(said, lang.value)}\n")
