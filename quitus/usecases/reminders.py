"""Reminders of what is owed: written, then sent one by one, so that a worker that dies loses none.

Digests are written with their lines in one transaction; each is then sent and marked in a transaction of its own. A
worker killed between the two leaves one letter that was taken and not marked: it goes again, with the same Message-ID.
One whose reader wants no more of it, whose address is refused for good, or that nobody takes for a week, is given up.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit
from uuid import NAMESPACE_URL, uuid5

import structlog
from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext, ngettext, override

from quitus.connectors import mail
from quitus.domain.obligations import operations, queries, states
from quitus.domain.obligations.models import ReminderMail
from quitus.domain.obligations.operations import Digest
from quitus.domain.obligations.queries import Reminder
from quitus.domain.organisations import queries as organisations
from quitus.domain.organisations.models import Scheme
from quitus.domain.organisations.operations import within_scheme
from quitus.domain.users.models import User
from quitus.kernel.actors import Actor
from quitus.kernel.calendar import PARIS, format_date
from quitus.kernel.clock import now, today
from quitus.kernel.text import one_line

log = structlog.get_logger(__name__)
OPENS_AT = 7  # o'clock in Paris: nobody is reminded at night
REMINDERS = Actor.system("Rappels")
Send = Callable[..., None]


@dataclass(frozen=True)
class Doors:
    """How a letter names pages: the agenda of a scheme for a person, and where he stops reminders. Whole addresses."""

    agenda: Callable[[Scheme, User], str]
    stop: Callable[[Scheme, User], str]


def send_reminders(doors: Doors, *, send: Send = mail.send) -> int:
    """Reminds everybody, in every scheme at the moment at which it lives; how many letters were taken.

    What goes wrong in one scheme, or for one person, is logged and does not stop the others.
    """
    taken = 0
    for scheme in list(organisations.schemes()):
        try:
            prepare(scheme, doors)
            taken += send_prepared(scheme, send=send)
        except Exception:
            log.exception("reminders_of_a_scheme_failed", scheme=scheme.slug)
    return taken


def prepare(scheme: Scheme, doors: Doors) -> int:
    """Writes the digests of a scheme for its present day, once it is morning there; how many."""
    with within_scheme(scheme):
        if now().astimezone(PARIS).hour < OPENS_AT:
            return 0
        due = queries.reminders_due(scheme.pk, today())
        digests = [_digest(scheme, user, reminders, doors) for user, reminders in due.items() if user.has_address]
        return len(operations.prepare_digests(by=REMINDERS, digests=digests)) if digests else 0


def send_prepared(scheme: Scheme, *, send: Send = mail.send) -> int:
    """Sends the digests that wait, the oldest first; how many were taken. Letters of an example scheme never leave:
    they go to the folder of mails.
    """
    with within_scheme(scheme):
        waiting = [one.pk for one in queries.to_send(scheme.pk)]
    taken = 0
    for key in waiting:
        try:
            taken += _send_one(scheme, key, send)
        except OSError as problem:
            log.warning("reminder_not_sent", scheme=scheme.slug, mail=key, problem=type(problem).__name__)
            _give_up(scheme, key, problem)
    return taken


def _give_up(scheme: Scheme, key: int, problem: OSError) -> None:
    """Tries no more what is refused for good, or what nobody has taken for long enough."""
    with transaction.atomic(), within_scheme(scheme):
        waiting = queries.to_send(scheme.pk).filter(pk=key).first()
        is_refused = isinstance(problem, mail.RefusedForGood)
        if waiting is None or not (is_refused or waiting.on + states.TRIED_FOR <= today()):
            return
        why = states.REFUSED if is_refused else states.UNREACHABLE
        operations.give_up_mail(by=REMINDERS, mail_id=key, why=why)
        log.warning("reminder_given_up", scheme=scheme.slug, mail=key, why=why)


def _send_one(scheme: Scheme, key: int, send: Send) -> int:
    with transaction.atomic(), within_scheme(scheme):
        # Another worker may be sending it: then it is his.
        found = queries.to_send(scheme.pk).filter(pk=key).select_for_update(skip_locked=True, of=("self",)).first()
        if found is None:
            return 0
        if not queries.is_still_wanted(found, today()):
            operations.give_up_mail(by=REMINDERS, mail_id=key, why=states.UNWANTED)
            return 0
        send(_letter(found), leaves=not scheme.is_example)
        operations.mark_sent(by=REMINDERS, mail_id=key)
    return 1


def _letter(found: ReminderMail) -> mail.Mail:
    # RFC 8058: one press in the reader's own program stops them, without opening a page.
    stop = {
        "List-Unsubscribe": f"<{found.stop_url}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "List-ID": f"<reminders.{_host()}>",
    }
    return mail.Mail(found.to, found.subject, found.body, found.message_id, stop)


def _digest(scheme: Scheme, user: User, reminders: Sequence[Reminder], doors: Doors) -> Digest:
    stop_url = doors.stop(scheme, user)
    with override(user.language):
        return Digest(
            user_id=user.pk,
            to=user.email,
            message_id=message_id(scheme.pk, user.pk, today()),
            subject=_subject(scheme, reminders),
            body=_body(scheme, user, reminders, doors.agenda(scheme, user), stop_url),
            stop_url=stop_url,
            lines=[(one.obligation.pk, one.step) for one in reminders],
        )


def message_id(scheme_id: int, user_id: int, on: date) -> str:
    """The number of the digest of a person on a day: always the same, and telling nothing of either."""
    name = f"{settings.QUITUS_URL}/reminders/{scheme_id}/{user_id}/{on.isoformat()}"
    return f"<{uuid5(NAMESPACE_URL, name)}@{_host()}>"


def _host() -> str:
    return urlsplit(settings.QUITUS_URL).hostname or "localhost"


def _subject(scheme: Scheme, reminders: Sequence[Reminder]) -> str:
    late = sum(one.obligation.due_on < today() for one in reminders)
    told = ngettext("%(count)s échéance", "%(count)s échéances", len(reminders)) % {"count": len(reminders)}
    if late:
        told += ngettext(", dont %(count)s en retard", ", dont %(count)s en retard", late) % {"count": late}
    return one_line(f"{scheme.name} : {told}")


def _body(scheme: Scheme, user: User, reminders: Sequence[Reminder], agenda: str, stop: str) -> str:
    late = [one for one in reminders if one.obligation.due_on < today()]
    coming = [one for one in reminders if one.obligation.due_on >= today()]
    parts = [gettext("Bonjour %(name)s,") % {"name": one_line(user.full_name)}]
    for title, some in ((gettext("En retard"), late), (gettext("À tenir"), coming)):
        if some:
            parts.append("\n".join([title, *(_line(one, user.language) for one in some)]))
    parts.append(gettext("Toutes les échéances : %(url)s") % {"url": agenda})
    parts.append(
        gettext("Vous recevez ce rappel pour votre rôle dans « %(scheme)s ». Pour ne plus en recevoir : %(url)s")
        % {"scheme": one_line(scheme.name), "url": stop}
    )
    return "\n\n".join(parts) + "\n"


def _line(one: Reminder, language: str) -> str:
    owed = one.obligation
    said = gettext("- %(what)s : %(day)s (%(when)s)") % {
        "what": one_line(owed.label),
        "day": format_date(owed.due_on, language),
        "when": _when((owed.due_on - today()).days),
    }
    if owed.article_number:
        said += gettext(", article %(number)s") % {"number": one_line(owed.article_number)}
    return said


def _when(left: int) -> str:
    if left == 0:
        return gettext("aujourd'hui")
    if left > 0:
        return ngettext("dans %(count)s jour", "dans %(count)s jours", left) % {"count": left}
    return ngettext("depuis %(count)s jour", "depuis %(count)s jours", -left) % {"count": -left}
