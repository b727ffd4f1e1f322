"""The quotes under `sources/` say what the saved texts say, to the letter."""

from pathlib import Path

import pytest

from engine.document.from_yaml import read_yaml
from engine.document.nodes import Mapping, Scalar
from engine.source.report import Report

ROOT = Path(__file__).resolve().parents[2]
SEEDS = ROOT.parent / "shared" / "seeds"
SEED_OF = {"after-article": "002_3b3562c76b28fdcc.txt", "yangzhou-article": "000_5d4d1bd10fcc1bfc.txt"}


def mapping(path: Path) -> Mapping:
    report = Report(about="rulebook")
    document = read_yaml(path, path.name, report)
    report.stop_if_errors()
    assert document is not None
    assert isinstance(document.root, Mapping)
    return document.root


def part(node: Mapping, name: str) -> Mapping:
    found = node.get(name)
    assert isinstance(found, Mapping)
    return found


def text(node: Mapping, name: str) -> str | None:
    found = node.get(name)
    return found.text if isinstance(found, Scalar) else None


def article_quotes(source: str) -> dict[str, str]:
    articles = part(mapping(ROOT / "rulebooks" / "sources" / f"{source}.yaml"), "articles")
    return {f"{source}#{entry.name}": text(part(articles, entry.name), "quote") or "" for entry in articles}


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the saved texts are not part of the project")
@pytest.mark.parametrize("source", sorted(SEED_OF))
def test_every_quoted_article_stands_in_the_saved_text(source: str) -> None:
    saved = (SEEDS / SEED_OF[source]).read_text(encoding="utf-8")

    missing = {cite: quote for cite, quote in article_quotes(source).items() if not quote or quote not in saved}

    assert missing == {}
