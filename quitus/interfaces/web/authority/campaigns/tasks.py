"""What waits for the manager about the funder's proposals."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from quitus.domain.campaigns import queries
from quitus.domain.organisations.roles import MANAGER
from quitus.interfaces.web.access import SchemeRequest
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.components import Task
from quitus.interfaces.web.layout.words import day
from quitus.kernel.clock import today

SUBJECTS = {"proposal": "authority:proposal"}


def tasks(request: SchemeRequest) -> Iterator[Task]:
    """The proposals that wait for an answer, the first or another, with the day hoped for and the last reminder."""
    if request.actor.role != MANAGER:
        return
    for one in queries.received(request.membership.scheme_id, waiting=True):
        reminded = _("relancée par le financeur le %(day)s") % {"day": day(one.reminded_on)} if one.reminded_on else ""
        if one.amendment is not None:
            reminded = _("l'avenant n° %(number)s qui y répondait est abandonné") % {"number": one.amendment.number}
        yield Task(
            _("Répondre à la proposition d'avenant : %(title)s") % {"title": one.campaign.title},
            here(request, "authority:proposal", one.pk),
            reminded or _("proposée par %(funder)s") % {"funder": one.campaign.funder.short_name},
            one.campaign.answer_by,
            "late" if one.is_late(today()) else "waiting",
        )
