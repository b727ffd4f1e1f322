"""The names by which a run over a case folder knows its rulebooks and what they decide."""

AFTER = "after"
DUTIES = "yangzhou_duties"
AMOUNT, FREQUENCY, TIER, HAND_OVER = "amount_anomaly", "fast_pass", "tier", "hand_over"
TIER_1, TIER_2 = "tier_1", "tier_2"
