"""The facts of many subjects at once, from columns of whole numbers: facts.md sections 3 and 4.

Every engine that can bring the bookings near the subjects' days together, account by account, makes the facts with
this; what it hands over, and in which order, changes nothing.
"""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from engine.facts.bookings import Bookings
from engine.facts.incidents import facts_about, incidents_of
from engine.facts.links import linked_bookings
from engine.facts.passes import Pairs, in_legs, pairs_of, pass_facts, swept, traceable
from engine.facts.plan import FACT_ROWS, LINKED, PAIRED
from engine.facts.settings import FactSettings
from engine.facts.subject_columns import Transfers, subjects_of, transfers_of
from engine.facts.vectors import Flags, Whole, added, among, whole

Columns = Mapping[str, NDArray[np.generic]]
#: Relations by name, each by its columns; `UNKNOWN` stands for NULL.
Relations = Mapping[str, Mapping[str, Whole]]


def facts_of(near: Columns, subjects: Columns, transfers: Columns, settings: FactSettings) -> Relations:
    """Return `linked`, `paired` and `fact_rows` of subjects whose accounts have all their bookings in `near`.

    Shape: `near` has the columns of `counted` (`plan.py`), the others `SUBJECT_COLUMNS` and `TRANSFER_COLUMNS`.
    """
    bookings = Bookings(near)
    who = subjects_of(subjects, bookings)
    paid = transfers_of(transfers, who)
    row = linked_bookings(bookings, who, paid, settings)
    shown = row >= 0
    day = np.where(shown, np.append(bookings.day, 0)[row], paid.day)
    incidents = incidents_of(bookings, who, paid.at, day)
    known = traceable(bookings, who, incidents, settings)
    legs = in_legs(bookings, incidents, known)
    pairs = pairs_of(bookings, legs, settings)
    of_victims = _linked_as_well(pairs, paid.at[shown], row[shown], len(bookings))
    sweeps = added(legs.at, whole(swept(bookings, legs, settings)), len(who))
    facts = {
        "subject": who.subject,
        "victim_linked_amount": added(paid.at[shown], paid.amount[shown], len(who)),
        **dict(facts_about(bookings, who, incidents, settings)),
        **dict(pass_facts(bookings, pairs, sweeps, of_victims, known)),
    }
    return {
        LINKED: _linked(bookings, who.subject, paid, row),
        PAIRED: {
            "subject": who.subject[pairs.at],
            "came": bookings.ordinal[pairs.came],
            "went": bookings.ordinal[pairs.went],
            "gap": pairs.gap,
            "amount": bookings.amount[pairs.came],
        },
        FACT_ROWS: facts,
    }


def _linked(bookings: Bookings, subject: Whole, paid: Transfers, row: Whole) -> Mapping[str, Whole]:
    shown = row >= 0
    return {
        "subject": subject[paid.at[shown]],
        "transfer_row": paid.row[shown],
        "ordinal": bookings.ordinal[row[shown]],
        "day": bookings.day[row[shown]],
    }


def _linked_as_well(pairs: Pairs, at: Whole, row: Whole, size: int) -> Flags:
    """Return the pairs whose in-booking shows a transfer to the same subject; there are `size` bookings."""
    return among(pairs.at * size + pairs.came, at * size + row)
