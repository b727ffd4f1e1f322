"""What each profile leaves of a card number, an identity number, a telephone number, a name or a place.

The forms follow common practice (JR/T 0171-2020, annex A, is informative): the ends of a number, 姓+某 for a person,
the city of a place. `training` replaces a value by a keyed pseudonym: equal values of one key stay equal, so that
tables can still be joined, and nobody without the key can try out candidates.
"""

import hashlib
import hmac
import re
from collections.abc import Iterable, Mapping
from typing import Literal

Profile = Literal["full", "internal", "external", "training"]
Kind = Literal["card", "id", "phone", "name", "place", "device"]
PROFILES: tuple[Profile, ...] = ("full", "internal", "external", "training")

#: Digits left at the front and the end.
_ENDS: dict[tuple[Profile, Kind], tuple[int, int]] = {
    ("internal", "card"): (6, 4),
    ("internal", "id"): (6, 4),
    ("internal", "phone"): (3, 4),
    ("external", "card"): (0, 4),
    ("external", "id"): (0, 4),
    ("external", "phone"): (0, 2),
    ("external", "device"): (0, 2),
}
_COMPOUND = (
    "欧阳",
    "上官",
    "司马",
    "诸葛",
    "东方",
    "皇甫",
    "尉迟",
    "公孙",
    "慕容",
    "司徒",
    "令狐",
    "夏侯",
    "端木",
    "百里",
)
_ORGANISATION = re.compile(
    r"(公司|集团|商行|经营部|工作室|合作社|事务所|中心|银行|支行|商店|酒店|学校|医院|店|厂|部|社|所)$"
)
_CITY = re.compile(r"^(.*?(?:自治州|地区|市|州|盟))")
#: A pseudonym has letters alone, so that it is never taken for a number.
_LETTERS = str.maketrans("0123456789abcdef", "ABCDEFGHJKLMNPQR")
_TOKEN = 12
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_PSEUDONYM: dict[Kind, str] = {"card": "卡", "id": "证", "phone": "机", "name": "名", "place": "地", "device": "设备"}
_FEWEST = 4  #: characters that are hidden, also of a short number
_LONG_NAME = 4  #: a person's name in Chinese is rarely longer


class Masker:
    """Masks values of one case by one profile; `key` is needed by `training` alone.

    `names`: every name of the case, so that two people who would come out alike are told apart (葛某甲, 葛某乙).
    """

    def __init__(self, profile: Profile, names: Iterable[str] = (), key: bytes = b"") -> None:
        self.profile = profile
        self._key = key
        self._shown = _told_apart(names) if profile == "external" else {}

    def mask(self, kind: Kind, value: str) -> str:
        """Return what is shown of `value`."""
        if self.profile == "full" or not value:
            return value
        if self.profile == "training":
            return f"{_PSEUDONYM[kind]}-{self._token(kind, value)}"
        if kind == "name":
            return value if self.profile == "internal" else self._shown.get(value) or short_name(value)
        if kind == "place":
            return value if self.profile == "internal" else _city(value)
        ends = _ENDS.get((self.profile, kind))
        return value if ends is None else covered(value, *ends)

    def _token(self, kind: Kind, value: str) -> str:
        digest = hmac.new(self._key, f"{kind}:{value}".encode(), hashlib.sha256).hexdigest()
        return digest[:_TOKEN].translate(_LETTERS)


def covered(value: str, front: int, back: int) -> str:
    """Return `value` with stars between its ends: at least four of them, and a third of it."""
    most = max(len(value) - max(_FEWEST, -(-len(value) // 3)), 0)
    back = min(back, most)
    front = min(front, most - back)
    return f"{value[:front]}{'*' * (len(value) - front - back)}{value[len(value) - back :]}"


def short_name(name: str) -> str:
    """Return 姓+某 of a person, 某+the kind of an organisation."""
    if found := _ORGANISATION.search(name):
        return f"某{found.group(1)}"
    if len(name) > _LONG_NAME or name.isascii():
        return f"{name[0]}某"
    return f"{next((surname for surname in _COMPOUND if name.startswith(surname)), name[0])}某"


def _told_apart(names: Iterable[str]) -> Mapping[str, str]:
    alike: dict[str, list[str]] = {}
    for name in sorted(set(names)):
        alike.setdefault(short_name(name), []).append(name)
    return {
        name: short if len(held) == 1 else f"{short}{_stem(place)}"
        for short, held in alike.items()
        for place, name in enumerate(held)
    }


def _stem(place: int) -> str:
    return _STEMS[place] if place < len(_STEMS) else str(place + 1)


def _city(place: str) -> str:
    found = _CITY.match(place)
    return found.group(1) if found else f"{place[:2]}…" if len(place) > 2 else place  # noqa: PLR2004 (a province)
