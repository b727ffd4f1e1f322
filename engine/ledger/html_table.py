"""Tables of an HTML page, as web portals hand them out under the name of a spreadsheet."""

from collections.abc import Iterator
from html.parser import HTMLParser

from engine.ledger.text_file import Record
from engine.ledger.workbook import as_csv

#: Larger pages are not what a portal exports.
PAGE_LIMIT = 256 << 20


def html_records(page: str) -> Iterator[Record]:
    """Yield the rows of all tables of `page`, each at the line where it begins; blank rows are none."""
    reader = _Rows()
    reader.feed(page)
    reader.close()
    for row, cells in reader.rows:
        if any(cell.strip() for cell in cells):
            yield Record(row, cells, as_csv(cells))


class _Rows(HTMLParser):
    """Collects rows; a cell that spans columns is followed by empty ones, scripts and styles say nothing."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[tuple[int, list[str]]] = []
        self._cell: list[str] | None = None
        self._hidden = 0
        self._span = 1

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("script", "style"):
            self._hidden += 1
        elif tag == "tr":
            self._close_cell()
            self.rows.append((self.getpos()[0], []))
        elif tag in ("td", "th"):
            self._close_cell()
            self._cell = []
            span = dict(attrs).get("colspan") or "1"
            self._span = min(int(span), 1000) if span.isascii() and span.isdigit() else 1
        elif tag == "br" and self._cell is not None:
            self._cell.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("script", "style"):
            self._hidden = max(self._hidden - 1, 0)
        elif tag in ("td", "th", "tr", "table"):
            self._close_cell()

    def handle_data(self, data: str) -> None:
        if self._cell is not None and not self._hidden:
            self._cell.append(data)

    def _close_cell(self) -> None:
        if self._cell is not None and self.rows:
            self.rows[-1][1].extend([" ".join("".join(self._cell).split()), *[""] * (self._span - 1)])
        self._cell = None
