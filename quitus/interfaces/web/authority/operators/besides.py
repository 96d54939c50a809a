"""Beside the files: how an operator calls venues, what it invoices, what it credits."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from quitus.domain.expiry import queries as endings
from quitus.domain.expiry.models import Statement
from quitus.domain.expiry.states import CONCLUDED
from quitus.domain.operators import kinds, operations, queries
from quitus.domain.operators.models import DeclaredCreditNote, FeeLine
from quitus.domain.organisations.roles import FINANCE, MANAGER
from quitus.domain.venues import queries as venues
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.authority.operators.files import back_to_files
from quitus.interfaces.web.authority.operators.forms import ConfirmForm, ReferenceForm
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.binding import Act, bind
from quitus.interfaces.web.layout.components import Column, Empty, Link, Row, Status, Table, money
from quitus.interfaces.web.layout.doing import carry_out, found, sent
from quitus.interfaces.web.layout.lists import address, as_csv, paginate
from quitus.interfaces.web.layout.pages import show_form, show_list
from quitus.interfaces.web.layout.words import day


@page(audience="authority", roles=(MANAGER, FINANCE))
@require_GET
def venue_references(request: SchemeRequest, contract_id: int) -> HttpResponse:
    """How the operator calls each venue."""
    contract = found(queries.contract, contract_id)
    leads = request.actor.role == MANAGER
    lines = paginate(request, queries.references(contract.operator_id))
    new = Link(_("Ajouter une référence"), here(request, "authority:name_venue", contract.pk), "primary", "plus-lg")
    return show_list(
        request,
        title=_("Lieux chez %(operator)s") % {"operator": contract.operator.short_name},
        lead=_("Un lieu est reconnu à sa référence, sinon au SIRET de sa structure quand elle n'a qu'un lieu."),
        back=back_to_files(request, contract),
        actions=[new] if leads else [],
        page=lines,
        table=Table(
            caption=_("Références"),
            columns=[Column(_("Référence"), "code"), Column(_("Lieu")), Column(_("Commune")), Column(_("Structure"))],
            rows=[
                Row(
                    [one.reference, one.venue.name, one.venue.commune, one.venue.organisation.short_name],
                    url=here(request, "authority:forget_venue_name", contract.pk, one.pk) if leads else "",
                )
                for one in lines.items
            ],
            empty=Empty(
                _("Aucune référence."),
                _("Sans référence, seules les structures qui n'ont qu'un lieu sont reconnues, par leur SIRET."),
                new if leads else None,
            ),
        ),
    )


@page(audience="authority", roles=(MANAGER,))
def name_venue(request: SchemeRequest, contract_id: int) -> HttpResponse:
    """Add a reference."""
    contract = found(queries.contract, contract_id)
    form = ReferenceForm(sent(request), venues=venues.venues(request.membership.scheme_id))
    back = here(request, "authority:venue_references", contract.pk)
    return carry_out(
        request,
        form,
        operations.name_venue,
        done=_("La référence est enregistrée. Importez à nouveau le fichier : ses lignes seront reconnues."),
        to=back,
        refused={"reference_taken": "reference"},
        operator_id=contract.operator_id,
    ) or show_form(
        request,
        title=_("Ajouter une référence de lieu"),
        lead=_("Telle qu'elle figure dans les fichiers de l'opérateur."),
        form=form,
        submit=_("Enregistrer la référence"),
        back=Link(_("Lieux chez l'opérateur"), back),
    )


@page(audience="authority", roles=(MANAGER,))
def forget_venue_name(request: SchemeRequest, contract_id: int, reference_id: int) -> HttpResponse:
    """Take back a reference given by mistake."""
    contract = found(queries.contract, contract_id)
    one = found(queries.reference, contract.operator_id, reference_id)
    return bind(
        request,
        ConfirmForm(sent(request), rejected=False),
        operations.forget_venue_name,
        Act(
            title=_("Retirer la référence %(reference)s") % {"reference": one.reference},
            happens=_("« %(reference)s » ne désignera plus %(venue)s.")
            % {"reference": one.reference, "venue": one.venue.name},
            button=_("Retirer la référence"),
            done=_("La référence est retirée."),
            undo=_("Les lignes déjà importées restent. Vous pourrez donner la référence à un autre lieu."),
        ),
        back=Link(_("Lieux chez l'opérateur"), here(request, "authority:venue_references", contract.pk)),
        reference_id=one.pk,
    )


@page(audience="authority", roles=(MANAGER, FINANCE))
@require_GET
def fee_lines(request: SchemeRequest, contract_id: int) -> HttpResponse:
    """What the operator invoices of fees, beside what its contract gives."""
    contract = found(queries.contract, contract_id)
    lines = paginate(request, queries.fee_lines(contract.pk))
    table = Table(
        caption=_("Frais facturés"),
        columns=[
            Column(_("Facture"), "code"),
            Column(_("Date"), "day"),
            Column(_("Nature")),
            Column(_("Commande")),
            Column(_("Nombre déclaré"), "number"),
            Column(_("Nombre calculé"), "number"),
            Column(_("Facturé"), "money"),
            Column(_("Selon le contrat"), "money"),
            Column(_("Écart"), "money"),
        ],
        rows=[_fee_row(one) for one in lines.items],
        empty=Empty(_("Aucune facture importée."), _("Importez un fichier de factures de frais.")),
    )
    if request.GET.get("format") == "csv":
        return as_csv(table, "frais")
    return show_list(
        request,
        title=_("Frais facturés par %(operator)s") % {"operator": contract.operator.short_name},
        lead=_(
            "Hors taxe. « Calculé » : ce que nos lignes comptent à la date de la facture et qu'aucune ligne d'avant ne "
            "facture, au prix du contrat. D'un lieu : ceux des structures qualifiées dans l'année de la facture."
        ),
        back=back_to_files(request, contract),
        actions=[Link(_("Exporter (CSV)"), address(request, format="csv"), icon="download")],
        page=lines,
        table=table,
    )


def _fee_row(one: FeeLine) -> Row:
    gap = None if one.expected_cents is None else one.amount_cents - one.expected_cents
    return Row(
        [
            one.invoice,
            one.invoiced_on,
            _(kinds.FEE_LABELS[one.kind]),
            one.order.number if one.order else "",
            one.count,
            one.counted,
            one.amount_cents,
            one.expected_cents,
            money(gap) if gap != 0 else _("aucun"),
        ]
    )


@page(audience="authority", roles=(MANAGER, FINANCE))
@require_GET
def declared_credit_notes(request: SchemeRequest, contract_id: int) -> HttpResponse:
    """The credit notes that the operator declares by file."""
    contract = found(queries.contract, contract_id)
    lines = paginate(request, queries.declared_credit_notes(contract_id=contract.pk))
    notes = lines.items
    recorded = endings.statements_of([one.order_id for one in notes])
    return show_list(
        request,
        title=_("Avoirs déclarés par %(operator)s") % {"operator": contract.operator.short_name},
        lead=_(
            "À la valeur faciale : les frais ne sont pas rendus. Déclarés par fichier ; un avoir n'est comptabilisé "
            "qu'une fois son papier enregistré."
        ),
        back=back_to_files(request, contract),
        page=lines,
        table=Table(
            caption=_("Avoirs déclarés"),
            columns=[
                Column(_("Avoir"), "code"),
                Column(_("Date"), "day"),
                Column(_("Commande")),
                Column(_("Pass"), "number"),
                Column(_("Montant"), "money"),
                Column(_("Où cela en est")),
            ],
            rows=[_credit_row(request, one, recorded.get(one.order_id)) for one in notes],
            empty=Empty(_("Aucun avoir déclaré."), _("Un avoir vient après la fin de validité d'une commande.")),
        ),
    )


def _credit_row(request: SchemeRequest, one: DeclaredCreditNote, statement: Statement | None) -> Row:
    """A row opens what is to be done with the note: to record it, or to see where its order stands."""
    note = getattr(statement, "credit_note", None)
    view = "order" if statement is None else "end_statement"
    if statement is None:
        status = Status("neutral", _("Avant l'état contradictoire"))
    elif note is not None and note.number != one.note:
        status = Status("late", _("Un autre avoir est enregistré, n° %(number)s") % {"number": note.number})
    elif note is not None and note.received_on is not None:
        status = Status("done", _("Encaissé le %(day)s") % {"day": day(note.received_on)})
    elif note is not None:
        status = Status("waiting", _("Enregistré, à encaisser"))
    elif statement.state == CONCLUDED and statement.credit_due_cents:
        status = Status("waiting", _("À enregistrer"))
        if request.actor.role == FINANCE:
            view = "record_credit_note"
    else:
        status = Status("neutral", _("État contradictoire en cours"))
        if statement.concluded_on is not None:
            status = Status("late", _("Aucun avoir n'est dû"))
    url = here(request, f"authority:{view}", one.order_id)
    return Row([one.note, one.noted_on, one.order.number, one.count, one.amount_cents, status], url=url)
