"""Verify receipts of a decision log with the standard library alone, from the format in docs/decision-log.md.

    python verify_receipt.py RECEIPT.json... [--root HEX] [--size N]

`--root` is the root of a checkpoint that was kept elsewhere (and `--size` the records under it): without one, a
receipt shows that it is whole and in itself right, not that it belongs to a log you know. Exit code 0 or 5.
"""

import argparse
import hashlib
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path


def canonical(value: object) -> bytes:
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return re.sub("[\ud800-\udfff]", lambda half: f"\\u{ord(half.group()):04x}", text).encode()


def sha256(content: bytes) -> str:
    return "sha256:" + hashlib.sha256(content).hexdigest()


def without(record: dict[str, object], *names: str) -> dict[str, object]:
    return {name: value for name, value in record.items() if name not in names}


def folded(index: int, size: int, node: bytes, proof: list[str]) -> str | None:
    """Return the root that an RFC 6962 audit path leads to, as RFC 9162 section 2.1.3.2 computes it."""
    last = size - 1
    for sibling in (bytes.fromhex(each) for each in proof):
        if last == 0:
            return None
        if index % 2 or index == last:
            node = hashlib.sha256(b"\x01" + sibling + node).digest()
            while index and not index % 2:
                index, last = index >> 1, last >> 1
        else:
            node = hashlib.sha256(b"\x01" + node + sibling).digest()
        index, last = index >> 1, last >> 1
    return node.hex() if last == 0 else None


def faults(content: bytes, root: str | None = None, size: int | None = None) -> Iterator[str]:  # noqa: C901 (one question after the other)
    """Yield what is wrong with the receipt whose file has the bytes `content`."""
    try:
        receipt = json.loads(content)
        if canonical(receipt) + b"\n" != content:
            yield "the file is not canonical JSON"
            return
        record, checkpoint = receipt["record"], receipt["checkpoint"]
        if receipt["format"] != "after-rules-receipt/1":
            yield "the format is not known"
        if receipt["hash"] != sha256(canonical(without(receipt, "hash"))):
            yield "the receipt is not the one that was made"
        for name, each in (("record", record), ("checkpoint", checkpoint)):
            if each["hash"] != sha256(canonical(without(each, "hash", "sm3"))):
                yield f"the {name} does not match its hash"
        if record["facts_digest"] != sha256(canonical(record["facts"])):
            yield "the facts do not match their digest"
        if record["trace_digest"] != sha256("".join(f"{trace}\n" for trace in receipt["traces"]).encode()):
            yield "the trace does not match its digest"
        if checkpoint["seq"] != checkpoint["size"] or not 0 <= record["seq"] < checkpoint["size"]:
            yield "the checkpoint does not stand behind the record"
        leaf = hashlib.sha256(b"\x00" + canonical(record)).digest()
        if folded(record["seq"], checkpoint["size"], leaf, receipt["proof"]) != checkpoint["root"]:
            yield "the record is not in the tree of the checkpoint"
        if root not in {None, checkpoint["root"]} or size not in {None, checkpoint["size"]}:
            yield "the checkpoint is not the one that was kept"
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        yield "the file is not a receipt"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("receipts", nargs="+", type=Path)
    parser.add_argument("--root")
    parser.add_argument("--size", type=int)
    given = parser.parse_args()
    wrong = 0
    for path in given.receipts:
        found = list(faults(path.read_bytes(), given.root, given.size))
        wrong += bool(found)
        print(f"{path}: {'; '.join(found) or 'verified 核对无误'}")
    sys.exit(5 if wrong else 0)


if __name__ == "__main__":
    main()
