"""A decision log checked: its chain, what was kept of it elsewhere, and the rulebooks that stand beside it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from engine.audit.finding import Finding, Kind
from engine.audit.head import Head, head_path, read_head
from engine.audit.reading import decisions
from engine.audit.reopening import rejected
from engine.audit.signing import read_verifier
from engine.audit.verify import Verified, forked, verify
from engine.driver.archive import archived
from engine.messages.words import phrase
from engine.source.report import Diagnostic, Report

CODES: Mapping[Kind, str] = {
    "altered": "A101",
    "missing": "A102",
    "inserted": "A103",
    "reordered": "A104",
    "truncated": "A105",
    "not_closed": "A106",
    "torn": "A107",
    "fork": "A108",
    "checkpoint": "A109",
    "signature": "A110",
    "unsigned": "A111",
    "other_log": "A112",
    "malformed": "A135",
}
_REOPENED: frozenset[Kind] = frozenset({"not_closed", "torn"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What a log was held against, and what was found."""

    verified: Verified
    has_head: bool
    checkpoints: int  #: given
    rulebooks: int  #: kept beside it and found as they were
    report: Report  #: about integrity


def checked(log: Path, *, checkpoints: tuple[Path, ...] = (), key: Path | None = None) -> Checked:
    """Return what is found of `log`. Raises `Rejected` (about: usage): A113, A114, A117, A125, A127, A133."""
    try:
        own = _head(head_path(log)) if head_path(log).exists() else None
        given = [_head(path) for path in checkpoints]
        heads = [*([own] if own else []), *given]
        verified = verify(log, heads, read_verifier(key) if key else None)
        report = Report("integrity")
        report.extend(_diagnostic(log, found) for found in verified.findings)
        rulebooks = 0
        if not report.has_errors:
            kept = dict(_rulebooks(log))
            report.extend(_not_kept(log, digest, index) for digest, (index, there) in kept.items() if not there)
            rulebooks = len(kept)
    except OSError as refused:
        raise rejected("A133", "usage", log, reason=refused.strerror or type(refused).__name__) from None
    return Checked(
        verified=verified, has_head=own is not None, checkpoints=len(given), rulebooks=rulebooks, report=report
    )


def compared(log: Path, other: Path) -> Report:
    """Return whether two copies of a log agree as far as the shorter one goes. Raises as `checked` does."""
    report = Report("integrity")
    try:
        found = forked(log, other)
    except OSError as refused:
        raise rejected("A133", "usage", log, reason=refused.strerror or type(refused).__name__) from None
    if found:
        report.add(_diagnostic(log, found, other=other.as_posix()))
    return report


def _head(path: Path) -> Head:
    head = read_head(path)
    if head is None:
        raise rejected("A117", "usage", path)
    return head


def _diagnostic(log: Path, found: Finding, **more: object) -> Diagnostic:
    values = {"file": log.as_posix(), "index": found.index, **found.values, **more}
    help_ = phrase("audit.help.reopen") if found.kind in _REOPENED else None
    return Diagnostic(code=CODES[found.kind], span=None, values=values, help=help_)


def _rulebooks(log: Path) -> Iterator[tuple[str, tuple[int, bool]]]:
    """Yield each rulebook that decisions of `log` rest on: the first that does, and whether it is kept as it was."""
    seen: set[str] = set()
    for record in decisions(log):
        for each in record["editions"]:
            digest = each["digest"]
            if digest not in seen:
                seen.add(digest)
                there = archived(log, record["rulebook"], each["edition"], digest) is not None
                yield digest, (record["seq"], there)


def _not_kept(log: Path, digest: str, index: int) -> Diagnostic:
    values = {"file": log.as_posix(), "digest": digest[:19], "index": index}
    return Diagnostic(code="A115", span=None, values=values)
