"""The parties of the convention, every name under which it calls them, and who may sign for them."""

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from quitus.domain.grants import operations, queries, states
from quitus.domain.grants.models import Convention, PowerToSign
from quitus.domain.organisations.queries import organisations
from quitus.domain.organisations.roles import MANAGER
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.authority.conventions import signing_forms as forms
from quitus.interfaces.web.authority.conventions.convention import convention_of
from quitus.interfaces.web.authority.conventions.drafting import back_to_convention
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.components import Column, Empty, Fact, Link, Row, Status, Table
from quitus.interfaces.web.layout.doing import carry_out, found, sent
from quitus.interfaces.web.layout.pages import show_detail, show_form
from quitus.kernel.clock import today


@page(audience="authority")
@require_GET
def parties(request: SchemeRequest) -> HttpResponse:
    """Who is bound, how the text calls them, and who may sign."""
    convention = convention_of(request)
    writes = request.actor.role == MANAGER
    actions = [
        Link(_("Enregistrer un signataire"), here(request, "authority:give_power"), "primary"),
        Link(_("Ajouter une autre partie"), here(request, "authority:add_party")),
    ]
    return show_detail(
        request,
        title=_("Parties et signataires"),
        lead=_("Une même partie peut porter plusieurs noms dans le texte : ils sont tous relevés."),
        back=back_to_convention(request),
        facts=[],
        tables=[_parties(request, convention, writes), _powers(request, convention, writes)],
        actions=actions if writes else [],
    )


@page(audience="authority", roles=(MANAGER,))
def name_party(request: SchemeRequest, party_id: int) -> HttpResponse:
    """How the text calls a party."""
    convention = convention_of(request)
    party = found(queries.party, party_id)
    if party.convention_id != convention.pk:
        raise Http404
    initial = {"represented_by": party.represented_by, "named_as": "\n".join(party.named_as)}
    form = forms.NamedPartyForm(sent(request), initial=initial)
    back = _back(request)
    return carry_out(
        request,
        form,
        operations.name_party,
        done=_("Les noms sont relevés."),
        to=back.url,
        convention_id=convention.pk,
        organisation_id=party.organisation_id,
        role=party.role,
    ) or show_form(
        request,
        title=party.organisation.name,
        lead=_("Relevez chaque nom que la convention ou un avenant lui donne."),
        facts=[Fact(_("Rôle"), _(states.PARTY_ROLES[party.role]))],
        form=form,
        submit=_("Enregistrer les noms"),
        back=back,
    )


@page(audience="authority", roles=(MANAGER,))
def add_party(request: SchemeRequest) -> HttpResponse:
    """A party beside authority and funder."""
    convention = convention_of(request)
    form = forms.OtherPartyForm(organisations(), sent(request))
    back = _back(request)
    return carry_out(
        request,
        form,
        operations.name_party,
        done=_("La partie est ajoutée."),
        to=back.url,
        refused={"party_already_named": "organisation_id"},
        convention_id=convention.pk,
        role=states.OTHER_PARTY,
    ) or show_form(
        request,
        title=_("Ajouter une autre partie"),
        lead=_("Une structure liée par la convention sans la signer pour la collectivité ni pour le financeur."),
        form=form,
        submit=_("Ajouter la partie"),
        back=back,
    )


@page(audience="authority", roles=(MANAGER,))
def give_power(request: SchemeRequest) -> HttpResponse:
    """Somebody who may sign."""
    form = forms.PartyPowerForm(sent(request), initial={"party": states.AUTHORITY})
    back = _back(request)
    return carry_out(
        request,
        form,
        operations.give_power_to_sign,
        done=_("Le pouvoir de signer est enregistré."),
        to=back.url,
        refused={"power_ends_before_it_starts": "ends_on", "power_without_basis": "basis"},
    ) or show_form(
        request,
        title=_("Enregistrer un signataire"),
        lead=_("Qui peut signer pour une partie, à partir de quand et d'après quel texte."),
        form=form,
        submit=_("Enregistrer le signataire"),
        back=back,
    )


@page(audience="authority", roles=(MANAGER,))
def end_power(request: SchemeRequest, power_id: int) -> HttpResponse:
    """The last day of a power to sign."""
    power = found(queries.power_to_sign, power_id)
    form = forms.EndOfPowerForm(sent(request))
    back = _back(request)
    return carry_out(
        request,
        form,
        operations.end_power_to_sign,
        done=_("La fin du pouvoir est enregistrée."),
        to=back.url,
        refused=dict.fromkeys(("power_ends_before_it_starts", "power_used_later", "power_already_ended"), "ends_on"),
        power_id=power.pk,
    ) or show_form(
        request,
        title=_("Fin d'un pouvoir de signer"),
        facts=[Fact(str(power), power.basis, forms.lasts(power))],
        form=form,
        submit=_("Enregistrer la fin"),
        back=back,
    )


def _back(request: SchemeRequest) -> Link:
    return Link(_("Parties et signataires"), here(request, "authority:parties"))


def _parties(request: SchemeRequest, convention: Convention, writes: bool) -> Table:
    return Table(
        caption=_("Parties"),
        columns=[
            Column(_("Structure")),
            Column(_("Rôle")),
            Column(_("Représentée par")),
            Column(_("Noms dans le texte")),
        ],
        rows=[
            Row(
                [
                    one.organisation.name,
                    _(states.PARTY_ROLES[one.role]),
                    one.represented_by,
                    " · ".join(one.named_as) or Status("waiting", _("À relever")),
                ],
                url=here(request, "authority:name_party", one.pk) if writes else "",
            )
            for one in queries.parties(convention.pk)
        ],
        empty=Empty(_("Aucune partie n'est nommée.")),
    )


def _powers(request: SchemeRequest, convention: Convention, writes: bool) -> Table:
    return Table(
        caption=_("Qui peut signer"),
        columns=[Column(_("Personne")), Column(_("Pour")), Column(_("Texte")), Column(_("Durée")), Column(_("État"))],
        rows=[
            Row(
                [str(one), _(states.PARTIES[one.party]), one.basis, forms.lasts(one), _held(one)],
                url=here(request, "authority:end_power", one.pk) if writes and one.ends_on is None else "",
            )
            for one in queries.powers_to_sign(convention.scheme_id)
        ],
        empty=Empty(
            _("Personne n'a encore le pouvoir de signer."),
            _("Enregistrez la présidence ou la personne déléguée, avec le texte qui l'y autorise."),
            Link(_("Enregistrer un signataire"), here(request, "authority:give_power")) if writes else None,
        ),
    )


def _held(power: PowerToSign) -> Status:
    if power.holds(today()):
        return Status("done", _("Peut signer"))
    return Status("neutral", _("À venir") if power.starts_on > today() else _("Terminé"))
