"""Where another table begins below the first: its bookings are not those of the account and the columns above."""

from engine.ledger.above import stated_above
from engine.ledger.layouts import LIKELY, Layout
from engine.ledger.text_file import Record

#: A line that states something of a whole table has no more cells than this with something in them.
_FEW = 4


def begins_another(record: Record, layout: Layout, account: str) -> bool:
    """Decide whether `record` is a header of other columns, or a line that states another own account than `account`.

    A row with a moment where the layout has one is a booking, whatever else it says.
    """
    return (_is_header(record, layout) or _states_account(record, layout, account)) and not layout.dated(record)


def _is_header(record: Record, layout: Layout) -> bool:
    headers = layout.profile.headers
    return sum(cell.strip() in headers for cell in record.cells) >= LIKELY


def _states_account(record: Record, layout: Layout, account: str) -> bool:
    if not account or sum(bool(cell.strip()) for cell in record.cells) > _FEW:
        return False
    stated = stated_above((record,), (layout.profile,)).get("account", "")
    return bool(stated) and _bare(stated) != _bare(account)


def _bare(account: str) -> str:
    return "".join(letter for letter in account if letter.isalnum())
