"""Invented workshops and rounds, some seats booked, one left empty; and the communes of the territory."""

from datetime import date, time

from quitus.domain.distribution import queries as distribution
from quitus.domain.venues import operations as venues
from quitus.domain.vouchers import queries as vouchers
from quitus.domain.workshops import operations, queries
from quitus.usecases.bookings import HOLDER
from quitus.usecases.example.communes import COMMUNES
from quitus.usecases.example.invented import mediator_key
from quitus.usecases.example.stage import Diary, Stage

LISTED_ON = date(2023, 4, 3)
PUBLISHED_ON = date(2023, 4, 24)
BOOKED_ON = date(2023, 4, 28)
HELD_ON = date(2023, 5, 3)

# Structure, site, service, title, first day, seats, how many times, every so many weeks, postcode and commune if away.
SESSIONS = (
    ("arras", "arras", "outils", "Premiers pas sur l'ordinateur (exemple)", HELD_ON, 6, 6, 1, "", ""),
    ("lens", "lens", "demarches", "Déclarer ses impôts en ligne (exemple)", date(2023, 5, 15), 8, 3, 1, "", ""),
    ("calais", "calais", "demarches", "Démarches en ligne (exemple)", date(2023, 5, 22), 4, 2, 2, "", ""),
    ("bus", "bus", "demarches", "Le bus s'arrête à Fruges (exemple)", date(2023, 5, 17), 5, 3, 2, "62310", "Fruges"),
    ("bus", "bus", "demarches", "Le bus à Frévent (exemple)", date(2023, 5, 24), 5, 3, 2, "62270", "Frévent"),
    ("bus", "bus", "outils", "Le bus à Hucqueliers (exemple)", date(2023, 5, 31), 5, 2, 2, "62650", "Hucqueliers"),
)


def write(diary: Diary) -> None:
    """In April and May 2023."""
    diary.on(LISTED_ON, take_in_communes)
    diary.on(PUBLISHED_ON, publish)
    diary.on(BOOKED_ON, book)
    diary.on(HELD_ON, note_absence)


def take_in_communes(stage: Stage) -> None:
    """The manager enters the communes of the map."""
    venues.take_in_communes(by=stage.by("responsable"), told=COMMUNES)


def publish(stage: Stage) -> None:
    """Mediators publish what they will hold."""
    for structure, site, service, title, held_on, seats, times, every_weeks, postcode, commune in SESSIONS:
        made = operations.publish_sessions(
            by=stage.by(mediator_key(structure)),
            venue_id=stage.ids[f"venue {site}"],
            kind="workshop",
            service_code=service,
            title=title,
            held_on=held_on,
            starts_time=time(9, 30),
            ends_time=time(11, 30),
            seat_count=seats,
            postcode=postcode,
            commune=commune,
            every_weeks=every_weeks,
            times=times,
        )
        stage.ids[f"session {title}"] = made[0].pk


def book(stage: Stage) -> None:
    """Some who were handed pass lately book from the page of one of them."""
    numbers = [number for given in distribution.handouts()[:8] for number in vouchers.plain_numbers(given.range)[:1]]
    for rank, number in enumerate(numbers):
        title = SESSIONS[0 if rank < 4 else 1][3]
        operations.book_seat(by=HOLDER, session_id=stage.ids[f"session {title}"], number=number)


def note_absence(stage: Stage) -> None:
    """One of those who booked in Arras did not come."""
    seat = queries.bookings_of(stage.ids[f"session {SESSIONS[0][3]}"])[0]
    operations.mark_no_show(by=stage.by(mediator_key("arras")), booking_id=seat.pk)
