"""The quotes of the rulebooks say what the saved texts say, to the letter."""

from collections.abc import Iterator
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


def parameter_quotes() -> Iterator[tuple[str, str, str]]:
    """Yield rulebook and parameter, citation and quote of every cited number."""
    for path in sorted((ROOT / "rulebooks").glob("*/*/rulebook.yaml")):
        parameters = part(mapping(path), "parameters")
        for parameter in parameters:
            values = part(part(parameters, parameter.name), "values")
            for value in values:
                stated = part(values, value.name)
                if cite := text(stated, "cite"):
                    yield f"{path.parts[-3]}.{parameter.name}", cite, text(stated, "quote") or ""


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the saved texts are not part of the project")
@pytest.mark.parametrize("source", sorted(SEED_OF))
def test_every_quoted_article_stands_in_the_saved_text(source: str) -> None:
    saved = (SEEDS / SEED_OF[source]).read_text(encoding="utf-8")

    missing = {cite: quote for cite, quote in article_quotes(source).items() if not quote or quote not in saved}

    assert missing == {}


def test_every_quoted_number_stands_in_the_article_it_cites() -> None:
    articles = {cite: quote for source in SEED_OF for cite, quote in article_quotes(source).items()}
    cited = list(parameter_quotes())

    missing = [found for found in cited if not found[2] or found[2] not in articles.get(found[1], "")]

    assert missing == []
    assert {"after.min_turnover", "after.min_victim_amount", "yangzhou_duties.review_min_loss"} <= {
        name for name, _, _ in cited
    }
