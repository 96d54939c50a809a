"""Recording the signatures that bring a convention or an amendment into force, those of today and those of long ago."""

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from quitus.domain.grants import queries, states
from quitus.domain.grants.models import Amendment, Convention
from quitus.domain.organisations.roles import MANAGER
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.authority.conventions import signing_forms as forms
from quitus.interfaces.web.authority.conventions.convention import convention_of
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.components import Fact, Link, Status, day
from quitus.interfaces.web.layout.doing import carry_out, found, sent
from quitus.interfaces.web.layout.pages import show_confirm
from quitus.interfaces.web.layout.signatures import UNDER, SignatureForm
from quitus.kernel.clock import today
from quitus.usecases import enter_texts
from quitus.usecases.sign_amendment import sign_amendment
from quitus.usecases.sign_convention import sign_convention


@page(audience="authority", roles=(MANAGER,))
def convention(request: SchemeRequest, party: str) -> HttpResponse:
    """A signature of the convention."""
    text = convention_of(request)
    _refuse_unknown(party)
    form = SignatureForm(queries.powers_to_sign(text.scheme_id).filter(party=party), sent(request))
    to = here(request, "authority:convention")
    is_last = _other_signed(text, party)
    return carry_out(
        request,
        form,
        sign_convention,
        done=_("La signature est enregistrée."),
        to=to,
        refused=UNDER,
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
    powers = queries.powers_to_sign(text.scheme_id).filter(party=party)
    form = forms.AmendmentSignatureForm(powers, sent(request), is_late=_is_late(text))
    to = here(request, "authority:amendment", text.pk)
    is_last = _other_signed(text, party)
    return carry_out(
        request,
        form,
        sign_amendment,
        done=_("La signature est enregistrée."),
        to=to,
        refused=UNDER,
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


@page(audience="authority", roles=(MANAGER,))
def enter_convention(request: SchemeRequest) -> HttpResponse:
    """A convention signed before the software came."""
    text = convention_of(request)
    form = forms.EnteredForm(queries.powers_to_sign(text.scheme_id), sent(request))
    to = here(request, "authority:convention")
    return carry_out(
        request,
        form,
        enter_texts.enter_signed_convention,
        done=_("La convention est en vigueur avec ses dates."),
        to=here(request, "authority:convention_lacks"),
        convention_id=text.pk,
    ) or _confirm_entered(
        request, form, Fact(_("Convention"), text.number, text.title), Link(_("Ne rien enregistrer"), to)
    )


@page(audience="authority", roles=(MANAGER,))
def enter_amendment(request: SchemeRequest, amendment_id: int) -> HttpResponse:
    """An amendment signed before the software came."""
    text = found(queries.amendment, amendment_id)
    form = forms.EnteredForm(queries.powers_to_sign(text.scheme_id), sent(request))
    to = here(request, "authority:amendment", text.pk)
    return carry_out(
        request,
        form,
        enter_texts.enter_signed_amendment,
        done=_("L'avenant est en vigueur avec ses dates."),
        to=here(request, "authority:amendment_lacks", text.pk),
        amendment_id=text.pk,
    ) or _confirm_entered(
        request,
        form,
        Fact(_("Avenant n° %(number)s") % {"number": text.number}, text.title),
        Link(_("Ne rien enregistrer"), to),
    )


def _confirm_entered(request: SchemeRequest, form: forms.EnteredForm, fact: Fact, back: Link) -> HttpResponse:
    return show_confirm(
        request,
        title=_("Saisir les signatures d'un texte ancien"),
        happens=_(
            "Le texte entre en vigueur à ses dates passées, même s'il lui manque une pièce ; la page « Ce qui manque » "
            "le dira, et vous pourrez la compléter."
        ),
        facts=[fact],
        final=_("Ce qui est écrit dans le texte ne changera plus ; seul ce qui lui manque pourra être ajouté."),
        button=_("Saisir les deux signatures"),
        back=back,
        form=form,
    )


def _refuse_unknown(party: str) -> None:
    if party not in states.PARTIES:
        raise Http404


def _other_signed(text: Convention | Amendment, party: str) -> bool:
    return any(text.signed_on(other) is not None for other in states.PARTIES if other != party)


def _is_late(text: Amendment) -> bool:
    """Whether a reason to override may be needed: something that the terms fix ends before it takes effect."""
    ends = [one.on for one in queries.days_coming(text.scheme_id) if one.kind in {"action_end", "convention_end"}]
    return len(ends) < 2 or min(ends) < max(today(), text.stated_effect_on or today())


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
