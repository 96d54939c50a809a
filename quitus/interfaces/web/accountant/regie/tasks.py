"""Assents that wait for the accountant."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from quitus.domain.distribution import catalogue, queries, rules, states
from quitus.interfaces.web.access import SchemeRequest
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.components import Task
from quitus.kernel.clock import today

SUBJECTS = {"imprest": "accountant:imprest", "mandate": "accountant:mandate"}


def tasks(request: SchemeRequest) -> Iterator[Task]:
    """Acts and appointments to agree to; an appointment is owed its assent on its first day at the latest."""
    for imprest in queries.imprests():
        if imprest.state == states.PROPOSED:
            url = here(request, "accountant:assent_to_imprest", imprest.pk)
            yield Task(_("Donner votre avis sur l'acte constitutif"), url, imprest.name)
    for amendment in queries.amendments_awaiting(states.PROPOSED):
        url = here(request, "accountant:assent_to_imprest_amendment", amendment.pk)
        yield Task(_("Donner votre avis sur un avenant à l'acte de la régie"), url, amendment.imprest.name)
    for sub_regie in queries.sub_regies().filter(closed_on=None, adopted_on=None, assent_on=None):
        url = here(request, "accountant:assent_to_sub_regie", sub_regie.pk)
        yield Task(_("Donner votre avis sur une sous-régie"), url, sub_regie.point.name)
    for mandate in queries.mandate_conventions().filter(assent_on=None):
        url = here(request, "accountant:assent_to_mandate", mandate.pk)
        yield Task(_("Donner votre avis sur une convention de mandat"), url, mandate.body.short_name)
    for one in queries.awaiting_assent():
        if rules.appointment_state(one.assent_on, one.ends_on, today()) == states.PROPOSED:
            yield Task(
                _("Donner votre avis sur une nomination"),
                here(request, "accountant:assent_to_appointment", one.pk),
                f"{one.user.full_name}, {_(catalogue.APPOINTMENT_KINDS[one.kind]).lower()}",
                due=one.starts_on,
                tone="late" if one.starts_on < today() else "waiting",
            )
