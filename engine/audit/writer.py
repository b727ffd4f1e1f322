"""The writer of a log: what it has taken is on disk, in one piece, before anybody is told.

An append writes whole lines and waits until the disk has them; then the head beside the log is replaced. A writer that
dies leaves at most an unfinished tail, which the next one cuts off, keeps in a file of its own and reports.
"""

import hashlib
import os
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from engine.audit.canonical import has_sm3
from engine.audit.chain import Runs, Tip, sealed
from engine.audit.head import Head, Signature, signed_text, write_head
from engine.audit.locking import open_alone
from engine.audit.merkle import Tree
from engine.audit.records import Record, Run, header_record
from engine.audit.reopening import Reopened, rejected, reopened
from engine.audit.signing import Signer
from engine.source.report import Diagnostic, Rejected, Report

#: A checkpoint stands behind as many decisions, and at the end of each run.
CHECKPOINT_EVERY = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class LogSettings:
    """How a log is written; the header of a log that exists goes before `checkpoint_every` and `with_sm3`."""

    checkpoint_every: int = CHECKPOINT_EVERY
    masking: str | None = None  #: id of the key that subjects are masked with
    signer: Signer | None = None
    with_sm3: bool = has_sm3()


class LogWriter:
    """Appends to one log; closing it sets a checkpoint behind all."""

    def __init__(self, path: Path, run: Run, settings: LogSettings, report: Report) -> None:
        """Open `path`, made where it is missing; `report` gathers that a torn tail was cut off: A123.

        Raises `Rejected` (about: usage): A113, A114, A121, A122, A128; (about: integrity): A124.
        """
        self.path = path
        self._signer = settings.signer
        self._file = _opened(path)
        self._tree, self._tip, self._since, self._broken = Tree(), Tip(), 0, False
        self._every, self._with_sm3 = settings.checkpoint_every, settings.with_sm3
        try:
            self._begin(run, settings, report)
        except BaseException:
            os.close(self._file)
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._broken:
            os.close(self._file)
        else:
            self.close()

    @property
    def size(self) -> int:
        """How many lines are in the log: what was appended is acknowledged up to here."""
        return self._tip.size

    def append(self, records: Iterable[Record | Runs]) -> None:
        """Append `records`; when this returns, the disk has them. Raises `Rejected` (about: usage): A122."""
        lines: list[bytes] = []
        for record in records:
            self._add(record, lines)
            self._since += 1
            if self._since >= self._every:
                self._add(self._checkpoint("interval"), lines)
                self._since = 0
        self._write(lines)

    def close(self) -> None:
        """Set a last checkpoint, sign the head where there is a key, and let go of the file."""
        lines: list[bytes] = []
        try:
            self._add(self._checkpoint("close"), lines)
            self._write(lines, self._signed(self._tree.size, self._tree.root()))
        finally:
            os.close(self._file)

    def _begin(self, run: Run, settings: LogSettings, report: Report) -> None:
        found = reopened(self.path, self._file)
        if found is None:
            self._log = run.id
            header = header_record(run, settings.checkpoint_every, settings.masking, with_sm3=settings.with_sm3)
            lines: list[bytes] = []
            self._add(header, lines)
            self._write(lines)
            return
        self._log, self._every, self._with_sm3 = found.log, found.checkpoint_every, found.with_sm3
        self._tree, self._tip, self._since = found.tree, found.tip, found.since
        if found.masking != settings.masking:
            raise rejected("A128", "usage", self.path)
        if found.torn:
            self._cut(found, run, report)

    def _cut(self, found: Reopened, run: Run, report: Report) -> None:
        """Cut the unfinished tail off, keep it beside the log, and say so in the log itself."""
        kept = self.path.with_name(f"{self.path.name}.torn-{found.tip.size}")
        with os.fdopen(os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "wb") as file:
            file.write(found.torn)
            file.flush()
            os.fsync(file.fileno())
        os.ftruncate(self._file, found.whole)
        digest = "sha256:" + hashlib.sha256(found.torn).hexdigest()
        lines: list[bytes] = []
        self._add({"kind": "recovered", "run": run.record(), "cut": len(found.torn), "digest": digest}, lines)
        self._write(lines)
        values = {"file": self.path.as_posix(), "bytes": len(found.torn), "kept": kept.as_posix()}
        report.add(Diagnostic(code="A123", span=None, values=values))

    def _add(self, record: Record | Runs, lines: list[bytes]) -> None:
        line, self._tip = sealed(record, self._tip, with_sm3=self._with_sm3)
        self._tree.add(line)
        lines.append(line)

    def _checkpoint(self, at: str) -> Record:
        size, root = self._tree.size, self._tree.root()
        signature = self._signed(size, root)
        signed = asdict(signature) if signature else None
        return {"kind": "checkpoint", "at": at, "size": size, "root": root, "signature": signed}

    def _signed(self, size: int, root: str) -> Signature | None:
        return self._signer.sign(signed_text(self._log, size, root)) if self._signer else None

    def _write(self, lines: list[bytes], signature: Signature | None = None) -> None:
        """Write `lines`, wait for the disk, then replace the head.

        What cannot be written whole is taken back, and nothing is written behind it.
        """
        start = os.lseek(self._file, 0, os.SEEK_END)
        try:
            rest = memoryview(b"".join(line + b"\n" for line in lines))
            while rest:
                rest = rest[os.write(self._file, rest) :]
            os.fsync(self._file)
            tip, root = self._tip, self._tree.root()
            write_head(self.path, Head(log=self._log, size=tip.size, hash=tip.hash, root=root, signature=signature))
        except OSError as refused:
            self._broken = True
            with suppress(OSError):
                os.ftruncate(self._file, start)
            raise _refused(self.path, refused) from None


def _opened(path: Path) -> int:
    try:
        return open_alone(path)
    except BlockingIOError:
        raise rejected("A121", "usage", path) from None
    except OSError as refused:
        raise _refused(path, refused) from None


def _refused(path: Path, refused: OSError) -> Rejected:
    return rejected("A122", "usage", path, reason=refused.strerror or type(refused).__name__)
