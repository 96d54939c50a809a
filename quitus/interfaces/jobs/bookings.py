"""Letters to who booked a seat, and the erasing of what people left."""

from procrastinate.contrib.django import app

from quitus.usecases.bookings import send_letters


@app.periodic(cron="41 * * * *")
@app.task(name="send_letters_of_bookings", queueing_lock="send_letters_of_bookings")
def remind_of_bookings(timestamp: int) -> None:
    """Remind who booked, tell who booked what is cancelled, erase what people left once its day is past; each hour,
    since an example lives at its own date and a worker may have been stopped. `timestamp` is the planned instant.
    """
    send_letters()
