"""One decision of a log as a receipt: a JSON file for programs, and a page for people to print."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import permutations
from pathlib import Path

from engine.audit.canonical import canonical
from engine.audit.masking import Mask
from engine.audit.receipt import Receipts
from engine.audit.records import Record, trace_digest
from engine.audit.reopening import rejected
from engine.driver.decision_log import FullTraces
from engine.driver.explaining import explained, explained_in_time
from engine.driver.families import OpenedFamily
from engine.driver.output_folder import write_file
from engine.driver.replaying import Again, decided_again
from engine.messages.words import Language, phrase
from engine.render.diagnostics import diagnostics_text
from engine.render.explanation_text import explanation_text
from engine.render.explanation_time import text_in_time
from engine.render.receipt_page import receipt_page
from engine.source.report import Diagnostic, Rejected, Report


@dataclass(frozen=True, slots=True)
class Named:
    """The decision that is meant: its number, or its subject as `KEY/KEY` or by the last column of its key."""

    index: int | None = None
    subject: str | None = None
    mask: Mask | None = None


def write_receipt(log: Path, named: Named, folder: Path, language: Language) -> tuple[Path, ...]:
    """Write the receipt of a decision in `log`, which was verified, to `folder`; return the files.

    Raises `Rejected` (about: usage): A131, A132, A136; (about: integrity): A116.
    """
    receipts = Receipts(log)
    record = _record(log, receipts, named)
    again = next(iter(decided_again(log, [record])))
    traces = FullTraces().of(again.result) if again.result else ()
    if again.result is None or trace_digest(traces) != record["trace_digest"]:
        report = Report("integrity")
        values = {"file": log.as_posix(), "index": record["seq"], "what": phrase("audit.what.trace")}
        report.add(Diagnostic(code="A116", span=None, values=values))
        report.stop_if_errors()
    receipt = receipts.receipt(record, traces)
    if receipt is None:
        raise rejected("A132", "usage", log, index=record["seq"])
    page = receipt_page(receipt, _told(again, language), language)
    stem = folder / f"receipt-{record['seq']}"
    files = (stem.with_suffix(".json"), stem.with_suffix(".html"))
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for path, text in zip(files, (f"{canonical(receipt)}\n", page), strict=True):
            path.unlink(missing_ok=True)
            write_file(path, text.encode())
    except OSError as refused:
        raise rejected("A136", "usage", folder, reason=refused.strerror or type(refused).__name__) from None
    return files


def _record(log: Path, receipts: Receipts, named: Named) -> Record:
    found = receipts.record(named.index) if named.index is not None else _latest(receipts, named)
    if found is None:
        raise rejected("A131", "usage", log, named=named.subject if named.index is None else named.index)
    return found


def _latest(receipts: Receipts, named: Named) -> Record | None:
    """Return the latest decision on a subject; in a masked log its values are looked up by their pseudonyms."""
    masked: Callable[[str, str], str] = named.mask.masked if named.mask else lambda _, value: value
    parts = (named.subject or "").split("/")
    for record in reversed(receipts.decisions):
        subject = record["subject"]
        # a part alone may be the value of any column; a log sorts columns by name, people have their own order
        for order in permutations(subject, len(parts)):
            if len(parts) in {1, len(subject)} and all(
                subject[name] == masked(name, part) for name, part in zip(order, parts, strict=True)
            ):
                return record
    return None


def _told(again: Again, language: Language) -> str:
    """Return the explanation of the decision, as `rules explain` gives it."""
    result = again.result
    assert result is not None, "INVARIANT: what cannot be decided has no receipt"  # noqa: S101 (a bug of ours)
    subject = replace(
        result.subject, key=tuple((name, again.record["subject"][name]) for name in result.program.family.key)
    )
    name = "/".join(value for _, value in subject.key)
    report, family = Report("input"), OpenedFamily(again.editions, result.program.as_of)
    try:
        if result.time is None:
            return explanation_text(explained(again.editions[-1], [subject], name, "reference", report), language)
        return text_in_time(explained_in_time(family, [subject], name, "reference", report), language)
    except Rejected as rejected:  # nothing could be decided: the facts contradict each other
        return diagnostics_text(rejected.report.diagnostics, language)
