"""The register of correspondence with the funder."""

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from quitus.domain.obligations import operations, queries, states
from quitus.domain.obligations.models import Letter
from quitus.domain.organisations.roles import MANAGER
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.authority.conventions.convention import convention_of
from quitus.interfaces.web.authority.fil import fil
from quitus.interfaces.web.authority.obligations import forms, showing
from quitus.interfaces.web.authority.obligations.letter_forms import LetterForm
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.components import Column, Empty, Fact, Link, Row, Status, Table, Value, day
from quitus.interfaces.web.layout.doing import carry_out, found, sent
from quitus.interfaces.web.layout.lists import chips, paginate
from quitus.interfaces.web.layout.pages import show_confirm, show_detail, show_form, show_list
from quitus.kernel.clock import today
from quitus.usecases.obligations import record_letter


@page(audience="authority")
@require_GET
def letters(request: SchemeRequest) -> HttpResponse:
    """What was sent and received, the latest first."""
    asked = request.GET.get("sens", "")
    lines = queries.letters(request.membership.scheme_id)
    shown = paginate(request, lines.filter(direction=asked) if asked in states.DIRECTIONS else lines)
    new = Link(_("Enregistrer un courrier"), here(request, "authority:record_letter"), "primary")
    leads = request.actor.role == MANAGER
    return show_list(
        request,
        title=_("Correspondance"),
        lead=_("Les courriers de la convention, leur adresse et la preuve de leur envoi."),
        back=Link(_("Obligations"), here(request, "authority:obligations")),
        actions=[new] if leads else [],
        chips=chips(
            request,
            "sens",
            [(states.OUTGOING, _("Envoyés"), None), (states.INCOMING, _("Reçus"), None)],
            everything=_("Tous"),
        ),
        page=shown,
        table=Table(
            caption=_("Courriers"),
            columns=[
                Column(_("Objet")),
                Column(_("N°"), "number"),
                Column(_("Date"), "day"),
                Column(_("Sens du courrier")),
                Column(_("Adresse utilisée")),
                Column(_("État")),
            ],
            rows=[_row(request, one) for one in shown.items],
            empty=Empty(
                _("Aucun courrier n'est enregistré."),
                _("Rapports, états et demandes partent à l'adresse que fixe la convention : gardez-en la preuve."),
                new if leads else None,
            ),
        ),
    )


@page(audience="authority")
@require_GET
def letter(request: SchemeRequest, letter_id: int) -> HttpResponse:
    """One letter: where it went, what proves it, what it settled."""
    one = found(queries.letter, letter_id)
    status = _status(one)
    owed = one.obligation
    settled = Link(owed.label, here(request, "authority:obligation", owed.pk)) if owed else None
    prove = Link(_("Enregistrer la preuve d'envoi"), here(request, "authority:prove_sending", one.pk), "primary")
    to_prove = one.direction == states.OUTGOING and one.proof_on is None
    return show_detail(
        request,
        title=_("Courrier n° %(number)s") % {"number": one.number},
        lead=one.subject,
        back=Link(_("Correspondance"), here(request, "authority:letters")),
        status=status,
        facts=[
            Fact(_("Sens du courrier"), _(states.DIRECTIONS[one.direction])),
            Fact(_("Date"), day(one.on)),
            Fact(_("Correspondant"), one.correspondent or None),
            *_addresses(one),
            Fact(_("Voie"), _(states.CHANNELS[one.channel])),
            Fact(_("Référence"), one.reference or None),
            Fact(_("Preuve d'envoi"), day(one.proof_on) if one.proof_on else None, one.proof),
            Fact(_("Le courrier"), showing.file_link(request, "authority:letter_file", one.pk, one)),
            Fact(_("Obligation réglée"), settled),
        ],
        thread=fil("letter", one.pk, stands=status),
        actions=[prove] if to_prove and request.actor.role == MANAGER else [],
    )


@page(audience="authority", roles=(MANAGER,))
def record(request: SchemeRequest) -> HttpResponse:
    """A letter to enter in the register."""
    convention = convention_of(request)
    address = queries.address_on(convention.pk, today())
    initial = {"on": today(), "address": address, "obligation_id": request.GET.get("obligation", "")}
    open_ones = queries.open_obligations(convention.scheme_id)
    form = LetterForm(open_ones, sent(request), request.FILES or None, initial=initial)
    return carry_out(
        request,
        form,
        record_letter,
        done=_("Le courrier est enregistré."),
        to=lambda made: here(request, "authority:letter", made.pk),
        refused=forms.UPLOAD_REFUSALS | {"proof_before_letter": "proof_on", "obligation_already_done": "obligation_id"},
        convention_id=convention.pk,
    ) or show_form(
        request,
        title=_("Enregistrer un courrier"),
        lead=_("Il garde son numéro et sa date ; il ne se retire pas du registre."),
        facts=[Fact(_("Adresse que fixe la convention"), address or None)],
        form=form,
        submit=_("Enregistrer le courrier"),
        back=Link(_("Correspondance"), here(request, "authority:letters")),
    )


@page(audience="authority", roles=(MANAGER,))
def prove(request: SchemeRequest, letter_id: int) -> HttpResponse:
    """What proves that it was sent."""
    one = found(queries.letter, letter_id)
    form = forms.ProofForm(sent(request), initial={"on": today()})
    to = here(request, "authority:letter", one.pk)
    return carry_out(
        request,
        form,
        operations.prove_sending,
        done=_("La preuve d'envoi est enregistrée."),
        to=to,
        refused={"proof_before_letter": "on"},
        letter_id=one.pk,
    ) or show_confirm(
        request,
        title=_("Enregistrer la preuve d'envoi"),
        happens=_("La preuve reste avec le courrier « %(subject)s ».") % {"subject": one.subject},
        facts=[Fact(_("Envoyé le"), day(one.on)), Fact(_("Adresse utilisée"), one.address)],
        final=_("Une preuve ne se remplace pas."),
        button=_("Enregistrer la preuve d'envoi"),
        back=Link(_("Ne rien enregistrer"), to),
        form=form,
    )


@page(audience="authority")
@require_GET
def file(request: SchemeRequest, letter_id: int) -> HttpResponse:
    """The letter itself."""
    one = found(queries.letter, letter_id)
    if not one.sha256:
        raise Http404
    return showing.download(one)


def _row(request: SchemeRequest, one: Letter) -> Row:
    cells: list[Value] = [
        one.subject,
        one.number,
        one.on,
        _(states.DIRECTIONS[one.direction]),
        one.address,
        _status(one),
    ]
    return Row(cells, url=here(request, "authority:letter", one.pk))


def _status(one: Letter) -> Status:
    if one.went_elsewhere:
        return Status("late", _("Autre adresse"))
    if one.direction == states.INCOMING:
        return Status("neutral", _("Reçu"))
    return Status("done", _("Envoi prouvé")) if one.proof_on else Status("waiting", _("Preuve attendue"))


def _addresses(one: Letter) -> list[Fact]:
    if not one.went_elsewhere:
        return [Fact(_("Adresse utilisée"), one.address)]
    note = _("Ce n'est pas celle que fixait la convention ce jour-là : renvoyez-le à la bonne adresse.")
    return [
        Fact(_("Adresse utilisée"), one.address, note),
        Fact(_("Adresse que fixe la convention"), one.expected_address),
    ]
