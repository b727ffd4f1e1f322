"""The parameters that the facts depend on; the rulebook states them, nothing here has a value."""

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class FactSettings:
    """What a rulebook's parameters say about deriving facts (facts.md, sections 3 and 4)."""

    baseline_days: int  #: civil days before the first incident day
    turnover_window_days: int  #: civil days on either side of the incident day
    pass_within: int  #: seconds, the end included
    pass_tolerance: int  #: fen, the end included
    sweep_share: Fraction  #: of the in-amount, the end included
    link_before: int  #: seconds a booking may stand before the victim's transfer, the end included
    link_after: int  #: seconds a booking may stand after the victim's transfer, the end included
