"""Reminders written before they are sent, what each person wants of them, and the address of each calendar."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from quitus.domain.audit.operations import record
from quitus.domain.grants.models import Convention
from quitus.domain.obligations import errors, policies, states
from quitus.domain.obligations.models import CalendarFeed, ReminderChoice, ReminderLine, ReminderMail
from quitus.domain.obligations.tokens import hash_of, token_of
from quitus.kernel.actors import Actor, refuse_unless
from quitus.kernel.clock import now, today
from quitus.kernel.locks import lock
from quitus.kernel.operation import operation
from quitus.kernel.tenancy import current_scheme_id
from quitus.kernel.words import N_


@dataclass(frozen=True)
class Digest:
    """What one person is to be told on one day: the letter, and the obligations with the step reached by each."""

    user_id: int
    to: str
    message_id: str
    subject: str
    body: str
    stop_url: str
    lines: Sequence[tuple[int, str]]


@operation
def prepare_digests(*, by: Actor, digests: Sequence[Digest]) -> list[ReminderMail]:
    """Writes the digests of today, to be sent once this is committed; who has one of today already gets no second.

    What is left out then is told the next day, since no line says that it was told. Refuses with `NotYourRole`.
    """
    refuse_unless(policies.may_send_reminders(by.role))
    scheme_id, on = current_scheme_id(), today()
    lock(Convention.objects.filter(scheme_id=scheme_id))  # two workers would write the same digests
    served = set(ReminderMail.objects.filter(scheme_id=scheme_id, on=on).values_list("user_id", flat=True))
    fresh = [digest for digest in digests if digest.user_id not in served]
    mails = ReminderMail.objects.bulk_create(
        ReminderMail(
            scheme_id=scheme_id,
            user_id=digest.user_id,
            on=on,
            to=digest.to,
            message_id=digest.message_id,
            subject=digest.subject,
            body=digest.body,
            stop_url=digest.stop_url,
        )
        for digest in fresh
    )
    ReminderLine.objects.bulk_create(
        ReminderLine(scheme_id=scheme_id, mail=mail, user_id=mail.user_id, obligation_id=obligation_id, step=step)
        for mail, digest in zip(mails, fresh, strict=True)
        for obligation_id, step in digest.lines
    )
    if mails:
        record(
            by=by,
            verb="prepare_digests",
            subject_kind="scheme",
            subject_id=scheme_id,
            summary=N_("Rappels d'échéances préparés : %(count)s"),
            data={"count": len(mails)},
        )
    return mails


@operation
def mark_sent(*, by: Actor, mail_id: int) -> None:
    """Notes that the mail server took a digest. Refuses with `NotYourRole`."""
    refuse_unless(policies.may_send_reminders(by.role))
    ReminderMail.objects.filter(pk=mail_id, sent_at=None, given_up_at=None).update(sent_at=now())


@operation
def give_up_mail(*, by: Actor, mail_id: int, why: str) -> None:
    """Notes that a digest will not be sent: `why` is one of `states.GIVEN_UP`. One already sent or given up stays so.

    Refuses with `NotYourRole`, `UnknownWord`.
    """
    refuse_unless(policies.may_send_reminders(by.role))
    if why not in states.GIVEN_UP:
        raise errors.UnknownWord(word=why)
    waiting = ReminderMail.objects.filter(pk=mail_id, sent_at=None, given_up_at=None)
    if not waiting.update(given_up_at=now(), given_up_why=why):
        return
    record(
        by=by,
        verb="give_up_mail",
        subject_kind="user",
        subject_id=ReminderMail.objects.get(pk=mail_id).user_id,
        summary=N_("Rappel non envoyé") if why == states.UNWANTED else N_("Rappel non remis à son adresse"),
        data={"why": why},
    )


@operation
def choose_reminders(*, by: Actor, choice: str) -> None:
    """Keeps what reminders the author wants from now on: "all", "late" or "none".

    Refuses with `NotYourRole`, `UnknownWord`.
    """
    user_id = by.user_id or 0
    refuse_unless(by.user_id is not None)
    if choice not in states.REMINDERS:
        raise errors.UnknownWord(word=choice)
    ReminderChoice.objects.update_or_create(scheme_id=current_scheme_id(), user_id=user_id, defaults={"choice": choice})
    record(
        by=by,
        verb="choose_reminders",
        subject_kind="user",
        subject_id=user_id,
        summary=N_("Choix des rappels d'échéances"),
        data={"choice": choice},
    )


@operation
def renew_calendar(*, by: Actor) -> CalendarFeed:
    """Gives the author's calendar a new secret address, the first or another one; the former answers no more.

    Refuses with `NotYourRole`.
    """
    refuse_unless(by.user_id is not None and policies.may_follow_obligations(by.role))
    user_id, scheme_id, nonce = by.user_id or 0, current_scheme_id(), secrets.token_hex(16)
    feed, _ = CalendarFeed.objects.update_or_create(
        scheme_id=scheme_id,
        user_id=user_id,
        defaults={
            "nonce": nonce,
            "token_sha256": hash_of(token_of(nonce, scheme_id, user_id)),
            "renewed_at": now(),
        },
    )
    record(
        by=by,
        verb="renew_calendar",
        subject_kind="user",
        subject_id=user_id,
        summary=N_("Nouvelle adresse secrète du calendrier"),
    )
    return feed
