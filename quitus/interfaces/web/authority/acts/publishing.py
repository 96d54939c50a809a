"""Putting an act online, on its public page."""

from django.http import HttpResponse
from django.utils.translation import gettext as _

from quitus.domain.acts import queries
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.authority.acts import track_forms
from quitus.interfaces.web.authority.acts.archives import FILE_REFUSALS, document_name
from quitus.interfaces.web.authority.acts.doors import KEEPERS
from quitus.interfaces.web.authority.acts.views import act_of, back_to
from quitus.interfaces.web.layout.binding import Act, bind
from quitus.interfaces.web.layout.components import Fact, day
from quitus.interfaces.web.layout.doing import sent
from quitus.kernel.clock import today
from quitus.usecases.publication import publish_act


@page(audience="authority", roles=KEEPERS)
def publish(request: SchemeRequest, deliberation_id: int) -> HttpResponse:
    """Put an act online today."""
    act = act_of(request, deliberation_id)
    settings = queries.act_settings(act.authority_id)
    form = track_forms.PublishForm(
        sent(request),
        request.FILES if request.method == "POST" else None,
        produced=document_name(act),
        initial={
            "author_name": act.signatory_name or settings.publisher_name,
            "author_quality": act.signatory_quality or settings.publisher_quality,
        },
    )
    return bind(
        request,
        form,
        publish_act,
        Act(
            title=_("Publier l'acte en ligne"),
            happens=_(
                "L'acte entier est lisible par tous, aujourd'hui et pour deux mois au moins, à une adresse qui ne "
                "changera plus. Ce jour ouvre le délai de recours."
            ),
            button=_("Publier l'acte"),
            done=_("L'acte est en ligne."),
            final=_("Ce qui est publié ne se modifie pas : relisez l'acte et les noms qu'il contient."),
            facts=(
                Fact(_("Acte"), act.number, act.title),
                Fact(_("Adopté le"), day(act.adopted_on)),
                Fact(_("Publié le"), day(act.published_on or today())),
            ),
            refused=dict.fromkeys(FILE_REFUSALS, "pdf") | {"author_missing": "author_name"},
        ),
        back=back_to(request, act),
        deliberation_id=act.pk,
    )
