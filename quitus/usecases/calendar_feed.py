"""The calendar of one person, opened by its secret address alone."""

from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext, override

from quitus.connectors.calendars import CalendarDay, calendar_file
from quitus.domain.obligations import policies, queries, states
from quitus.domain.obligations.models import Obligation
from quitus.domain.obligations.tokens import hash_of
from quitus.domain.organisations import queries as organisations
from quitus.domain.organisations.models import Membership, Scheme
from quitus.domain.organisations.operations import within_scheme
from quitus.kernel.calendar import format_date
from quitus.kernel.clock import now, today

Page = Callable[[Membership, Obligation], str]


def calendar_of(scheme_slug: str, token: str, page: Page) -> bytes | None:
    """The calendar that this address opens, in the language of its person; None for any address that opens none: never
    made, renewed since, of somebody who has left. `page` gives the whole address where an obligation is read.
    """
    scheme = next(iter(organisations.schemes().filter(slug=scheme_slug)), None)
    if scheme is None:
        return None
    with within_scheme(scheme):
        reader = _reader(scheme, token)
        if reader is None:
            return None
        with override(reader.user.language):
            days = [*_obligations(reader, page), *_ends(scheme)]
            return calendar_file(scheme.name, reader.user.language, days, now())


def _reader(scheme: Scheme, token: str) -> Membership | None:
    feed = queries.feed_by_token(scheme.pk, hash_of(token))
    if feed is None:
        return None
    members = organisations.members(scheme.pk, on=today()).filter(user_id=feed.user_id, user__is_active=True)
    return next((one for one in members if policies.may_follow_obligations(one.role)), None)


def _obligations(reader: Membership, page: Page) -> Iterator[CalendarDay]:
    for one in queries.in_calendar(reader.scheme_id, today()):
        said = gettext(states.LABELS[one.standing(today())])
        about = [
            gettext("Due par : %(party)s") % {"party": gettext(states.OWED_BY[one.owed_by])},
            gettext("Article %(number)s") % {"number": one.article_number} if one.article_number else "",
            one.evidence,
        ]
        if one.counted_on is not None and one.counted_on != one.due_on:
            day = format_date(one.counted_on, reader.user.language)
            about.append(gettext("Reportée depuis le %(day)s, qui n'est pas ouvré") % {"day": day})
        yield CalendarDay(
            uid=f"obligation-{one.pk}@{_host()}",
            on=one.due_on,
            summary=f"{one.label} ({said})",
            description="\n".join(line for line in about if line),
            url=page(reader, one),
        )


def _ends(scheme: Scheme) -> Iterator[CalendarDay]:
    for one in queries.days_coming(scheme.pk):
        if one.kind in {"action_end", "convention_end", "eligible_end"}:
            yield CalendarDay(uid=f"{one.kind}-{scheme.pk}@{_host()}", on=one.on, summary=gettext(one.label))


def _host() -> str:
    return urlsplit(settings.QUITUS_URL).hostname or "localhost"
