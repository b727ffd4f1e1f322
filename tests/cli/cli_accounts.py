"""Subjects for the tests of the command line."""


def account(number="1", **facts):
    """Return a tier-1 account, with other facts where they are given."""
    stated = {
        "victim_amount": 500_000,
        "victim_linked_amount": 500_000,
        "day_turnover": 40_000_000,
        "week_turnover": 7_000_000,
        "window_turnover": 40_000_000,
        "pass_count": 1,
        "victim_pass_count": 1,
        "swept_count": 1,
        "in_registry": False,
    }
    return {"case_id": "C1", "account": f"00{number}", **stated, **facts}
