"""Annulling a signed amendment: what falls back, said before it is recorded."""

from django.http import HttpResponse
from django.utils.translation import gettext as _

from quitus.domain.grants import queries, rules
from quitus.domain.grants.models import Amendment
from quitus.domain.organisations.roles import MANAGER
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.authority.conventions import showing
from quitus.interfaces.web.authority.conventions.amendments import back_to_amendment
from quitus.interfaces.web.authority.conventions.signing_forms import AnnulmentForm
from quitus.interfaces.web.layout.components import Fact, Link, day
from quitus.interfaces.web.layout.doing import carry_out, found, sent
from quitus.interfaces.web.layout.pages import show_confirm
from quitus.interfaces.web.layout.values import read
from quitus.usecases.annul_amendment import annul_amendment

UNDER = {
    "annulment_before_signature": "on",
    "date_in_the_future": "on",
    "annulment_from_before_effect": "since",
    "annulment_without_reason": "reason",
}


@page(audience="authority", roles=(MANAGER,))
def annul(request: SchemeRequest, amendment_id: int) -> HttpResponse:
    """By whom, when and from when an amendment is annulled."""
    text = found(queries.amendment, amendment_id)
    form = AnnulmentForm(sent(request))
    back = back_to_amendment(request, text)
    return carry_out(
        request,
        form,
        annul_amendment,
        done=_("L'avenant est annulé : ce qu'il changeait n'a plus d'effet."),
        to=back.url,
        refused=UNDER,
        amendment_id=text.pk,
    ) or show_confirm(
        request,
        title=_("Annuler l'avenant n° %(number)s") % {"number": text.number},
        happens=_(
            "Les articles, annexes et paramètres que cet avenant changeait retrouvent leur état antérieur ; les "
            "obligations ouvertes suivent ; les avenants postérieurs restent."
        ),
        facts=[Fact(_("En vigueur depuis le"), day(text.in_force_on)), *_back(text)],
        final=_("Une annulation ne se retire pas. Les rapports et états déjà figés gardent leurs chiffres."),
        button=_("Annuler l'avenant"),
        back=Link(_("Ne pas annuler"), back.url),
        form=form,
        danger=True,
    )


def _back(text: Amendment) -> list[Fact]:
    """What each parameter is with the amendment, and would be again without it."""
    change = queries.change_of(text.pk)
    if change is None or text.annulled_from is not None:
        return []
    facts = []
    for name in change.names:
        about = rules.PARAMETERS[name]
        now = read(showing.written(about, getattr(change.after, name)))
        again = showing.written(about, getattr(change.before, name))
        facts.append(Fact(_(about.label), again, _("au lieu de : %(now)s") % {"now": now}))
    return facts
