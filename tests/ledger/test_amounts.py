from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.ledger.amounts import Unreadable, amount_reader

yuan = amount_reader("yuan")
police = amount_reader("yuan", ("plain", "thousands", "bare_fraction"))
fen = amount_reader("fen")


@given(st.integers(min_value=-(10**17), max_value=10**17))
def test_an_amount_written_with_two_decimals_is_read_back_to_the_fen(amount: int) -> None:
    sign, digits = "-" if amount < 0 else "", abs(amount)

    assert amount == yuan(f"{sign}{digits // 100}.{digits % 100:02d}")


@given(st.integers(min_value=-(10**17), max_value=10**17))
def test_thousands_commas_change_no_amount(amount: int) -> None:
    sign, digits = "-" if amount < 0 else "", abs(amount)

    assert amount == police(f"{sign}{digits // 100:,}.{digits % 100:02d}")


@given(st.integers(min_value=-(10**17), max_value=10**17))
def test_an_amount_in_fen_is_read_as_it_stands(amount: int) -> None:
    assert amount == fen(str(amount))


@given(st.text(max_size=12))
def test_a_text_is_an_exact_amount_or_refused(text: str) -> None:
    found = police(text)

    if isinstance(found, int):
        assert Decimal(found) == Decimal(text.replace(",", "")) * 100
    else:
        assert found.reason in {"F635", "F636", "F638"}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "-",
        "+1.00",
        "1e3",
        "1E+05",
        "NaN",
        "inf",
        "１２.00",
        "1.",
        ".",
        "1,000.00",
        ".50",
        "1 000",
        "¥1",
        "--1",
        "1.0.0",
        "١",
    ],
)
def test_a_canonical_amount_has_one_form(text: str) -> None:
    assert Unreadable("F635") == yuan(text)


@pytest.mark.parametrize("text", ["1,00", "1,0000", "12,34.50", ",100", "1,234,5", "1234,567.00"])
def test_a_comma_that_does_not_part_thousands_is_not_guessed(text: str) -> None:
    assert Unreadable("F635") == police(text)


@pytest.mark.parametrize("text", ["1.000", "0.001", "1,234.567"])
def test_a_third_decimal_is_refused_even_where_it_is_zero(text: str) -> None:
    assert Unreadable("F636") == police(text)


@pytest.mark.parametrize("text", ["1" * 17, "9" * 5000])
def test_an_amount_that_does_not_fit_is_refused(text: str) -> None:
    assert Unreadable("F638") == yuan(text)


@pytest.mark.parametrize(("text", "amount"), [("1", 100), ("1.5", 150), ("-0.01", -1), ("007.50", 750), ("-0.00", 0)])
def test_fewer_decimals_and_leading_zeros_are_exact(text: str, amount: int) -> None:
    assert amount == yuan(text)


def test_fen_have_no_decimals() -> None:
    assert Unreadable("F635") == fen("1.00")
