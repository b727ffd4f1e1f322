"""Editors find the schema of every rulebook file: its first line names one that is there and is the right one."""

import re
from datetime import date
from pathlib import Path

import pytest

from engine.library.places import shipped_rulebooks
from engine.scaffold.family import family_files

ROOT = Path(__file__).parents[2]
#: The schema by the name of a file, else by its folder.
KIND = {"family.yaml": "family", "facts.yaml": "facts", "rulebook.yaml": "rulebook", "tests.yaml": "tests"}
KIND |= {"suppressions.yaml": "suppressions", "index.lock": "lock", "sources": "source", "calendars": "calendar"}
SHIPPED = sorted(
    path
    for path in (*shipped_rulebooks().rglob("*.yaml"), *shipped_rulebooks().glob("*.lock"))
    if ".released" not in path.parts
)
MODELINE = re.compile(r"# yaml-language-server: \$schema=(\S+)")


def kind_of(path):
    return KIND.get(path.name) or KIND[path.parent.name]


def named(path, text):
    """Return the schema that the first line of a file names, as a path."""
    found = MODELINE.fullmatch(text.splitlines()[0])
    assert found, path
    return (path.parent / found[1]).resolve()


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.relative_to(shipped_rulebooks()).as_posix())
def test_the_first_line_names_the_schema_of_the_file(path):
    assert named(path, path.read_text("utf-8")) == ROOT / "schemas" / "v1" / f"{kind_of(path)}.schema.json"


def test_every_kind_of_file_is_among_them():
    assert {kind_of(path) for path in SHIPPED} == set(KIND.values()) - {"suppressions"}  # none is shipped


def test_new_files_name_theirs():
    made = {ROOT / "rulebooks" / name: text for name, text in family_files("new_one", date(2027, 1, 1)).items()}
    for path, text in made.items():
        if path.suffix == ".yaml":
            assert named(path, text) == ROOT / "schemas" / "v1" / f"{kind_of(path)}.schema.json"
