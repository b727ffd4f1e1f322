"""A log on disk → where it has come to, so that it can go on; what a dead writer left unfinished is told apart."""

import os
from dataclasses import dataclass
from pathlib import Path

from engine.audit.canonical import has_sm3
from engine.audit.chain import Tip, follows, parsed, read_line, tip_of
from engine.audit.head import Head, head_path, read_head
from engine.audit.merkle import Tree
from engine.audit.records import LOG_FORMAT, Record
from engine.source.report import About, Diagnostic, Rejected, Report


@dataclass(frozen=True, slots=True, kw_only=True)
class Reopened:
    """What stands in a log."""

    log: str
    checkpoint_every: int
    masking: str | None
    with_sm3: bool
    tree: Tree
    tip: Tip
    since: int  #: decisions behind the last checkpoint
    whole: int  #: bytes that are whole records
    torn: bytes  #: what stands behind them


def reopened(path: Path, file: int) -> Reopened | None:
    """Return where the log `path`, open as `file`, has come to; None where it is empty.

    Lines that nobody was told of may be unfinished: those behind the head. Raises `Rejected` (about: usage): A113,
    A114; (about: integrity): A124 where a line that was acknowledged is not there as it was written.
    """
    head = kept_head(path)
    with os.fdopen(os.dup(file), "rb") as lines:
        lines.seek(0)
        first = lines.readline()
        if (not first or not first.endswith(b"\n")) and head is None:
            os.ftruncate(file, 0)  # not even the header was finished, so nothing was acknowledged
            return None
        header = header_of(path, first)
        with_sm3 = "sm3" in header["hashes"]
        tree, tip, since, whole, line = Tree(), Tip(), 0, 0, first
        while line:
            record = read_line(line, with_sm3=with_sm3)
            if record is None or not follows(record, tip, with_sm3=with_sm3):
                break
            tree.add(line[:-1])
            tip, whole = tip_of(record), whole + len(line)
            since = 0 if record["kind"] == "checkpoint" else since + (record["kind"] == "decision")
            if head and head.size == tip.size and head.hash != tip.hash:
                raise rejected("A124", "integrity", path, index=tip.size - 1)
            line = lines.readline()
        torn = line + lines.read()
    # without a head only a last line without its end is known not to have been acknowledged
    if tip.size < (head.size if head else 1) or (torn and head is None and b"\n" in torn):
        raise rejected("A124", "integrity", path, index=tip.size)
    return Reopened(
        log=header["log"],
        checkpoint_every=header["checkpoint_every"],
        masking=header["masking"],
        with_sm3=with_sm3,
        tree=tree,
        tip=tip,
        since=since,
        whole=whole,
        torn=torn,
    )


def header_of(path: Path, line: bytes) -> Record:
    """Return the header that the first line of `path` is. Raises `Rejected` (about: usage): A113, A114."""
    header = parsed(line) or {}
    hashes = header.get("hashes")
    if header.get("format") != LOG_FORMAT or header.get("kind") != "header" or not isinstance(hashes, list):
        raise rejected("A113", "usage", path)
    if type(header.get("log")) is not str or type(header.get("checkpoint_every")) is not int:
        raise rejected("A113", "usage", path)
    if "sm3" in hashes and not has_sm3():
        raise rejected("A114", "usage", path)
    return header


def kept_head(path: Path) -> Head | None:
    """Return the head that stands beside the log `path`, None where there is none that can be read."""
    try:
        return read_head(head_path(path))
    except OSError:
        return None


def rejected(code: str, about: About, path: Path, **values: object) -> Rejected:
    """Return the rejection of the log `path`."""
    report = Report(about)
    report.add(Diagnostic(code=code, span=None, values={"file": path.as_posix(), **values}))
    return Rejected(report)
