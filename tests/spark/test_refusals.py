"""What is refused before any Spark is started, each with its code and exit code 2."""

import pytest

from engine.cli.command_line import run


@pytest.fixture
def facts(tmp_path):
    path = tmp_path / "facts.parquet"  # nothing looks into it
    path.touch()
    return path


def refused(capfd, *arguments):
    """Return what `rules eval after` says on its way to exit code 2."""
    assert 2 == run(["eval", "after", "--as-of", "2022-06-01", *map(str, arguments)])
    return capfd.readouterr().err


def test_without_the_extra_it_is_named(facts, tmp_path, monkeypatch, capfd):
    monkeypatch.setattr("engine.ledger.cluster.find_spec", lambda _name: None)
    said = refused(capfd, facts, "--engine", "spark", "-o", tmp_path / "r.parquet")

    assert "error[C918" in said
    assert "pip install 'after-rules[spark]'" in said


@pytest.mark.parametrize("master", ["sc://127.0.0.1:1", "spark://127.0.0.1:1,127.0.0.1:2", "sc://127.0.0.1:x/;a=b"])
def test_where_nothing_answers_that_is_said_at_once(facts, tmp_path, monkeypatch, capfd, master):
    monkeypatch.setattr("engine.ledger.cluster.find_spec", lambda _name: object())
    said = refused(capfd, facts, "--engine", "spark", "--master", master, "-o", tmp_path / "r.parquet")

    assert "error[C919" in said
    assert master in said
    assert ["facts.parquet"] == [path.name for path in tmp_path.iterdir()]


def test_options_of_spark_go_with_spark(facts, tmp_path, capfd):
    assert "error[C920" in refused(capfd, facts, "--master", "local[2]")
    assert "error[C921" in refused(capfd, facts, "--parts", "-o", tmp_path / "r.parquet")
