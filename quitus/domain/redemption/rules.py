"""Delays around taking a pass, and why a taking is undone."""

from datetime import date, datetime, timedelta

from quitus.kernel.words import N_

UNDO_FREELY = timedelta(minutes=10)
MOST_AT_ONCE = 200

PAGE = "page"
SLIP = "slip"
SOFTWARE = "software"
DEVICE = "device"
DOORS = {
    PAGE: N_("En ligne, par la page"),
    SLIP: N_("Sur papier, saisi ensuite"),
    SOFTWARE: N_("Par le logiciel du lieu"),
    DEVICE: N_("Hors connexion, par un appareil"),
}
"""How a pass was taken: by which door it came in."""

MINUTES_LEAST, MINUTES_MOST = 5, 600
THEME_LONGEST = 80

WRONG_CODES_MOST = 20
WRONG_CODES_WITHIN = timedelta(minutes=10)

AT_ONCE = "at_once"
WRONG_PASS = "wrong_pass"  # noqa: S105
WRONG_SERVICE = "wrong_service"
WRONG_DAY = "wrong_day"
SERVICE_NOT_GIVEN = "service_not_given"
OTHER = "other"

REASONS = {
    WRONG_PASS: N_("Ce n'était pas le bon pass"),
    WRONG_SERVICE: N_("Ce n'était pas le bon service"),
    WRONG_DAY: N_("Ce n'était pas le bon jour"),
    SERVICE_NOT_GIVEN: N_("Le service n'a pas été rendu"),
    OTHER: N_("Autre raison, à préciser"),
}
REASONS_AND_AT_ONCE = {AT_ONCE: N_("Annulé dans les dix minutes"), **REASONS}


def earliest_service(today: date, late_entry_days: int) -> date:
    """The oldest day of service that can still be recorded for a pass of an order with this delay of late entry.

    The operator's contract sets it, or the convention for pass that the authority issues itself; it keeps a claim near
    the work it pays for.
    """
    return today - timedelta(days=late_entry_days)


def may_undo_freely(recorded_at: datetime, now: datetime) -> bool:
    """Whether the venue may still take back what it recorded without giving a reason."""
    return now - recorded_at <= UNDO_FREELY
