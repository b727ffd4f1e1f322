"""Merkle trees as RFC 6962 hashes them: SHA-256, leaves behind 0x00, inner nodes behind 0x01."""

import hashlib
from collections.abc import Sequence


def leaf_hash(leaf: bytes) -> bytes:
    return hashlib.sha256(b"\x00" + leaf).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


class Tree:
    """A tree that grows to the right; it holds one hash for each of its full subtrees."""

    def __init__(self) -> None:
        self.size = 0
        self._peaks: list[tuple[int, bytes]] = []

    def add(self, leaf: bytes) -> None:
        """Add `leaf`, the bytes of a record, behind all others."""
        height, node = 0, leaf_hash(leaf)
        while self._peaks and self._peaks[-1][0] == height:
            node = node_hash(self._peaks.pop()[1], node)
            height += 1
        self._peaks.append((height, node))
        self.size += 1

    def root(self) -> str:
        """Return the hash of the whole tree in hex; of no leaves that of nothing."""
        if not self._peaks:
            return hashlib.sha256(b"").hexdigest()
        _, node = self._peaks[-1]
        for _, left in reversed(self._peaks[:-1]):
            node = node_hash(left, node)
        return node.hex()


class Leaves:
    """The leaves of a tree that stands, for proofs that one of them is in it."""

    def __init__(self, hashes: Sequence[bytes]) -> None:
        self._hashes = hashes
        self._kept: dict[tuple[int, int], bytes] = {}

    def root(self, size: int) -> str:
        """Return the hash in hex of the tree over the first `size` leaves."""
        return self._node(0, size).hex() if size else Tree().root()

    def proof(self, index: int, size: int) -> tuple[str, ...]:
        """Return the audit path of leaf `index` in the tree over the first `size` leaves, from the leaf upwards."""
        start, end, path = 0, size, []
        while end - start > 1:
            middle = start + _split(end - start)
            if index < middle:
                path.append(self._node(middle, end).hex())
                end = middle
            else:
                path.append(self._node(start, middle).hex())
                start = middle
        return tuple(reversed(path))

    def _node(self, start: int, end: int) -> bytes:
        if end - start == 1:
            return self._hashes[start]
        key = (start, end)
        if key not in self._kept:
            middle = start + _split(end - start)
            self._kept[key] = node_hash(self._node(start, middle), self._node(middle, end))
        return self._kept[key]


def _split(size: int) -> int:
    """Return the largest power of two below `size`."""
    return 1 << (size - 1).bit_length() - 1
