"""Test results → text for a terminal, JSON, and JUnit XML for continuous integration."""

import json
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator, Mapping

from engine.decision.trace import Trace
from engine.explain.citations import Citation
from engine.messages.catalogue import speak
from engine.messages.words import Language, phrase
from engine.render.explanation_leaves import condition_lines
from engine.render.explanation_words import Speaker
from engine.render.terminal_text import safe
from engine.rulebook.rulebook import Rulebook
from engine.suite.run import TestResult

#: An edition, its tests' results, and the texts its rules stand on.
Edition = tuple[Rulebook, tuple[TestResult, ...], Mapping[str, Citation]]


def tests_text(editions: Iterable[Edition], language: Language) -> str:
    """Return each failed test with what was wanted and found, then the counts."""
    return "".join(f"{line}\n" for line in _lines(list(editions), language))


def _lines(editions: list[Edition], language: Language) -> Iterator[str]:
    for _, results, citations in editions:
        for result in results:
            if not result.passed:
                yield from _failed(result, citations, language)
    for rulebook, results, _ in editions:
        values = {"rulebook": rulebook.name, "edition": rulebook.edition, **_counts(results)}
        yield speak(phrase("test.edition", **values), language)
    everything = tuple(result for _, results, _ in editions for result in results)
    yield speak(phrase("test.done", **_counts(everything)), language)


def _counts(results: tuple[TestResult, ...]) -> dict[str, int]:
    passed = sum(result.passed for result in results)
    return {"count": len(results), "passed": passed, "failed": len(results) - passed}


def _failed(result: TestResult, citations: Mapping[str, Citation], language: Language) -> Iterator[str]:
    span = result.test.span
    words = speak(phrase("test.failed"), language)
    yield f"{safe(span.file)}:{span.line}:{span.column}: {words}: {safe(result.test.name)}"
    speaker = Speaker(result.program, citations, language)
    for failure in result.failures:
        yield f"  {safe(speak(failure.says, language))}"
        if result.trace:
            yield from _why(result.trace, failure.rules, speaker)


def _why(trace: Trace, rules: tuple[str, ...], speaker: Speaker) -> Iterator[str]:
    for decision in trace.decisions:
        for rule in decision.rules:
            if rule.id in rules:
                yield f"    {rule.id} {safe(rule.title)}"
                for line in condition_lines(rule.condition, speaker, 0):
                    yield f"      {'  ' * line.depth}{safe(speaker.tight(line.text))}"


def tests_json(editions: Iterable[Edition], language: Language) -> str:
    """Return every test with whether it passed, and what failed."""
    tests = [
        {
            "rulebook": rulebook.name,
            "edition": rulebook.edition.isoformat(),
            "name": result.test.name,
            "file": result.test.span.file,
            "line": result.test.span.line,
            "passed": result.passed,
            "failures": [speak(failure.says, language) for failure in result.failures],
        }
        for rulebook, results, _ in editions
        for result in results
    ]
    counts = {"count": len(tests), "failed": sum(not test["passed"] for test in tests)}
    return json.dumps({"schema_version": 1, **counts, "tests": tests}, ensure_ascii=False, indent=1) + "\n"


def tests_junit(editions: Iterable[Edition], language: Language) -> str:
    """Return JUnit XML: a suite an edition, a case a test."""
    root = ET.Element("testsuites")
    for rulebook, results, _ in editions:
        counts = _counts(results)
        name = f"{rulebook.name}@{rulebook.edition}"
        attributes = {"name": name, "tests": str(counts["count"]), "failures": str(counts["failed"])}
        suite = ET.SubElement(root, "testsuite", attributes)
        for result in results:
            case = ET.SubElement(suite, "testcase", {"classname": name, "name": safe(result.test.name)})
            case.set("file", result.test.span.file)
            case.set("line", str(result.test.span.line))
            for failure in result.failures:
                ET.SubElement(case, "failure", {"message": safe(speak(failure.says, language))})
    ET.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, encoding="unicode")}\n'
