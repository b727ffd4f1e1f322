"""What identifies people in a case: the values that masking has to find wherever they are written."""

from typing import Literal

from engine.ledger.tables import Tables

Identity = Literal["card", "id", "phone", "name", "place", "device"]

#: Columns by table, and what they hold. Later kinds give way to earlier ones where a value is both.
_COLUMNS: tuple[tuple[str, str, Identity], ...] = (
    ("victim_transfers", "account", "card"),
    ("accounts", "account", "card"),
    ("registry", "account", "card"),
    ("bookings", "account", "card"),
    ("bookings", "counterparty", "card"),
    ("accounts", "holder_id", "id"),
    ("registry", "holder_id", "id"),
    ("bookings", "holder_id", "id"),
    ("bookings", "counterparty_id", "id"),
    ("accounts", "phone", "phone"),
    ("accounts", "holder_name", "name"),
    ("accounts", "agent", "name"),
    ("bookings", "holder_name", "name"),
    ("bookings", "counterparty_name", "name"),
    ("bookings", "ip", "device"),
    ("bookings", "mac", "device"),
    ("bookings", "terminal", "device"),
    ("accounts", "open_place", "place"),
    ("bookings", "place", "place"),
)
_NAME_IN_CHINESE = r"^[\x{4e00}-\x{9fff}·]{2,}$"  # as RE2 writes it


def identities(tables: Tables) -> dict[str, Identity]:
    """Return every identifying value of the case and what it is; victims that are named, too."""
    present = {(table, column) for table, column in tables.rows("SELECT table_name, column_name FROM duckdb_columns()")}
    found: dict[str, Identity] = {}
    for table, column, kind in _COLUMNS:
        if (table, column) in present:
            values = tables.rows(f"SELECT DISTINCT {column} FROM {table} WHERE {column} IS NOT NULL ORDER BY 1")
            found |= {value: kind for (value,) in values if value not in found}
    named = tables.rows(
        "SELECT DISTINCT victim_id FROM victim_transfers WHERE regexp_matches(victim_id, ?) ORDER BY 1",
        [_NAME_IN_CHINESE],
    )
    return {**{value: "name" for (value,) in named}, **found}
