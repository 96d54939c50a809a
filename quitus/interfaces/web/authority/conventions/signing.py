"""Recording the signatures that bring a convention or an amendment into force."""

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from quitus.domain.grants import operations, queries, states
from quitus.domain.grants.models import Amendment, Convention
from quitus.domain.organisations.roles import MANAGER
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.authority.conventions import forms
from quitus.interfaces.web.authority.conventions.convention import convention_of
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.components import Fact, Link, Status, day
from quitus.interfaces.web.layout.doing import carry_out, found, sent
from quitus.interfaces.web.layout.pages import show_confirm
from quitus.kernel.clock import today
from quitus.usecases.sign_amendment import sign_amendment

ON_THE_DATE = dict.fromkeys(
    ("deliberation_not_executory", "amendment_before_convention", "date_in_the_future", "amendment_after_the_end"), "on"
)


@page(audience="authority", roles=(MANAGER,))
def convention(request: SchemeRequest, party: str) -> HttpResponse:
    """A signature of the convention."""
    text = convention_of(request)
    _refuse_unknown(party)
    form = forms.SignatureForm(sent(request))
    to = here(request, "authority:convention")
    is_last = _other_signed(text, party)
    return carry_out(
        request,
        form,
        operations.sign_convention,
        done=_("La signature est enregistrée."),
        to=to,
        refused=ON_THE_DATE,
        convention_id=text.pk,
        party=party,
    ) or show_confirm(
        request,
        title=_title(party),
        happens=_("La convention entre en vigueur à cette signature, la dernière.")
        if is_last
        else _("La signature de l'autre partie restera à recueillir."),
        facts=[Fact(_("Convention"), text.number, text.title), *_reminder(text)],
        final=_("Un texte signé ne change plus : seul un avenant le modifie."),
        button=_title(party),
        back=Link(_("Ne rien enregistrer"), to),
        form=form,
    )


@page(audience="authority", roles=(MANAGER,))
def amendment(request: SchemeRequest, amendment_id: int, party: str) -> HttpResponse:
    """A signature of an amendment."""
    text = found(queries.amendment, amendment_id)
    _refuse_unknown(party)
    is_late = queries.terms_at(text.scheme_id, today()).action_ends_on < today()
    form = forms.AmendmentSignatureForm(sent(request), is_late=is_late)
    to = here(request, "authority:amendment", text.pk)
    is_last = _other_signed(text, party)
    return carry_out(
        request,
        form,
        sign_amendment,
        done=_("La signature est enregistrée."),
        to=to,
        refused=ON_THE_DATE,
        amendment_id=text.pk,
        party=party,
    ) or show_confirm(
        request,
        title=_title(party),
        happens=_(
            "L'avenant prend effet : les termes changent, les obligations ouvertes reçoivent leurs nouvelles dates."
        )
        if is_last
        else _("La signature de l'autre partie restera à recueillir ; rien ne change avant elle."),
        facts=[Fact(_("Avenant n° %(number)s") % {"number": text.number}, text.title), *_reminder(text)],
        final=_("Un texte signé ne change plus : seul un autre avenant le modifie."),
        button=_title(party),
        back=Link(_("Ne rien enregistrer"), to),
        form=form,
    )


def _refuse_unknown(party: str) -> None:
    if party not in states.PARTIES:
        raise Http404


def _other_signed(text: Convention | Amendment, party: str) -> bool:
    return any(text.signed_on(other) is not None for other in states.PARTIES if other != party)


def _title(party: str) -> str:
    if party == states.AUTHORITY:
        return _("Enregistrer la signature de la collectivité")
    return _("Enregistrer la signature du financeur")


def _reminder(text: Convention | Amendment) -> list[Fact]:
    since = queries.executory_on(text)
    waiting = Status("waiting", _("Pas encore"))
    note = _("La collectivité signe à partir de ce jour (CGCT, art. L.3131-1).")
    facts = [Fact(_("Délibération exécutoire le"), day(since) if since else waiting, note)]
    if text.authority_signed_on:
        facts.append(Fact(_("Signée par la collectivité le"), day(text.authority_signed_on)))
    if text.funder_signed_on:
        facts.append(Fact(_("Signée par le financeur le"), day(text.funder_signed_on)))
    return facts
