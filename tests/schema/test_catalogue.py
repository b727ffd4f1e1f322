"""The schemas are found in an installed package and in a checkout."""

from pathlib import Path

import pytest

from engine.schema import catalogue

ROOT = Path(__file__).parents[2]


def test_a_checkout_has_its_schemas_at_the_top():
    assert (ROOT / "schemas/v1/family.schema.json").read_text(encoding="utf-8") == catalogue.schema_text("family")


def test_an_installed_package_has_its_schemas_inside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    folder = tmp_path / "_shipped/schemas/v1"
    folder.mkdir(parents=True)
    (folder / "family.schema.json").write_text("{}", encoding="utf-8")
    monkeypatch.setattr(catalogue, "files", lambda _: tmp_path)
    monkeypatch.setattr(catalogue, "_folder", catalogue._folder.__wrapped__)

    assert "{}" == catalogue.schema_text("family")


def test_there_is_a_schema_for_every_kind_and_no_other():
    files = {path.name for path in (ROOT / "schemas/v1").iterdir()}

    assert {f"{kind}.schema.json" for kind in catalogue.KINDS} == files
