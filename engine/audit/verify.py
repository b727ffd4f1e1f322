"""A log → whether it stands as it was written: the first record that does not, and what is wrong with it.

Alone, a log shows every change of a record behind which something stands. That its end was cut at a checkpoint, or
that all of it from some record on was made anew, only something kept elsewhere shows: the head, a receipt, a key.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from engine.audit.chain import Tip, follows, read_line, tip_of
from engine.audit.diagnosis import Link, diagnosed
from engine.audit.finding import Finding
from engine.audit.head import Head, Signature, signature_of, signed_text
from engine.audit.merkle import Tree
from engine.audit.records import Record
from engine.audit.reopening import header_of
from engine.audit.shape import well_formed
from engine.audit.signing import Verifier
from engine.source.report import Rejected


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """What a log was found to be."""

    log: str
    size: int  #: lines up to the first that does not hold
    decisions: int
    checkpoints: int
    signed: int  #: checkpoints whose signature was verified
    with_sm3: bool
    root: str  #: of the Merkle tree over these lines
    findings: tuple[Finding, ...]


def verify(path: Path, heads: Sequence[Head], verifier: Verifier | None = None) -> Verified:
    """Return what is found of the log `path`, held against states of it that were kept.

    Raises `Rejected` (about: usage): A113, A114, and `OSError` where it cannot be read.
    """
    with path.open("rb") as lines:
        header = _header(path, lines.readline(), heads)
        lines.seek(0)
        checking = _Checking(header, heads, verifier)
        for line in lines:
            if not checking.take(line):
                held = [found for found in checking.findings if found.kind != "altered"]  # the chain tells it better
                checking.findings = [*held, _broken(path, checking, line, heads)]
                break
    elsewhere = {found.index for found in checking.findings if found.kind != "malformed"}
    found = [each for each in checking.findings if each.kind != "malformed" or each.index not in elsewhere]
    if not found:
        found += checking.at_the_end()
    return Verified(
        log=header["log"],
        size=checking.tip.size,
        decisions=checking.decisions,
        checkpoints=checking.checkpoints,
        signed=checking.signed,
        with_sm3=checking.with_sm3,
        root=checking.tree.root(),
        findings=tuple(found),
    )


def _header(path: Path, line: bytes, heads: Sequence[Head]) -> Record:
    """Return the header of `path`; where its first line is none as it was written, what the heads know of it."""
    known = {"log": heads[0].log, "hashes": ["sha256"]} if heads else None
    try:
        header = header_of(path, line)
    except Rejected as rejected:
        if known is None or any(found.code != "A113" for found in rejected.report.diagnostics):
            raise
        return known
    sound = read_line(line, with_sm3="sm3" in header["hashes"]) is not None
    return header if sound else known or header


class _Checking:
    """Goes through the lines of one log."""

    def __init__(self, header: Record, heads: Sequence[Head], verifier: Verifier | None) -> None:
        self.with_sm3 = "sm3" in header["hashes"]
        self.tip, self.tree = Tip(), Tree()
        self.decisions = self.checkpoints = self.signed = 0
        self.findings: list[Finding] = []
        self._log = header["log"]
        self._closed = self._unsigned = self._malformed = False
        self._verifier = verifier
        self._heads = [head for head in heads if head.log == self._log]
        if len(self._heads) < len(heads):
            self.findings.append(Finding("other_log", 0, {"log": self._log}))

    def take(self, line: bytes) -> bool:
        """Take the next line; False where the chain does not hold there."""
        record = read_line(line, with_sm3=self.with_sm3)
        if record is None or not follows(record, self.tip, with_sm3=self.with_sm3):
            return False
        if not self._malformed and not well_formed(record):
            self._malformed = True  # one is enough: whoever wrote it was not this program
            self.findings.append(Finding("malformed", self.tip.size))
        if record["kind"] == "checkpoint":
            self._check(record)
        self._closed = record["kind"] == "checkpoint" and record.get("at") == "close"
        self.decisions += record["kind"] == "decision"
        self.tip = tip_of(record)
        self.tree.add(line[:-1])
        for head in self._heads:
            if head.size == self.tip.size:
                self._hold_against(head)
        return True

    def at_the_end(self) -> list[Finding]:
        """Return what is wrong with the end of a chain that holds."""
        size = self.tip.size
        longest = max((head.size for head in self._heads), default=0)
        if longest > size:
            return [Finding("truncated", size, {"count": longest - size})]
        if not self._closed:
            return [Finding("not_closed", size)]
        return [Finding("unsigned", size - 1)] if self._unsigned else []

    def _check(self, record: Record) -> None:
        self.checkpoints += 1
        index = self.tip.size
        if record.get("size") != self.tree.size or record.get("root") != self.tree.root():
            self.findings.append(Finding("checkpoint", index))
        elif self._verifier:
            signature = signature_of(record)
            self._unsigned = signature is None  # a later one stands for all before it
            if signature:
                self._check_signature(self._verifier, signature, index)

    def _check_signature(self, verifier: Verifier, signature: Signature, index: int) -> None:
        """Check what is signed: the tree as it stands now."""
        if verifier.verifies(signed_text(self._log, self.tree.size, self.tree.root()), signature):
            self.signed += 1
        else:
            self.findings.append(Finding("signature", index))

    def _hold_against(self, head: Head) -> None:
        if head.hash and head.hash != self.tip.hash:
            self.findings.append(Finding("altered", self.tip.size - 1))
        elif head.root != self.tree.root():
            self.findings.append(Finding("checkpoint", self.tip.size - 1))
        elif self._verifier and head.signature:
            self._check_signature(self._verifier, head.signature, self.tip.size - 1)


def _broken(path: Path, checking: _Checking, line: bytes, heads: Sequence[Head]) -> Finding:
    place = checking.tip.size
    if not line.endswith(b"\n"):
        return Finding("torn", place)
    with path.open("rb") as lines:
        records = [read_line(line, with_sm3=checking.with_sm3) for line in lines]
    links = [Link(record["seq"], record["previous"], record["hash"]) if record else None for record in records]
    longest = max(heads, key=lambda head: head.size, default=None)
    return diagnosed(links, place, checking.tip.hash, longest)


def forked(path: Path, other: Path) -> Finding | None:
    """Return the first line in which two logs with a common beginning differ; None where one begins with the other.

    Raises as `verify` does.
    """
    with path.open("rb") as mine, other.open("rb") as theirs:
        one, two = header_of(path, mine.readline()), header_of(other, theirs.readline())
        if one["log"] != two["log"]:
            return Finding("other_log", 0, {"log": one["log"]})
        mine.seek(0)
        theirs.seek(0)
        for index, (left, right) in enumerate(zip(mine, theirs, strict=False)):
            if left != right:
                return Finding("fork", index)
    return None
