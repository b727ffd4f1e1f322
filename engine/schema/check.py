"""Documents of a known shape: each schema error at its place, in words, all at once."""

from dataclasses import dataclass

from engine.document.nodes import Document, Mapping
from engine.schema.catalogue import Kind
from engine.schema.diagnose import diagnose
from engine.schema.plain import plain
from engine.source.report import Report


@dataclass(frozen=True, slots=True)
class CheckedDocument:
    """A document that has the shape of its kind."""

    kind: Kind
    document: Document

    @property
    def root(self) -> Mapping:
        root = self.document.root
        assert isinstance(root, Mapping), "INVARIANT: every schema asks for a mapping"  # noqa: S101 (an invariant)
        return root


def check_document(document: Document, kind: Kind, report: Report) -> CheckedDocument | None:
    """Return the document as checked, or None and say at every place what is wrong.

    Errors: D201-D214
    """
    # Deferred for start-up time: commands that read no rulebook do not pay for the validator.
    from engine.schema.validation import flaws  # noqa: PLC0415 (see above)

    found = diagnose(document.root, flaws(kind, plain(document.root)))
    report.extend(found)
    return None if found else CheckedDocument(kind, document)
