"""The letters by e-mail to whoever applies or is qualified: sent one by one, so that a worker that dies loses none."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlsplit

import structlog
from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext, override

from quitus.connectors import mail
from quitus.domain.organisations import queries as organisations
from quitus.domain.organisations.models import Scheme
from quitus.domain.organisations.operations import within_scheme
from quitus.domain.venues import letters, operations
from quitus.domain.venues.models import Letter
from quitus.kernel.calendar import format_date
from quitus.kernel.clock import now
from quitus.kernel.words import N_

log = structlog.get_logger(__name__)
Send = Callable[..., None]
TRIED_FOR = timedelta(days=7)


@dataclass(frozen=True)
class Doors:
    """How a letter names pages: where a link is confirmed, where an application is read, where the home is."""

    link: Callable[[Scheme, int], str]
    application: Callable[[Scheme, int], str]
    home: Callable[[Scheme], str]


SUBJECTS = {
    letters.LINK: N_("Votre candidature : confirmez votre adresse"),
    letters.SENT: N_("Votre candidature est envoyée"),
    letters.COMPLETION: N_("Votre candidature est à compléter"),
    letters.TAKEN_IN: N_("Votre dossier est complet"),
    letters.REFUSED: N_("Votre candidature est refusée"),
    letters.JOINED: N_("Vous êtes rattaché à votre structure"),
    letters.DECIDED: N_("Une décision concerne votre structure"),
    letters.APPEAL_ANSWERED: N_("Votre recours a reçu sa réponse"),
    letters.BANK_CHANGED: N_("Un changement de compte bancaire est annoncé"),
}
BODIES = {
    letters.LINK: N_(
        "Quelqu'un, vous sans doute, veut faire qualifier %(structure)s pour le dispositif %(scheme)s.\n"
        "Pour commencer la candidature, ouvrez ce lien dans les trois jours :\n%(url)s\n"
        "Si vous n'avez rien demandé, ne faites rien."
    ),
    letters.SENT: N_(
        "La candidature de %(structure)s est envoyée à %(authority)s, qui va l'examiner.\n"
        "Vous la relisez ici :\n%(url)s"
    ),
    letters.COMPLETION: N_(
        "%(authority)s vous demande de compléter la candidature de %(structure)s avant le %(until)s :\n"
        "%(what)s\n\nComplétez-la et renvoyez-la ici :\n%(url)s"
    ),
    letters.TAKEN_IN: N_(
        "Le dossier de %(structure)s est complet. %(authority)s vérifie votre compte bancaire, puis décidera.\n"
        "Votre espace :\n%(url)s"
    ),
    letters.REFUSED: N_(
        "%(authority)s refuse la candidature de %(structure)s :\n%(reason)s\n\n"
        "Vous pouvez déposer un recours sur cette page :\n%(url)s"
    ),
    letters.JOINED: N_("%(authority)s confirme que vous êtes de %(structure)s.\nVotre espace :\n%(url)s"),
    letters.DECIDED: N_(
        "%(structure)s : %(state)s, à partir du %(on)s.\n%(reason)s\n\nLisez votre dossier ici :\n%(url)s"
    ),
    letters.APPEAL_ANSWERED: N_("%(structure)s : %(outcome)s.\n%(answer)s\n\nVotre dossier :\n%(url)s"),
    letters.BANK_CHANGED: N_(
        "Un nouveau compte (%(account)s) a été annoncé pour %(structure)s. Rien ne sera payé, pas même sur l'ancien "
        "compte, avant que %(authority)s l'ait confirmé avec vous par téléphone ou en personne.\n"
        "Si vous n'avez rien demandé, prévenez-la tout de suite.\nVotre dossier :\n%(url)s"
    ),
}
TRANSLATED = ("state", "outcome")
DAYS = ("on", "until")


def send_letters(doors: Doors, *, send: Send = mail.send) -> int:
    """Sends what waits in every scheme; how many were taken. What goes wrong in one does not stop the others."""
    taken = 0
    for scheme in list(organisations.schemes()):
        try:
            taken += send_waiting(scheme, doors, send=send)
        except Exception:
            log.exception("letters_of_a_scheme_failed", scheme=scheme.slug)
    return taken


def send_waiting(scheme: Scheme, doors: Doors, *, send: Send = mail.send) -> int:
    """Sends what waits in a scheme, the oldest first. Letters of an example never leave: they go to a folder."""
    with transaction.atomic(), within_scheme(scheme):
        waiting = list(_waiting().order_by("pk").values_list("pk", flat=True))
    taken = 0
    for key in waiting:
        try:
            taken += _send_one(scheme, key, doors, send)
        except OSError as problem:
            log.warning("letter_not_sent", scheme=scheme.slug, letter=key, problem=type(problem).__name__)
            _give_up(scheme, key, problem)
    return taken


def _waiting() -> QuerySet[Letter]:
    return Letter.objects.filter(sent_at=None, given_up_at=None)


def _send_one(scheme: Scheme, key: int, doors: Doors, send: Send) -> int:
    with transaction.atomic(), within_scheme(scheme):
        # Another worker may be sending it: then it is his.
        found = _waiting().filter(pk=key).select_for_update(skip_locked=True, of=("self",)).first()
        if found is None:
            return 0
        send(letter_of(scheme, found, doors), leaves=not scheme.is_example)
        operations.mark_letter_sent(letter_id=key)
    return 1


def _give_up(scheme: Scheme, key: int, problem: OSError) -> None:
    with transaction.atomic(), within_scheme(scheme):
        found = _waiting().filter(pk=key).first()
        too_old = found is not None and found.written_at + TRIED_FOR <= now()
        if found is not None and (too_old or isinstance(problem, mail.RefusedForGood)):
            operations.give_up_letter(letter_id=key)


def letter_of(scheme: Scheme, found: Letter, doors: Doors) -> mail.Mail:
    """A letter in the words of its reader, with the address of the page it speaks of."""
    facts = dict(found.facts)
    if found.kind == letters.LINK:
        url = doors.link(scheme, facts["request"])
    elif "application" in facts:
        url = doors.application(scheme, facts["application"])
    else:
        url = doors.home(scheme)
    host = urlsplit(settings.QUITUS_URL).hostname or "localhost"
    with override(found.language):
        facts |= {name: gettext(facts[name]) for name in TRANSLATED if name in facts}
        facts |= {
            name: format_date(date.fromisoformat(facts[name]), found.language) for name in DAYS if facts.get(name)
        }
        known = {"url": url, "scheme": scheme.name, "authority": scheme.authority.name}
        subject = f"{gettext(SUBJECTS[found.kind])} – {scheme.name}"
        body = gettext(BODIES[found.kind]) % {"reason": "", **facts, **known}
    return mail.Mail(found.to, subject, body, f"<{found.message_id.partition('@')[0]}@{host}>")
