"""Makes the facts in the tables of a run: batch by batch, several at a time."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from functools import partial

from engine.facts.batches import Batch, batches
from engine.facts.kernel import Relations, facts_of
from engine.facts.plan import near, wanted
from engine.facts.settings import FactSettings
from engine.facts.subject_columns import SUBJECTS, TRANSFERS
from engine.ledger.tables import Tables

#: Batches that are made at the same time; each holds what lies near its subjects' days.
_AT_ONCE = 4


def found_in_batches(tables: Tables, settings: FactSettings, rows_at_once: int) -> Iterator[Relations]:
    """Yield what the kernel finds for each batch of accounts."""
    with ThreadPoolExecutor(min(_AT_ONCE, tables.threads)) as pool:
        yield from pool.map(partial(_found, tables, settings), batches(tables, rows_at_once))


def _found(tables: Tables, settings: FactSettings, batch: Batch) -> Relations:
    subjects, transfers = SUBJECTS.format(chosen=batch.chosen), TRANSFERS.format(chosen=batch.chosen)
    with closing(tables.beside()) as own:
        own.connection.execute(f"CREATE TEMP TABLE wanted AS {wanted(settings, subjects, transfers)}")
        bookings = own.columns(near("wanted", (batch.first, batch.last)))
        return facts_of(bookings, own.columns(subjects), own.columns(transfers), settings)
