"""What the accountant signed on paper, entered by the authority with its scan."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from quitus.domain.distribution import queries
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.authority.regie.forms import PaperAssentForm
from quitus.interfaces.web.layout import mandates, regie
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.components import Fact, Link
from quitus.interfaces.web.layout.doing import carry_out, found, sent
from quitus.interfaces.web.layout.pages import show_confirm
from quitus.interfaces.web.layout.scans import UNDER, scan_response
from quitus.usecases import regie as usecases
from quitus.usecases.signed_papers import scan_content


@dataclass(frozen=True)
class _Asked:
    """What the accountant agreed to: its name, its facts, its page."""

    name: str
    facts: list[Fact]
    url: str


def _imprest(request: SchemeRequest, key: int) -> _Asked:
    one = found(queries.imprest, key)
    return _Asked(one.name, regie.imprest_facts(one), here(request, "authority:imprest", key))


def _amendment(request: SchemeRequest, key: int) -> _Asked:
    one = found(queries.imprest_amendment, key)
    name = _("l'avenant n° %(rank)s") % {"rank": one.rank}
    return _Asked(name, regie.amendment_facts(one), here(request, "authority:imprest_amendment", key))


def _sub_regie(request: SchemeRequest, key: int) -> _Asked:
    one = found(queries.sub_regie, key)
    url = here(request, "authority:distribution_point", one.point_id)
    return _Asked(one.point.name, regie.sub_regie_facts(one), url)


def _appointment(request: SchemeRequest, key: int) -> _Asked:
    one = queries.appointments().filter(pk=key).first()
    if one is None:
        raise Http404
    return _Asked(one.user.full_name, regie.appointment_facts(one), here(request, "authority:appointment", key))


def _mandate(request: SchemeRequest, key: int) -> _Asked:
    one = found(queries.mandate_convention, key)
    return _Asked(one.body.short_name, mandates.mandate_facts(one), here(request, "authority:mandate", key))


_ASKED: dict[str, Callable[[SchemeRequest, int], _Asked]] = {
    usecases.IMPREST: _imprest,
    usecases.AMENDMENT: _amendment,
    usecases.SUB_REGIE: _sub_regie,
    usecases.APPOINTMENT: _appointment,
    usecases.MANDATE: _mandate,
}


@page(audience="authority")
def enter_assent(request: SchemeRequest, about: str, key: int) -> HttpResponse:
    """Enter the assent that the accountant signed on paper."""
    if about not in _ASKED:
        raise Http404
    asked = _ASKED[about](request, key)
    form = PaperAssentForm(sent(request), request.FILES if request.method == "POST" else None)
    return carry_out(
        request,
        form,
        lambda **told: usecases.enter_assent(to=about, **told),
        done=_("L'avis conforme est enregistré, avec le papier signé."),
        to=asked.url,
        refused={**UNDER, "assent_too_late": "assent_on", "date_in_the_future": "assent_on"},
        subject_id=key,
    ) or show_confirm(
        request,
        title=_("Saisir l'avis du comptable sur « %(name)s »") % {"name": asked.name},
        happens=_("L'avis conforme que le comptable a signé sur papier vaut comme s'il l'avait donné ici."),
        facts=asked.facts,
        final=_("Un avis saisi ne se retire pas. Le papier numérisé reste joint, avec votre nom."),
        form=form,
        button=_("Enregistrer l'avis"),
        back=Link(_("Ne rien enregistrer"), asked.url),
    )


@page(audience="authority")
@require_GET
def signed_paper(request: SchemeRequest, paper_id: int) -> HttpResponse:
    """The scan itself."""
    return scan_response(*found(scan_content, paper_id))
