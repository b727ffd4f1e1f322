"""What audits of a log found, as sentences."""

from collections.abc import Mapping

from engine.audit.records import Record
from engine.audit.sample import Sample, Unit
from engine.audit.verify import Verified
from engine.messages.catalogue import speak
from engine.messages.words import Language, Phrase, phrase
from engine.render.json_text import obj, quoted, scalar
from engine.render.terminal_text import safe


def verified_text(  # noqa: PLR0913 (what there is to say)
    verified: Verified, *, has_head: bool, checkpoints: int, rulebooks: int, intact: bool, language: Language
) -> str:
    """Return what a log was held against and whether it stands."""
    values = {"log": verified.log, "size": f"{verified.size:,}"}
    if intact:
        counts = {"decisions": f"{verified.decisions:,}", "checkpoints": f"{verified.checkpoints:,}"}
        lines = [phrase("audit.verified", **values, **counts), phrase("audit.root", root=verified.root)]
    else:
        lines = [phrase("audit.broken", **values)]
    held = [
        phrase("audit.held.chain"),
        *([phrase("audit.held.sm3")] if verified.with_sm3 else []),
        *([phrase("audit.held.head")] if has_head else []),
        *([phrase("audit.held.checkpoint")] if checkpoints else []),
        *([phrase("audit.held.signature", count=verified.signed)] if verified.signed else []),
        *([phrase("audit.held.rulebooks", count=rulebooks)] if rulebooks else []),
    ]
    comma = speak(phrase("audit.comma"), language)
    lines.append(phrase("audit.held", what=comma.join(speak(each, language) for each in held)))
    if not (has_head or checkpoints or verified.signed):
        lines.append(phrase("audit.no_head"))
    return _lines(lines, language)


def _lines(said: list[Phrase], language: Language) -> str:
    return "".join(f"{safe(speak(each, language))}\n" for each in said)


def key_text(file: str, key: str, *, masking: bool, language: Language) -> str:
    """Return where a new key is, and its id."""
    return _lines([phrase("audit.masked.made" if masking else "audit.key.made", file=file, key=key)], language)


def replayed_text(  # noqa: PLR0913 (what there is to say)
    count: int, other: int, failed: int, engines: tuple[str, ...], *, own: str, language: Language
) -> str:
    """Return how many decisions came out as logged, `other` not; `failed` could not be compared."""
    said = [phrase("audit.replayed", count=f"{count:,}", same=f"{count - other:,}", other=f"{other:,}")]
    if failed:
        said.append(phrase("audit.replayed.failed", count=f"{failed:,}"))
    if engines and engines != (own,):
        said.append(phrase("audit.replayed.engine", logged=", ".join(engines), own=own))
    return _lines(said, language)


def receipt_text(files: list[str], language: Language) -> str:
    """Return where a receipt is."""
    return _lines([phrase("audit.receipt.made", files=speak(phrase("audit.comma"), language).join(files))], language)


def sample_lines(found: Sample, records: Mapping[int, Record]) -> str:
    """Return the sample as JSON lines, in the order in which it was drawn."""
    return "".join(f"{_sampled(unit, records[unit.seq])}\n" for unit in found.drawn)


def _sampled(unit: Unit, record: Record) -> str:
    members = {
        "seq": scalar(unit.seq),
        "stratum": quoted(unit.stratum),
        "subject": obj({name: quoted(value) for name, value in record["subject"].items()}),
        "rulebook": quoted(record["rulebook"]),
        "edition": scalar(record["edition"]),
        "as_of": quoted(record["as_of"]),
        "outcome": obj({name: scalar(value) for name, value in record["verdict"]["outcome"].items()}),
        "hash": quoted(record["hash"]),
    }
    return obj(members)


def strata_text(found: Sample, seed: str, language: Language) -> str:
    """Return how many were drawn of how many, by stratum."""
    values = {"seed": seed, "drawn": f"{len(found.drawn):,}", "count": f"{sum(found.sizes.values()):,}"}
    said = [phrase("audit.sampled", **values)]
    for name, size in found.sizes.items():
        counts = {"drawn": f"{found.drawn_of(name):,}", "count": f"{size:,}"}
        said.append(phrase("audit.stratum", name=phrase(f"audit.stratum.{name}"), **counts))
    return _lines(said, language)
