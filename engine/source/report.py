"""One diagnostic type, one collector, one exception."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from engine.messages.catalogue import CODES
from engine.messages.words import Phrase, Severity
from engine.source.text import Span

#: What a rejected thing was; the command line turns it into the exit code.
About = Literal["rulebook", "input", "usage", "undetermined", "integrity", "disagreement"]


@dataclass(frozen=True, slots=True)
class Label:
    """A second place involved: «first defined here»."""

    span: Span
    says: Phrase


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnostic:
    """Something wrong, at a place, with what to do about it."""

    code: str
    span: Span | None
    values: Mapping[str, object] = field(default_factory=dict)
    help: Phrase | None = None
    labels: tuple[Label, ...] = ()

    @property
    def severity(self) -> Severity:
        return CODES[self.code].severity

    @property
    def message(self) -> Phrase:
        return Phrase(self.code, self.values)


def _place(diagnostic: Diagnostic) -> tuple[str, int, int, str]:
    span = diagnostic.span
    return (span.file, span.line, span.column, diagnostic.code) if span else ("", 0, 0, diagnostic.code)


class Report:
    """Collects the diagnostics of a pass; errors stop the run between passes, never inside."""

    def __init__(self, about: About) -> None:
        self.about: About = about
        self._found: list[Diagnostic] = []

    def add(self, diagnostic: Diagnostic) -> None:
        self._found.append(diagnostic)

    def extend(self, diagnostics: Iterable[Diagnostic]) -> None:
        self._found.extend(diagnostics)

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """All diagnostics, sorted by place."""
        return tuple(sorted(self._found, key=_place))

    @property
    def has_errors(self) -> bool:
        return any(found.severity == "error" for found in self._found)

    def stop_if_errors(self) -> None:
        """Raise `Rejected` where an error was found."""
        if self.has_errors:
            raise Rejected(self)


class Rejected(Exception):  # noqa: N818 (it is a verdict on the input, not a fault of the program)
    """The input was read and found wrong; the report says where and why."""

    def __init__(self, report: Report) -> None:
        super().__init__(f"{len(report.diagnostics)} diagnostics about the {report.about}")
        self.report = report
