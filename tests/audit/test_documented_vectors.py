"""The test vectors of `docs/decision-log.md` are those of the program."""

import re
from pathlib import Path

from engine.audit.canonical import canonical, digest_of
from engine.audit.chain import Tip, sealed
from engine.audit.masking import Mask
from engine.audit.merkle import Tree

PAGE = (Path(__file__).parents[2] / "docs" / "decision-log.md").read_text(encoding="utf-8")
VECTORS = re.findall(r"^\| .+ \| `(.+)` \|$", PAGE.partition("## Test vectors")[2], flags=re.MULTILINE)


def test_the_vectors_of_the_page_hold() -> None:
    value = {"b": [1, None, True], "a": "元\n", "n": 9007199254740993}
    tree = Tree()
    nothing = tree.root()
    for leaf in (b"", b"a", b"bc"):
        tree.add(leaf)
    line, _ = sealed({"kind": "recovered", "cut": 3}, Tip(), with_sm3=False)
    masked = Mask(b"k" * 32).masked("account", "6222")

    assert VECTORS == [canonical(value), digest_of(value), nothing, tree.root(), line.decode(), masked]
