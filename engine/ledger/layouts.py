"""Which profile reads a header, or what the header lacks; a layout that can be read in two ways is asked about."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from engine.ledger.headers import SHOWN, doubled_columns, missing_column
from engine.ledger.moments import ReadMoment, moment_reader
from engine.ledger.profile import PART, REQUIRED, Profile
from engine.ledger.text_file import Record
from engine.messages.words import phrase
from engine.source.report import Diagnostic, Report
from engine.source.text import Span

#: The header is looked for in as many rows.
HEADER_ROWS = 40

#: This many known headers make a row likely enough to be a header, and a layout to say which column it lacks.
LIKELY = 3

#: Columns of a fallback layout that two headers of a file may not both claim: nobody says which one counts.
_ONE_HEADER = ("account", "direction", "amount", "amount_in", "amount_out", "balance")

#: Headers that name an account without saying whose: the own one, or the other side's.
_ANYBODYS = frozenset({"账号", "卡号", "账户", "银行账号", "银行卡号", "账号/卡号", "账号卡号", "户口号", "zh"})
_OTHER_SIDE = ("counterparty", "counterparty_name")


#: What the lines above a header state, read by the labels of a profile.
StatedAbove = Callable[[Profile], Mapping[str, str]]


@dataclass(frozen=True)
class Layout:
    """A header and the profile that reads it."""

    profile: Profile
    header: tuple[str, ...]

    def dated(self, record: Record) -> bool:
        """Decide whether a cell of the columns that date a row holds a moment."""
        return any(
            self._moment(record.cells[place].strip()) is not None for place in self._dates if place < len(record.cells)
        )

    @cached_property
    def _moment(self) -> ReadMoment:
        return moment_reader(self.profile.layouts)

    @cached_property
    def _dates(self) -> tuple[int, ...]:
        titles = self.profile.columns.get("booked_at", ()) or self.profile.columns.get("moved_at", ())
        return tuple(place for place, title in enumerate(self.header) if title in titles)


def hits(header: Sequence[str], profiles: Sequence[Profile]) -> int:
    """Return how many headers of a row the best of `profiles` knows; fewer than `LIKELY` are none."""
    present = {title for title in header if title}
    found = max((len(profile.headers & present) for profile in profiles), default=0)
    return found if found >= LIKELY else 0


def layout_of(
    header: tuple[str, ...], profiles: Sequence[Profile], above: StatedAbove, span: Span, report: Report
) -> Layout | None:
    """Return the layout that knows most of `header`, or None and say what it lacks.

    Errors: F610, F612, F613, F660, F664, F665, F677
    """
    present = {title for title in header if title}
    signed = [profile for profile in profiles if set(profile.signature) <= present]
    ranked = sorted(signed, key=lambda found: (found.fallback, -len(found.headers & present), found.name))
    fitting = [profile for profile in ranked if not _lacking(present, profile, above(profile))]
    if fitting:
        sound = _sound(header, fitting[0], above(fitting[0]), span, report)
        return Layout(fitting[0], header) if sound else None
    likely = max(
        (profile for profile in profiles if profile.columns),
        key=lambda found: (len(found.headers & present), set(found.signature) <= present, not found.fallback),
        default=None,
    )
    if likely and len(likely.headers & present) >= LIKELY:
        _tell_lacking(header, likely, above(likely), span, report)
        return None
    shown = ", ".join(f"`{title}`" for title in header if title)
    help_ = phrase("ledger.help.answer_columns" if shown else "ledger.help.save_as_csv")
    report.add(Diagnostic(code="F610", span=span, values={"headers": shown[:SHOWN]}, help=help_))
    return None


def _lacking(present: set[str], profile: Profile, above: Mapping[str, str]) -> list[str]:
    """Return the columns without which the layout says nothing and that neither the header nor a line above has."""
    if not profile.columns:
        return []

    def has(name: str) -> bool:
        return any(title.split(PART)[0] in present for title in profile.columns.get(name, ()))

    missing = [name for name in REQUIRED[profile.holds] if not has(name)]
    if profile.holds != "bookings":
        return missing
    if not (has("account") or (has("payer") and has("payee")) or "account" in above):
        missing.insert(0, "account")
    if has("amount_in") and has("amount_out"):
        return missing
    if not has("amount"):
        missing.append("amount")
    if not has("direction") and not profile.positive:
        missing.append("direction")
    return missing


def _tell_lacking(
    header: Sequence[str], profile: Profile, above: Mapping[str, str], span: Span, report: Report
) -> None:
    for name in _lacking({title for title in header if title}, profile, above):
        titles = profile.columns.get(name, ()) or (name,)
        if name == "account" and profile.unknown_codes == "question":
            values, help_ = {"profile": profile.title}, phrase("ledger.help.answer_account")
            report.add(Diagnostic(code="F660", span=span, values=values, help=help_))
        elif name == "direction" and profile.unknown_codes == "question":
            help_ = phrase("ledger.help.answer_direction")
            report.add(Diagnostic(code="F664", span=span, values={"profile": profile.title}, help=help_))
        else:
            report.add(missing_column(titles[0], header, span, called=" / ".join(titles)))
    report.extend(doubled_columns(_read(profile), header, span))


def _read(profile: Profile) -> set[str]:
    return {title for titles in profile.columns.values() for title in titles}


def _sound(header: Sequence[str], profile: Profile, above: Mapping[str, str], span: Span, report: Report) -> bool:
    """Report read columns that stand twice, and what a layout without a name of its own leaves open."""
    doubled = doubled_columns(_read(profile), header, span)
    report.extend(doubled)
    open_ = _open(header, profile, above) if profile.fallback else []
    for column, titles in open_:
        values = {"column": column, "headers": ", ".join(f"`{title}`" for title in titles)}
        report.add(Diagnostic(code="F665", span=span, values=values, help=phrase("ledger.help.answer_columns")))
    asked = [title for title in header if title in profile.asked]
    for title in asked:
        help_ = phrase("ledger.help.answer_status", column=title)
        report.add(Diagnostic(code="F677", span=span, values={"column": title}, help=help_))
    return not doubled and not open_ and not asked


def _open(header: Sequence[str], profile: Profile, above: Mapping[str, str]) -> list[tuple[str, Sequence[str]]]:
    claimed = {name: [title for title in titles if title in header] for name, titles in profile.columns.items()}
    found: list[tuple[str, Sequence[str]]] = [
        (name, claimed[name]) for name in _ONE_HEADER if len(claimed.get(name, ())) > 1 and name != "account"
    ]
    signed = claimed.get("direction") or (profile.positive and claimed.get("amount"))
    if claimed.get("amount_in") and claimed.get("amount_out") and claimed.get("amount"):
        found.append(("amount", [*claimed["amount"], *claimed["amount_in"], *claimed["amount_out"]]))
    elif bool(claimed.get("amount_in")) != bool(claimed.get("amount_out")) and not signed:
        found.append(("amount", [*claimed.get("amount_in", ()), *claimed.get("amount_out", ())]))
    own = claimed.get("account", [])
    whose = set(own) & _ANYBODYS and not any(claimed.get(name) for name in _OTHER_SIDE)
    if own and (whose or "account" in above) and set(own) <= _ANYBODYS:
        found.append(("account", own))
    return found
