"""A name and a day → the files of a new family, which pass check and test as they are."""

from datetime import date
from importlib.resources import files
from string import Template


def family_files(name: str, day: date) -> dict[str, str]:
    """Return the texts of a new family by their paths in the library; its only edition begins on `day`."""
    source = f"{name.replace('_', '-')}-source"
    values = {"name": name, "day": day.isoformat(), "source": source}
    placed = {
        f"{name}/family.yaml": "family.yaml",
        f"{name}/facts.yaml": "facts.yaml",
        f"{name}/CHANGELOG.md": "CHANGELOG.md",
        f"{name}/{day}/rulebook.yaml": "rulebook.yaml",
        f"{name}/{day}/tests.yaml": "tests.yaml",
        f"sources/{source}.yaml": "source.yaml",
    }
    return {path: filled(template, values) for path, template in placed.items()}


def filled(template: str, values: dict[str, str]) -> str:
    """Return the text of a template with its `$names` replaced; every name must have a value."""
    text = (files("engine.scaffold") / "templates" / template).read_text(encoding="utf-8")
    return Template(text).substitute(values)
