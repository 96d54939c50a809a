"""What waits for the authority about the régie: acts to sign, handovers to make, accounts to receive."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from quitus.domain.distribution import queries, states
from quitus.interfaces.web.access import SchemeRequest
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.components import Task
from quitus.interfaces.web.layout.words import day
from quitus.kernel.clock import today

SUBJECTS = {
    "imprest": "authority:imprest",
    "point": "authority:distribution_point",
    "appointment": "authority:appointment",
    "mandate": "authority:mandate",
}


def tasks(request: SchemeRequest) -> Iterator[Task]:
    """Acts on which the accountant has agreed, and accounts that mandated bodies owe."""
    agreed = _("%(name)s, le comptable a donné son avis")
    for one in queries.imprests():
        if one.state == states.ASSENTED:
            url = here(request, "authority:open_imprest", one.pk)
            yield Task(_("Ouvrir la régie"), url, agreed % {"name": one.name})
    for amendment in queries.amendments_awaiting(states.ASSENTED):
        url = here(request, "authority:adopt_imprest_amendment", amendment.pk)
        yield Task(_("Signer l'avenant à l'acte de la régie"), url, agreed % {"name": amendment.imprest.name})
    for sub_regie in queries.sub_regies().filter(closed_on=None, adopted_on=None, assent_on__isnull=False):
        url = here(request, "authority:open_sub_regie", sub_regie.pk)
        yield Task(_("Ouvrir la sous-régie"), url, agreed % {"name": sub_regie.point.name})
    for mandate in queries.mandate_conventions().filter(signed_on=None, assent_on__isnull=False):
        url = here(request, "authority:sign_mandate", mandate.pk)
        yield Task(_("Signer la convention de mandat"), url, agreed % {"name": mandate.body.short_name})
    for mandate, period in queries.accounts_owed(today()):
        yield Task(
            _("Recevoir le compte de %(body)s") % {"body": mandate.body.short_name},
            here(request, "authority:render_account", mandate.pk),
            _("période terminée le %(last)s") % {"last": day(period.ends_on)},
            due=period.due_on,
            tone="late" if period.due_on < today() else "waiting",
        )
