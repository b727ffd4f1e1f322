"""Masking: nothing that identifies a person is left, and equal things stay equal where they should."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.render.masking.profiles import Kind, Masker, Profile, covered, short_name
from engine.render.masking.scrubbing import Scrubber

KEY = b"k" * 32
CARDS = st.from_regex(r"\A6[0-9]{15,18}\Z")
IDS = st.from_regex(r"\A[1-9][0-9]{16}[0-9X]\Z")
PHONES = st.from_regex(r"\A1[3-9][0-9]{9}\Z")
NAMES = st.text(alphabet="张王李赵刘陈欧阳明芳伟娜秀英敏静", min_size=2, max_size=4)
PLAIN = st.text(alphabet="转账工资 ，。:;|\t\"'=<>abc", max_size=12)
MASKING: tuple[Profile, ...] = ("internal", "external", "training")


def scrubber(profile: Profile, **known: Kind) -> Scrubber:
    names = [value for value, kind in known.items() if kind == "name"]
    return Scrubber(Masker(profile, names, KEY), known)


@pytest.mark.parametrize("profile", MASKING)
@given(numbers=st.tuples(CARDS, IDS, PHONES), pieces=st.lists(PLAIN, min_size=4, max_size=4), known=st.booleans())
def test_no_number_of_a_person_is_left_known_or_not(
    profile: Profile, numbers: tuple[str, str, str], pieces: list[str], *, known: bool
) -> None:
    card, identity, phone = numbers
    listed: dict[str, Kind] = {card: "card", identity: "id", phone: "phone"} if known else {}
    first, second, third, last = pieces
    shown = scrubber(profile, **listed).text(f"{first}{card} {second}|{identity}，{third}:{phone};{last}")

    assert not any(number in shown for number in (card, identity, phone))
    assert not re.search(r"\d{11}", shown)


@pytest.mark.parametrize("profile", ["external", "training"])
@given(names=st.lists(NAMES, min_size=1, max_size=4, unique=True), pieces=st.lists(PLAIN, min_size=5, max_size=5))
def test_no_name_of_the_case_is_left(profile: Profile, names: list[str], pieces: list[str]) -> None:
    text = "".join(f"{piece}{name}" for piece, name in zip(pieces, names, strict=False))
    shown = Scrubber(Masker(profile, names, KEY), dict.fromkeys(names, "name")).text(text)

    assert not any(name in shown for name in names)


@given(text=st.text(max_size=200))
def test_full_changes_nothing(text: str) -> None:
    assert scrubber("full").text(text) == text


@given(value=CARDS, other=CARDS)
def test_a_pseudonym_is_the_same_for_the_same_value_and_key_alone(value: str, other: str) -> None:
    masker = Masker("training", (), KEY)

    assert masker.mask("card", value) == Masker("training", (), KEY).mask("card", value)
    assert masker.mask("card", value) != Masker("training", (), b"another").mask("card", value)
    assert (masker.mask("card", value) == masker.mask("card", other)) == (value == other)


@given(value=st.text(alphabet="0123456789", max_size=20), front=st.integers(0, 8), back=st.integers(0, 8))
def test_a_covered_number_keeps_its_length_and_hides_four_and_a_third(value: str, front: int, back: int) -> None:
    shown = covered(value, front, back)

    assert len(shown) == len(value)
    assert shown.count("*") >= min(4, len(value))
    assert shown.count("*") * 3 >= len(value)


@given(names=st.lists(NAMES, max_size=15, unique=True))
def test_people_who_would_come_out_alike_are_told_apart(names: list[str]) -> None:
    masker = Masker("external", names)

    assert len({masker.mask("name", name) for name in names}) == len(names)


@pytest.mark.parametrize(
    ("name", "shown"),
    [("葛某某", "葛某"), ("欧阳锋", "欧阳某"), ("义乌市某某贸易有限公司", "某公司"), ("John Smith", "J某")],
)
def test_short_names(name: str, shown: str) -> None:
    assert short_name(name) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("6222021234567890123", "622202*********0123"),
        ("6222 0212 3456 7890 123", "622202*********0123"),
        ("６２２２０２１２３４５６７８９０１２３", "622202*********0123"),
        ("6222021234567890123_156_1", "622202*********0123_156_1"),
        ("CNY6222021234567890123", "CNY622202*********0123"),
        ("138-1234-5678", "138****5678"),
        ("33078219900101123X", "330782********123X"),
        ("6222021234567890123.00", "622202*********0123.00"),
        ("12345678901.00", "12345678901.00"),
        ("2021-05-03 2021-05-04", "2021-05-03 2021-05-04"),
        ("sha256:" + "0123456789abcdef" * 4, "sha256:" + "0123456789abcdef" * 4),
    ],
)
def test_numbers_in_all_their_dress(text: str, shown: str) -> None:
    assert scrubber("internal").text(text) == shown


def test_a_short_known_number_inside_a_longer_one_does_not_split_it() -> None:
    shown = scrubber("external", **{"622202": "card"}).text("6222021234567890123")

    assert shown == "***************0123"


def test_a_place_is_shown_to_the_city() -> None:
    masker = Masker("external")

    assert masker.mask("place", "浙江省金华市义乌市稠城街道") == "浙江省金华市"
    assert masker.mask("place", "延边朝鲜族自治州延吉市") == "延边朝鲜族自治州"
