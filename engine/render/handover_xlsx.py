"""The hand-over list (线索移送清单) as a workbook, with a sheet that says what it is and what it rests on."""

from engine.messages.catalogue import speak
from engine.messages.words import Phrase
from engine.render.case_csv import hand_over_cells, hand_over_titles
from engine.render.case_run import CaseRun
from engine.render.workbook import Sheet, workbook

_HELD = 3  #: number, case and account stay in sight


def handover_xlsx(run: CaseRun) -> bytes:
    """Return the workbook; the same list on the same law date gives the same bytes."""
    title = _say("handover.title")
    footer = _say("handover.footer", basis=_basis(run))
    listed = Sheet(
        name=title,
        titles=hand_over_titles(),
        rows=[hand_over_cells(row) for row in run.hand_over],
        footer=footer,
        held=_HELD,
    )
    about = Sheet(
        name=_say("handover.about"),
        titles=(_say("handover.item"), _say("handover.says")),
        rows=_about(run),
        footer=footer,
    )
    return workbook((listed, about), title=title, comments=_basis(run), day=run.as_of)


def _about(run: CaseRun) -> list[tuple[str, str]]:
    program = run.accounts.program
    said = {
        "nature": _say("handover.nature"),
        "rulebook": f"{program.title}（{program.name}@{program.edition}）",
        "digest": program.digest,
        "as_of": run.as_of.isoformat(),
        "folder": run.folder,
        "count": str(len(run.hand_over)),
        "money": _say("handover.money"),
        "provable": _say("handover.provable"),
        "by_hand": _say("handover.by_hand"),
    }
    return [(_say(f"handover.about.{name}"), text) for name, text in said.items()]


def _basis(run: CaseRun) -> str:
    program = run.accounts.program
    edition = f"{program.name}@{program.edition}"
    return _say("handover.basis", edition=edition, digest=program.digest, as_of=run.as_of)


def _say(identifier: str, **values: object) -> str:
    return speak(Phrase(identifier, values), "zh")
