"""Amendments of the acte constitutif: what changes, the accountant's assent, the signature."""

from collections.abc import Iterator

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from quitus.domain.distribution import operations, queries, states
from quitus.domain.distribution.models import ImprestAmendment
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.authority.documents.subjects import documents_link
from quitus.interfaces.web.authority.fil import fil
from quitus.interfaces.web.authority.regie.forms import TERMS_UNDER, AdoptForm, AmendmentForm
from quitus.interfaces.web.layout import regie as written
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.components import Link
from quitus.interfaces.web.layout.doing import carry_out, found, sent
from quitus.interfaces.web.layout.pages import show_confirm, show_detail, show_form
from quitus.kernel.clock import today
from quitus.usecases import regie as usecases


@page(audience="authority")
def amend(request: SchemeRequest, imprest_id: int) -> HttpResponse:
    """Propose what the act becomes."""
    one = found(queries.imprest, imprest_id)
    now = queries.terms_on(imprest_id, today())
    form = AmendmentForm(sent(request), initial=AmendmentForm.initial_of(now))
    return carry_out(
        request,
        form,
        operations.propose_imprest_amendment,
        done=_("L'avenant est proposé. Le comptable doit donner son avis."),
        to=lambda made: here(request, "authority:imprest_amendment", made.pk),
        refused=TERMS_UNDER,
        imprest_id=imprest_id,
    ) or show_form(
        request,
        title=_("Modifier l'acte constitutif"),
        lead=_("Changez ce qui doit l'être. Rien ne change avant l'avis du comptable et la signature de l'avenant."),
        form=form,
        submit=_("Proposer l'avenant"),
        back=Link(one.name, here(request, "authority:imprest", imprest_id)),
    )


@page(audience="authority")
@require_GET
def amendment(request: SchemeRequest, amendment_id: int) -> HttpResponse:
    """One amendment: what it changes, where it stands."""
    one = found(queries.imprest_amendment, amendment_id)
    status = written.amendment_status(one)
    return show_detail(
        request,
        title=_("Avenant n° %(rank)s à l'acte constitutif") % {"rank": one.rank},
        lead=one.reason,
        back=Link(one.imprest.name, here(request, "authority:imprest", one.imprest_id)),
        status=status,
        facts=written.amendment_facts(one),
        tables=[written.changes_table(one)],
        thread=fil("imprest", one.imprest_id, stands=status, coming=written.amendment_coming(one)),
        actions=list(_actions(request, one)),
    )


def _actions(request: SchemeRequest, one: ImprestAmendment) -> Iterator[Link]:
    if one.state == states.PROPOSED:
        enter = here(request, "authority:enter_assent", usecases.AMENDMENT, one.pk)
        yield Link(_("Saisir l'avis signé sur papier"), enter, "primary", "file-earmark-text")
        yield Link(_("Réécrire le projet"), here(request, "authority:rewrite_imprest_amendment", one.pk), icon="pencil")
    if one.state == states.ASSENTED:
        yield Link(_("Signer l'avenant"), here(request, "authority:adopt_imprest_amendment", one.pk), "primary")
    yield documents_link(request, "imprest_amendment", one.pk)
    if one.state in (states.PROPOSED, states.ASSENTED):
        yield Link(_("Retirer l'avenant"), here(request, "authority:withdraw_imprest_amendment", one.pk), "link")


@page(audience="authority")
def rewrite(request: SchemeRequest, amendment_id: int) -> HttpResponse:
    """Correct what was proposed, before the accountant agrees."""
    one = found(queries.imprest_amendment, amendment_id)
    form = AmendmentForm(sent(request), initial=AmendmentForm.initial_of(one.terms) | {"reason": one.reason})
    to = here(request, "authority:imprest_amendment", amendment_id)
    return carry_out(
        request,
        form,
        operations.rewrite_imprest_amendment,
        done=_("Le projet d'avenant est réécrit."),
        to=to,
        refused=TERMS_UNDER,
        amendment_id=amendment_id,
    ) or show_form(
        request,
        title=_("Réécrire l'avenant n° %(rank)s") % {"rank": one.rank},
        lead=_("Possible tant que le comptable n'a pas donné son avis."),
        form=form,
        submit=_("Enregistrer le projet"),
        back=Link(_("L'avenant"), to),
    )


@page(audience="authority")
def adopt(request: SchemeRequest, amendment_id: int) -> HttpResponse:
    """Record the signature of an amendment, and from when it holds."""
    one = found(queries.imprest_amendment, amendment_id)
    form = AdoptForm(sent(request))
    to = here(request, "authority:imprest", one.imprest_id)
    return carry_out(
        request,
        form,
        operations.adopt_imprest_amendment,
        done=_("L'avenant est signé."),
        to=to,
        refused={
            "dates_of_imprest_disagree": "adopted_on",
            "amendment_holds_too_early": "starts_on",
            "amendment_narrows_the_past": "starts_on",
            "reference_missing": "act_reference",
        },
        amendment_id=amendment_id,
    ) or show_confirm(
        request,
        title=_("Signer l'avenant n° %(rank)s") % {"rank": one.rank},
        happens=_("À partir de sa prise d'effet, l'acte de « %(name)s » dit ce qui suit.") % {"name": one.imprest.name},
        facts=written.terms_facts(one.terms),
        final=_("Un avenant signé ne se retire pas : un autre avenant le modifie."),
        form=form,
        button=_("Signer l'avenant"),
        back=Link(_("Revenir à l'avenant"), here(request, "authority:imprest_amendment", amendment_id)),
    )


@page(audience="authority")
def withdraw(request: SchemeRequest, amendment_id: int) -> HttpResponse:
    """Give up an amendment that is not signed."""
    one = found(queries.imprest_amendment, amendment_id)
    to = here(request, "authority:imprest", one.imprest_id)
    form = written.NothingAsked(sent(request))
    return carry_out(
        request,
        form,
        operations.withdraw_imprest_amendment,
        done=_("L'avenant est retiré."),
        to=to,
        amendment_id=amendment_id,
    ) or show_confirm(
        request,
        title=_("Retirer l'avenant n° %(rank)s") % {"rank": one.rank},
        happens=_("L'acte de « %(name)s » reste comme il est.") % {"name": one.imprest.name},
        facts=written.amendment_facts(one),
        form=form,
        button=_("Retirer l'avenant"),
        danger=True,
        back=Link(_("Revenir à l'avenant"), here(request, "authority:imprest_amendment", amendment_id)),
    )
