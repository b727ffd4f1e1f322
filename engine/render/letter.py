"""The covering letter (移送函) of a hand-over as a Word file, made of a template that the unit may edit in Word.

The template is Jinja inside Word; `FIELDS` and `ROW` are all it may use. It is rendered in a sandbox and everything put
in is shown as text, so that neither a template of somebody else nor a name in a ledger can do anything.
"""

import io
import zipfile
from importlib import resources

from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateError
from jinja2.sandbox import SandboxedEnvironment

from engine.messages.catalogue import speak
from engine.messages.words import Phrase, phrase
from engine.render.case_run import CaseRun
from engine.render.terminal_text import safe

FIELDS = (
    "cases", "rulebook", "edition", "digest", "as_of", "folder", "accounts", "tier_1", "tier_2", "undetermined",
    "excluded", "in_registry", "registry_unknown", "to_hand_over", "rows",
)  # fmt: skip
#: What each of `rows` has.
ROW = ("number", "case_id", "account", "holder_name", "holder_id", "bank", "tier", "victim_amount", "day_turnover")
#: A ZIP file cannot tell an earlier moment; the same letter has the same bytes.
_NO_TIME = (1980, 1, 1, 0, 0, 0)


class TemplateFaultError(Exception):
    """The template cannot be read, or asks for something there is not."""

    def __init__(self, reason: Phrase) -> None:
        super().__init__(reason.id)
        self.reason = reason


def shipped_template() -> bytes:
    """Return the template that is used where the unit has none of its own."""
    return resources.files("engine.render").joinpath("templates", "letter.docx").read_bytes()


def letter_docx(run: CaseRun, template: bytes) -> bytes:
    """Return the letter; the same run and template give the same bytes. Raises `TemplateFaultError`."""
    environment = SandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
    written = io.BytesIO()
    try:
        letter = DocxTemplate(io.BytesIO(template))
        letter.render(_fields(run), environment, autoescape=True)
        letter.save(written)
    except TemplateError as fault:
        raise TemplateFaultError(phrase("case.reason.plain", text=safe(str(fault)))) from None
    except (zipfile.BadZipFile, KeyError, ValueError):  # what the libraries raise on a file that is no Word file
        raise TemplateFaultError(phrase("letter.reason.no_word_file")) from None
    return _without_time(written.getvalue())


def _fields(run: CaseRun) -> dict[str, object]:
    funnel, program = run.funnel, run.accounts.program
    said = {
        "cases": speak(phrase("explain.next_fact"), "zh").join(run.case_ids),
        "rulebook": program.title,
        "edition": f"{program.name}@{program.edition}",
        "digest": program.digest,
        "as_of": run.as_of.isoformat(),
        "folder": run.folder,
        "accounts": funnel.accounts,
        "tier_1": funnel.tier_1,
        "tier_2": funnel.tier_2,
        "undetermined": funnel.undetermined,
        "excluded": funnel.dropped_amount + funnel.dropped_frequency + funnel.dropped_otherwise,
        "in_registry": funnel.in_registry,
        "registry_unknown": funnel.registry_unknown,
        "to_hand_over": len(run.hand_over),
    }
    rows = [{name: _shown(getattr(row, name)) for name in ROW} for row in run.hand_over]
    return {**{name: _shown(value) for name, value in said.items()}, "rows": rows}


def _shown(value: object) -> str:
    return "" if value is None else safe(str(value))


def _without_time(document: bytes) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(document)) as before, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            after.writestr(zipfile.ZipInfo(name, _NO_TIME), before.read(name), zipfile.ZIP_DEFLATED)
    return written.getvalue()
