"""Names that durable_rules can be given. It compares names by a 32-bit hash, so unequal names can be the same to it."""

import re

#: A condition on one of these would ask about the engine's own bookkeeping: it writes `sid` and `id` into every fact.
_OWN = ("id", "sid")
#: Words of a ruleset. A name with the hash of one of them would be read as that word.
_WORDS = (
    "all", "any", "pri", "count", "cap", "dist", "name", "$lt", "$lte", "$gt", "$gte", "$eq", "$neq", "$mt", "$imt",
    "$iall", "$iany", "$ex", "$nex", "$or", "$and", "$m", "$add", "$sub", "$mul", "$div", "$l", "$r", "$forward",
    "$i", "$s", "$pulse", "$time", "$baseTime", "$timerName",
)  # fmt: skip
#: ASCII letters, digits and underscores: nothing to escape, and no `$all`, `$any`, `$not` at the end.
_SAFE = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,199}", re.ASCII)


def fnv1a(name: str) -> int:
    """Return the 32-bit hash by which durable_rules tells names apart (`getStringAndHash` in its json.c)."""
    found = 0x811C9DC5
    for byte in name.encode():
        found = (found ^ byte) * 0x01000193 & 0xFFFFFFFF
    return found


class Names:
    """Gives out names of which no two are the same to durable_rules: the wanted one where it is safe, else `n7`."""

    def __init__(self, *taken: str) -> None:
        self._taken = {fnv1a(name) for name in (*_OWN, *_WORDS, *taken)}
        self._made = 0

    def name(self, wanted: str) -> str:
        while not _SAFE.fullmatch(wanted) or fnv1a(wanted) in self._taken:
            wanted = f"n{self._made}"
            self._made += 1
        self._taken.add(fnv1a(wanted))
        return wanted
