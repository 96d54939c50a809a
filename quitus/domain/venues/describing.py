"""What a person or a file tells of a venue, made sure of before it is kept: pure rules, without the database."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date

from quitus.domain.venues import hours, national
from quitus.domain.venues.errors import (
    HoursNotReadable,
    NotACommuneCode,
    NotAHost,
    NotAnEmail,
    NotAPhoneNumber,
    NotAPointOfTheEarth,
    NotAWebAddress,
    NotInTheList,
    TextTooLong,
)
from quitus.kernel.text import one_line

SUMMARY_LETTERS = 280
DETAIL_LETTERS = 5000
LINE_LETTERS = 200
URL_LETTERS = 500
_INSEE = re.compile(r"^([013-9]\d|2[AB1-9])\d{3}$")
_PHONE = re.compile(r"^\+\d{8,15}$")
_EMAIL = re.compile(r"^[^@\s<>\"']+@[^@\s<>\"']+\.[A-Za-z]{2,}$")
_URL = re.compile(r"^https?://[^\s<>\"']+$", re.IGNORECASE)
_ORIGIN = re.compile(r"^https?://[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:\d{1,5})?$")
_TYPE = re.compile(r"^[A-Z0-9_]{2,40}$")


@dataclass(frozen=True)
class VenueTold:
    """A venue as the national schema describes it; lists hold codes of `national`, in any order."""

    insee_code: str = ""
    address_complement: str = ""
    types: tuple[str, ...] = ()
    phone: str = ""
    emails: tuple[str, ...] = ()
    websites: tuple[str, ...] = ()
    opening_hours: str = ""
    summary: str = ""
    detail: str = ""
    publics: tuple[str, ...] = ()
    care: tuple[str, ...] = ()
    fees: tuple[str, ...] = ()
    programmes: tuple[str, ...] = ()
    trainings: tuple[str, ...] = ()
    other_trainings: tuple[str, ...] = ()
    access_modes: tuple[str, ...] = ()
    support_modes: tuple[str, ...] = ()
    accessibility: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    accessibility_url: str = ""
    booking_url: str = ""
    parent_name: str = ""
    source: str = ""
    source_key: str = ""
    updated_on: date | None = None


FIELDS = tuple(field.name for field in fields(VenueTold))


def kept(told: VenueTold) -> dict[str, object]:
    """What is kept of it, field by field, in one way of writing.

    Refuses with `NotAPhoneNumber`, `NotAnEmail`, `NotAWebAddress`, `HoursNotReadable`, `NotACommuneCode`,
    `TextTooLong`, `NotInTheList`.
    """
    if told.insee_code and not _INSEE.match(told.insee_code):
        raise NotACommuneCode(text=told.insee_code)
    hours_told = one_line(told.opening_hours)
    if hours_told and not hours.is_readable(hours_told):
        raise HoursNotReadable()
    for code in told.types:
        if not _TYPE.match(code):
            raise NotInTheList(text=code)
    return {
        "insee_code": told.insee_code,
        "address_complement": _line(told.address_complement),
        "types": list(dict.fromkeys(told.types)),
        "phone": phone_number(told.phone),
        "emails": [_checked(one, _EMAIL, NotAnEmail, 254) for one in told.emails],
        "websites": [_checked(one, _URL, NotAWebAddress, URL_LETTERS) for one in told.websites],
        "opening_hours": hours_told,
        "open_days": hours.open_days(hours_told),
        "summary": _short(one_line(told.summary), SUMMARY_LETTERS),
        "detail": _short(told.detail.replace("\r\n", "\n").replace("\x00", "").strip(), DETAIL_LETTERS),
        "other_trainings": [_line(one) for one in dict.fromkeys(told.other_trainings)],
        "accessibility_url": _link(told.accessibility_url),
        "booking_url": _link(told.booking_url),
        "parent_name": _line(told.parent_name),
        "source": _line(told.source),
        "source_key": _line(told.source_key),
        "updated_on": told.updated_on,
        **{name: _of_list(getattr(told, name), among) for name, among in national.LISTS.items()},
    }


def phone_number(text: str) -> str:
    """A number with the code of its country and no space: `03 21 00 00 00` gives `+33321000000`."""
    digits = re.sub(r"[\s.\-()\u00a0\u202f/]", "", text)
    if not digits:
        return ""
    if digits.startswith("00"):
        digits = f"+{digits[2:]}"
    elif re.fullmatch(r"0[1-9]\d{8}", digits):
        digits = f"+33{digits[1:]}"
    digits = re.sub(r"^\+330(?=[1-9]\d{8}$)", "+33", digits)
    if not _PHONE.match(digits):
        raise NotAPhoneNumber()
    return digits


def spoken_number(phone: str) -> str:
    """A number as it is read in France: `+33321000000` gives `03 21 00 00 00`."""
    if re.fullmatch(r"\+33\d{9}", phone):
        return " ".join(re.findall(r"\d\d", f"0{phone[3:]}"))
    return phone


def point(latitude: float | None, longitude: float | None) -> tuple[float, float] | None:
    """A point of the Earth, or none; refuses with `NotAPointOfTheEarth`."""
    if latitude is None and longitude is None:
        return None
    if latitude is None or longitude is None or not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise NotAPointOfTheEarth()
    return latitude, longitude


def origin(text: str) -> str:
    """The origin of a site, which a browser is told; refuses with `NotAHost`."""
    found = one_line(text).lower().rstrip("/")
    if not _ORIGIN.match(found) or len(found) > LINE_LETTERS:
        raise NotAHost(text=found[:80])
    return found


def changes(before: Mapping[str, object], after: Mapping[str, object]) -> dict[str, tuple[object, object]]:
    """What differs, field by field: before and after."""
    return {name: (before.get(name), value) for name, value in after.items() if before.get(name) != value}


def _of_list(codes: tuple[str, ...], among: Mapping[str, str]) -> list[str]:
    for code in codes:
        if code not in among:
            raise NotInTheList(text=code)
    return national.in_order(codes, among)


def _line(text: str) -> str:
    return _short(one_line(text), LINE_LETTERS)


def _link(text: str) -> str:
    return _checked(text, _URL, NotAWebAddress, URL_LETTERS) if text.strip() else ""


def _short(text: str, most: int) -> str:
    if len(text) > most:
        raise TextTooLong(count=len(text), most=most)
    return text


def _checked(text: str, pattern: re.Pattern[str], refusal: type[NotAnEmail | NotAWebAddress], most: int) -> str:
    found = one_line(text)
    if not pattern.match(found) or len(found) > most:
        raise refusal(text=found[:80])
    return found
