"""The letters that tell people of an end of validity and of the stop of hand-outs."""

from collections.abc import Callable
from datetime import date
from urllib.parse import urlsplit
from uuid import NAMESPACE_URL, uuid5

import structlog
from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext, override

from quitus.connectors import mail
from quitus.domain.expiry import operations, queries
from quitus.domain.expiry.models import Notice
from quitus.domain.organisations.models import Scheme
from quitus.domain.organisations.operations import within_scheme
from quitus.kernel.calendar import format_date
from quitus.kernel.clock import today
from quitus.kernel.text import one_line

log = structlog.get_logger(__name__)
Send = Callable[..., None]


def send_notices(scheme: Scheme, page: str, *, send: Send = mail.send) -> int:
    """Sends the letters that wait, the oldest first; how many were taken. Those of an example never leave."""
    with transaction.atomic(), within_scheme(scheme):
        waiting = [notice.pk for notice in queries.to_mail()]
    taken = 0
    for key in waiting:
        try:
            taken += _send_one(scheme, key, page, send)
        except OSError as problem:
            log.warning("notice_not_sent", scheme=scheme.slug, notice=key, problem=type(problem).__name__)
            if isinstance(problem, mail.RefusedForGood):
                with transaction.atomic(), within_scheme(scheme):
                    operations.give_up_notice(notice_id=key)
    return taken


def _send_one(scheme: Scheme, key: int, page: str, send: Send) -> int:
    with transaction.atomic(), within_scheme(scheme):
        # Another worker may be sending it: then it is his.
        waiting = queries.to_mail().filter(pk=key).select_for_update(skip_locked=True, of=("self",))
        notice = waiting.first()
        if notice is None:
            return 0
        order = notice.step.order
        concerned = queries.people_concerned(scheme.pk, today())
        is_moot = notice.step.valid_until != order.valid_until or notice.user_id not in concerned
        if is_moot or not notice.user.has_address:
            operations.give_up_notice(notice_id=key)
            return 0
        send(_letter(scheme, notice, page), leaves=not scheme.is_example)
        operations.mark_mailed(notice_id=key)
        return 1


def _letter(scheme: Scheme, notice: Notice, page: str) -> mail.Mail:
    step, user = notice.step, notice.user
    name = f"{settings.QUITUS_URL}/fin-de-validite/{scheme.pk}/{step.pk}/{user.pk}"
    if notice.turn > 1:
        name += f"/{notice.turn}"
    host = urlsplit(settings.QUITUS_URL).hostname or "localhost"
    with override(user.language):
        facts = {
            "number": one_line(step.order.number),
            "until": format_date(step.valid_until, user.language),
            **step.figures,
        }
        if step.verb == "announce_end":
            subject = gettext("Fin de validité des pass de la commande %(number)s le %(until)s") % facts
            told = gettext(
                "Les pass de la commande %(number)s sont valables jusqu'au %(until)s.\n"
                "En carnets : %(issued)s livrés, %(handed_out)s remis, %(not_handed_out)s non remis, "
                "%(started)s commencés.\n"
                "Remettez d'abord ces carnets, et rappelez aux personnes d'utiliser les leurs."
            )
        else:
            said = gettext("Arrêt des remises de la commande %(number)s")
            if notice.turn > 1:
                said = gettext("Rappel : arrêt des remises de la commande %(number)s")
            subject = said % facts
            facts["from"] = format_date(date.fromisoformat(step.figures["blocked_from"]), user.language)
            told = gettext(
                "À partir du %(from)s, ne remettez plus de pass de la commande %(number)s : "
                "ils sont valables jusqu'au %(until)s.\n"
                "Accusez réception et indiquez les pass qui vous restent."
            )
        parts = [gettext("Bonjour %(name)s,") % {"name": one_line(user.full_name)}, told % facts, page]
        body = "\n\n".join(parts) + "\n"
        message_id = f"<{uuid5(NAMESPACE_URL, name)}@{host}>"
        return mail.Mail(user.email, one_line(f"{scheme.name} : {subject}"), body, message_id)
