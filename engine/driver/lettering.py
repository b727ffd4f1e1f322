"""The covering letter of a case run: the template asked for, and what is missing to write it."""

from dataclasses import dataclass
from pathlib import Path

from engine.messages.words import phrase
from engine.render.case_run import CaseRun
from engine.source.report import Diagnostic, Report

LETTER = "letter.docx"
#: A template is a page or two; a larger file is none.
LARGEST = 8 << 20


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter that is asked for."""

    name: str  #: of the template, for messages
    template: bytes

    def written(self, run: CaseRun) -> bytes:
        """Return the letter of `run`. Raises `Rejected` (about: usage): H802."""
        from engine.render.letter import TemplateFaultError, letter_docx  # noqa: PLC0415 (an extra)

        try:
            return letter_docx(run, self.template)
        except TemplateFaultError as fault:
            report = Report("usage")
            help_ = phrase("letter.help.template")
            values = {"file": self.name, "reason": fault.reason}
            report.add(Diagnostic(code="H802", span=None, values=values, help=help_))
            report.stop_if_errors()
            raise  # never reached: there is an error


def letter(template: Path | None) -> Letter:
    """Return the letter by `template`, else by the shipped one. Raises `Rejected` (about: usage): H801, H802."""
    report = Report("usage")
    try:
        from engine.render.letter import shipped_template  # noqa: PLC0415 (an extra)
    except ImportError:
        report.add(Diagnostic(code="H801", span=None, help=phrase("letter.help.extra")))
        report.stop_if_errors()
        raise  # never reached: there is an error
    if template is None:
        return Letter(LETTER, shipped_template())
    content, reason = b"", None
    try:
        content = template.read_bytes() if template.stat().st_size <= LARGEST else b""
        reason = None if content else phrase("letter.reason.no_word_file")
    except OSError as refused:
        reason = phrase("case.reason.plain", text=refused.strerror or type(refused).__name__)
    if reason:
        values = {"file": template, "reason": reason}
        report.add(Diagnostic(code="H802", span=None, values=values, help=phrase("letter.help.template")))
    report.stop_if_errors()
    return Letter(template.as_posix(), content)
