"""Jobs of news for the software of venues."""

from __future__ import annotations

from procrastinate.contrib.django import app

from quitus.usecases.webhooks import forget_old_news, tell_software


@app.periodic(cron="* * * * *")
@app.task(name="tell_software", queueing_lock="tell_software", lock="tell_software")
def tell(timestamp: int) -> None:
    """Write the news of the last minute and send what waits. `timestamp` is the planned instant."""
    tell_software()


@app.periodic(cron="53 3 * * *")
@app.task(name="forget_old_news", queueing_lock="forget_old_news")
def forget(timestamp: int) -> None:
    """Remove news that no log shows any more. `timestamp` is the planned instant."""
    forget_old_news()
