"""The manual page of a diagnostic code, for a terminal or as Markdown."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from engine.messages.catalogue import PHRASES, speak
from engine.messages.lint_pages import Page
from engine.messages.words import Code, Language, phrase


def code_page(code: Code, page: Page | None, language: Language) -> str:
    """Return what `code` means: its page where it has one, else its message and where it comes up."""
    return "\n".join(_lines(code, page, language)) + "\n"


def _lines(code: Code, page: Page | None, language: Language) -> Iterator[str]:
    yield _title(code, language)
    yield ""
    yield from _sections(_of_code(code, language), language)
    yield from _sections(_of_page(page) if page else (), language)


def _of_code(code: Code, language: Language) -> Iterator[tuple[str, str]]:
    stage = f"stage.{code.id[0]}" if f"code.stage.{code.id[0]}" in PHRASES else "stage.other"
    yield "says", template(code, language)
    yield "stage", _say(stage, language)


def _of_page(page: Page) -> Iterator[tuple[str, str]]:
    for name, text in (
        ("what", page.what),
        ("why", page.why),
        ("avoid", page.avoid),
        ("prefer", page.prefer),
        ("source", page.source),
    ):
        if text:
            yield name, text


def template(code: Code, language: Language) -> str:
    """Return the message of `code` with `…` where a value goes."""
    words = code.zh if language == "zh" else code.en
    return words.format_map(defaultdict(lambda: "…"))


def _sections(sections: Iterable[tuple[str, str]], language: Language) -> Iterator[str]:
    colon = "：" if language == "zh" else ": "
    for name, text in sections:
        yield f"{_say(name, language)}{colon}{text}"


def codes_markdown(codes: Iterable[tuple[Code, Page]], language: Language) -> str:
    """Return the index of `codes`, a section each, as Markdown."""
    return "\n".join(line for code, page in codes for line in _section(code, page, language))


def _section(code: Code, page: Page, language: Language) -> Iterator[str]:
    yield f"## {_title(code, language)}"
    yield ""
    yield f"> {template(code, language)}"
    yield ""
    for line in _sections(_of_page(page), language):
        yield f"- {line}"
    yield ""


def _title(code: Code, language: Language) -> str:
    severity = _say(f"severity.{code.severity}", language)
    return f"{code.id} {code.name}（{severity}）" if language == "zh" else f"{code.id} {code.name} ({severity})"


def _say(name: str, language: Language) -> str:
    return speak(phrase(f"code.{name}"), language)
