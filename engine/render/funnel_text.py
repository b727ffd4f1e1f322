"""What `rules case` prints: the funnel, what came in, what tier-1 accounts share, the duties, the files."""

from collections import Counter
from collections.abc import Iterator, Sequence

from rich.text import Text

from engine.decision.result import OWED, Result
from engine.messages.catalogue import speak
from engine.messages.words import Language, Phrase
from engine.render.case_funnel import Funnel
from engine.render.case_run import CaseRun
from engine.render.terminal_text import safe
from engine.render.to_table import drawn, plain_table

#: Overlaps that are printed; the file has all.
_TOP = 5
#: Cases that are printed one by one.
_CASES = 20

#: Name of a number of the funnel and how far it stands in.
_STEPS: tuple[tuple[str, int], ...] = (
    ("accounts", 0),
    ("dropped_amount", 1),
    ("dropped_frequency", 1),
    ("dropped_otherwise", 1),
    ("undetermined", 1),
    ("screened", 0),
    ("tier_1", 1),
    ("tier_2", 1),
    ("in_registry", 0),
    ("registry_unknown", 0),
    ("to_hand_over", 0),
)
#: Steps that are left out where they are zero.
_RARE = frozenset({"dropped_otherwise", "registry_unknown"})


def case_text(run: CaseRun, out: str, files: Sequence[str], language: Language, columns: int | None) -> str:
    """Return everything that is printed of a run; `columns` is the width of the terminal, if it is one."""
    parts = (
        funnel_text(run.funnel, language, columns),
        *_import_lines(run, language),
        *_overlap_text(run, language, columns),
        *_duty_lines(run, language),
        _say("case.files", language, count=len(files), out=safe(out)),
        "  " + "  ".join(files),
    )
    return "".join(part if part.endswith("\n") else f"{part}\n" for part in parts)


def funnel_text(funnel: Funnel, language: Language, columns: int | None) -> str:
    """Return the funnel as a table: what came in is what was dropped, the tiers and what is undetermined."""
    table = plain_table((_say("case.funnel", language), _say("case.number", language)))
    table.columns[1].justify = "right"
    numbers = funnel.as_json()
    for name, depth in _STEPS:
        if numbers[name] or name not in _RARE:
            table.add_row(f"{'  ' * depth}{_say(f'funnel.{name}', language)}", f"{numbers[name]:,}")
    return drawn(table, columns)


def _import_lines(run: CaseRun, language: Language) -> Iterator[str]:
    report = run.import_report
    yield _say(
        "case.rows", language, read=report["rows_read"], kept=report["rows_kept"], rejected=report["rows_rejected"]
    )


def _overlap_text(run: CaseRun, language: Language, columns: int | None) -> Iterator[str]:
    yield _say("case.overlaps", language, count=len(run.overlaps))
    if not run.overlaps:
        return
    words = ("report.attribute", "report.overlaps.value", "report.overlaps.count", "report.overlaps.cases")
    table = plain_table(_say(word, language) for word in words)
    for found in run.overlaps[:_TOP]:
        attribute = _say(f"clues.attribute.{found.attribute}", language)
        table.add_row(attribute, Text(safe(found.value)), str(found.accounts), str(found.cases))
    yield drawn(table, columns)


def _duty_lines(run: CaseRun, language: Language) -> Iterator[str]:
    results = run.cases.results if run.cases else ()
    for result in results[:_CASES]:
        case = safe("/".join(value for _, value in result.subject.key))
        yield _say("case.duties", language, case=case, **_numbers([result]))
    if more := results[_CASES:]:
        yield _say("case.duties_more", language, count=len(more), **_numbers(more))


def _numbers(results: Sequence[Result]) -> dict[str, int]:
    states = Counter(duty.status for result in results for duty in result.duties)
    return {"owed": sum(states[state] for state in OWED), "undetermined": states["undetermined"]}


def _say(identifier: str, language: Language, **values: object) -> str:
    return speak(Phrase(identifier, values), language)
