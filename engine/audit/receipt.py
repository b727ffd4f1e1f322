"""One decision of a log as a receipt: the record, the checkpoint behind it, and the proof that it is in there."""

from pathlib import Path

from engine.audit.canonical import digest_of
from engine.audit.merkle import Leaves, leaf_hash
from engine.audit.reading import records
from engine.audit.records import Record

RECEIPT_FORMAT = "after-rules-receipt/1"


class Receipts:
    """Makes receipts from one log, which was verified before."""

    def __init__(self, log: Path) -> None:
        self._records = list(records(log))
        with log.open("rb") as lines:
            self._leaves = Leaves([leaf_hash(line[:-1]) for line in lines])

    def record(self, index: int) -> Record | None:
        """Return the decision with the number `index`."""
        found = self._records[index] if 0 <= index < len(self._records) else None
        return found if found and found["kind"] == "decision" else None

    @property
    def decisions(self) -> tuple[Record, ...]:
        """All decisions, in order."""
        return tuple(each for each in self._records if each["kind"] == "decision")

    @property
    def header(self) -> Record:
        return self._records[0]

    def receipt(self, record: Record, traces: tuple[str, ...]) -> Record | None:
        """Return the receipt of `record`, None where no checkpoint stands behind it yet.

        `traces` are the texts that its `trace_digest` is of.
        """
        behind = self._records[record["seq"] + 1 :]
        checkpoint = next((each for each in behind if each["kind"] == "checkpoint"), None)
        if checkpoint is None:
            return None
        stated: Record = {
            "format": RECEIPT_FORMAT,
            "log": self.header["log"],
            "record": record,
            "traces": traces,
            "checkpoint": checkpoint,
            "proof": self._leaves.proof(record["seq"], checkpoint["size"]),
        }
        return stated | {"hash": digest_of(stated)}
