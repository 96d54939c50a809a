"""Pass that the authority issues itself: what the law leaves open, the opinions recorded, the accountant's assent."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from quitus.domain.organisations.roles import FINANCE, MANAGER
from quitus.domain.vouchers import queries
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.authority.fil import fil
from quitus.interfaces.web.authority.orders.contract_forms import OpinionForm
from quitus.interfaces.web.layout import opinions as written
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.binding import Act, bind
from quitus.interfaces.web.layout.components import Link
from quitus.interfaces.web.layout.doing import carry_out, files, found, sent
from quitus.interfaces.web.layout.lists import paginate
from quitus.interfaces.web.layout.pages import show_detail, show_form, show_list
from quitus.interfaces.web.layout.papers import SCAN_REFUSALS, AccountantPaperForm
from quitus.usecases import orders as usecases


@page(audience="authority")
@require_GET
def opinions(request: SchemeRequest) -> HttpResponse:
    """The opinions recorded, and whether the accountant assented."""
    new = Link(_("Enregistrer un avis"), here(request, "authority:new_opinion"), "primary", "plus-lg")
    leads = request.actor.role == MANAGER
    lines = paginate(request, queries.legal_opinions())
    return show_list(
        request,
        title=_("Émettre soi-même les pass"),
        lead=written.lead(),
        back=Link(_("Commandes"), here(request, "authority:orders")),
        actions=[new] if leads else [],
        page=lines,
        table=written.opinions_table(
            lines.items,
            url=lambda one: here(request, "authority:opinion", one.pk),
            link=new if leads else None,
        ),
    )


@page(audience="authority", roles=(MANAGER,))
def new_opinion(request: SchemeRequest) -> HttpResponse:
    """Record what a lawyer said."""
    form = OpinionForm(sent(request), files(request))
    to = here(request, "authority:opinions")
    return carry_out(
        request,
        form,
        usecases.record_legal_opinion,
        done=_("L'avis est enregistré. Le comptable public peut maintenant donner son accord."),
        to=to,
        refused={
            "opinion_reference_taken": "reference",
            **dict.fromkeys(("file_empty", "file_too_large", "file_of_this_type_refused"), "file"),
        },
    ) or show_form(
        request,
        title=_("Enregistrer un avis juridique"),
        lead=written.lead(),
        form=form,
        submit=_("Enregistrer l'avis"),
        back=Link(_("Émettre soi-même les pass"), to),
    )


@page(audience="authority")
@require_GET
def opinion(request: SchemeRequest, opinion_id: int) -> HttpResponse:
    """One opinion, its file, the accountant's assent."""
    one = found(queries.legal_opinion, opinion_id)
    status = written.opinion_status(one)
    actions = [Link(_("Lire l'avis"), here(request, "authority:opinion_file", one.pk), icon="file-earmark")]
    if written.awaits_assent(one) and request.actor.role in (MANAGER, FINANCE):
        actions.append(
            Link(_("Saisir l'accord signé sur papier"), here(request, "authority:enter_opinion_assent", one.pk))
        )
    return show_detail(
        request,
        title=_("Avis %(reference)s") % {"reference": one.reference},
        back=Link(_("Émettre soi-même les pass"), here(request, "authority:opinions")),
        status=status,
        facts=written.opinion_facts(one),
        thread=fil("legal_opinion", one.pk, stands=status, coming=written.opinion_coming(one)),
        actions=actions,
    )


@page(audience="authority")
@require_GET
def opinion_file(request: SchemeRequest, opinion_id: int) -> HttpResponse:
    """The file itself."""
    one, content = found(usecases.opinion_content, opinion_id)
    disposition = content_disposition_header(True, one.file_name)
    return HttpResponse(content, content_type=one.media_type, headers={"Content-Disposition": disposition})


@page(audience="authority", roles=(MANAGER, FINANCE))
def enter_assent(request: SchemeRequest, opinion_id: int) -> HttpResponse:
    """Enter the assent that the accountant signed on paper."""
    one = found(queries.legal_opinion, opinion_id)
    form = AccountantPaperForm(sent(request), files(request), day="assent_on", day_label=_("Date de l'accord"))
    back = Link(_("Revenir à l'avis"), here(request, "authority:opinion", one.pk))
    act = Act(
        title=_("Saisir l'accord du comptable"),
        happens=_("L'accord que le comptable public a signé sur papier vaut comme s'il l'avait donné ici."),
        final=_("Le papier numérisé est gardé au fil de l'avis, avec votre nom."),
        button=_("Enregistrer l'accord"),
        done=_("L'accord est enregistré."),
        facts=tuple(written.opinion_facts(one)),
        refused={"assent_before_opinion": "assent_on", **SCAN_REFUSALS},
    )
    return bind(request, form, usecases.enter_assent, act, back=back, opinion_id=one.pk)
