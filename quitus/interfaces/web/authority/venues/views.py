"""Structures: the list, one of them, and what venues corrected."""

from collections.abc import Sequence

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from quitus.domain.organisations.models import Organisation
from quitus.domain.organisations.roles import MANAGER
from quitus.domain.redemption import queries as redemption
from quitus.domain.redemption import rules as redemption_rules
from quitus.domain.venues import files, queries, states
from quitus.domain.venues.models import BankDetails, Qualification
from quitus.domain.venues.queries import StructureLine
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.authority.fil import fil
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.applications import appeals_table, checklist_table
from quitus.interfaces.web.layout.components import Column, Empty, Fact, Link, Next, Row, Status, Table, day, siret
from quitus.interfaces.web.layout.doing import found
from quitus.interfaces.web.layout.lists import chips, paginate
from quitus.interfaces.web.layout.pages import show_detail, show_list
from quitus.interfaces.web.layout.qualifications import bank_facts, kept_file, qualification_status
from quitus.kernel.life import after
from quitus.kernel.words import N_
from quitus.usecases.structures import proof_of_account

# What may be decided in a state: action → page and words of its button.
DECISIONS = {
    "check": ("authority:structure_check", N_("Vérifier le dossier")),
    "qualify": ("authority:structure_qualify", N_("Qualifier la structure")),
    "reinstate": ("authority:structure_reinstate", N_("Lever la suspension")),
    "suspend": ("authority:structure_suspend", N_("Suspendre")),
    "remove": ("authority:structure_remove", N_("Retirer du dispositif")),
}


def structure_of(organisation_id: int) -> Organisation:
    """A structure; 404 for any other organisation."""
    found = queries.structure(organisation_id)
    if found is None:
        raise Http404
    return found


def back_to(request: SchemeRequest, structure: Organisation) -> Link:
    """The way back to a structure."""
    return Link(structure.name, here(request, "authority:structure", structure.pk))


@page(audience="authority")
@require_GET
def venues(request: SchemeRequest) -> HttpResponse:
    """Every structure, with the state of its qualification."""
    scheme_id = request.membership.scheme_id
    state = request.GET.get("etat", "")
    counts = queries.counts_by_state(scheme_id)
    lines = paginate(request, queries.structures(scheme_id, state=state if state in states.LABELS else ""))
    new = Link(_("Enregistrer une structure"), here(request, "authority:new_structure"), "primary")
    return show_list(
        request,
        title=_("Lieux"),
        lead=_("Les structures qui accueillent le public : leur dossier, leurs lieux, leur compte bancaire."),
        actions=[
            *([new, _importing(request)] if request.actor.role == MANAGER else []),
            Link(_("Candidatures"), here(request, "authority:applications")),
            Link(_("Corrections des lieux"), here(request, "authority:corrections")),
            Link(_("Couverture"), here(request, "authority:coverage")),
            Link(_("Signalements"), here(request, "authority:signals")),
            Link(_("Pass papier"), here(request, "authority:kept")),
            Link(_("Appareils des lieux"), here(request, "authority:terminals")),
        ],
        chips=chips(
            request,
            "etat",
            [(one, _(label), counts[one]) for one, label in states.LABELS.items() if one in counts],
            everything=_("Toutes"),
        ),
        page=lines,
        table=_structures(request, lines.items, new),
    )


@page(audience="authority")
@require_GET
def structure(request: SchemeRequest, organisation_id: int) -> HttpResponse:
    """One structure: its file, what is missing, its venues, its account."""
    one = structure_of(organisation_id)
    file = queries.qualification(one.pk)
    details = queries.bank_details(one.pk)
    status = qualification_status(file.state if file else None)
    lacking = files.lacking(file) if file and file.state != states.QUALIFIED else ()
    return show_detail(
        request,
        title=one.name,
        lead=_("Ce qui permet à cette structure d'encaisser des pass et d'être payée."),
        back=Link(_("Lieux"), here(request, "authority:venues")),
        status=status,
        facts=_facts(request, one, file, details, lacking),
        thread=fil("structure", one.pk, stands=status, coming=_coming(lacking, file)),
        tables=[_venues(request, one), *_file_tables(request, one, file)],
        actions=_actions(request, one, file, details),
    )


def _file_tables(request: SchemeRequest, one: Organisation, file: Qualification | None) -> list[Table]:
    """The checklist of a file that is not decided yet, its appeals."""
    tables = []
    if file is not None and file.state in (states.APPLIED, states.CHECKED):

        def more(line: files.CheckLine) -> Link | None:
            if line.code or line.criterion_id is None:
                return None
            label = _("Décocher") if line.is_met else _("Cocher")
            url = here(request, "authority:tick_structure", one.pk, line.criterion_id)
            return Link(label, url, "link", about=line.label)

        tables.append(checklist_table(files.checklist(file), more if request.actor.role == MANAGER else None))
    known = files.appeals_of(organisation_id=one.pk)
    if known:
        tables.append(appeals_table(known, lambda appeal: here(request, "authority:appeal", appeal.pk)))
    return tables


@page(audience="authority")
@require_GET
def bank_proof(request: SchemeRequest, organisation_id: int, details_id: int) -> HttpResponse:
    """The file that proves where a structure is paid."""
    details, content = found(proof_of_account, details_id, organisation_id)
    return kept_file(details.proof_name, details.proof_media_type, content)


@page(audience="authority")
@require_GET
def corrections(request: SchemeRequest) -> HttpResponse:
    """What venues undid after ten minutes, and why."""
    lines = paginate(request, redemption.corrections(request.membership.scheme_id))
    return show_list(
        request,
        title=_("Corrections des lieux"),
        lead=_("Les encaissements annulés plus de dix minutes après, avec la raison donnée par le lieu."),
        back=Link(_("Lieux"), here(request, "authority:venues")),
        page=lines,
        table=Table(
            caption=_("Corrections"),
            columns=[
                Column(_("Pass"), "code"),
                Column(_("Structure")),
                Column(_("Lieu")),
                Column(_("Service du"), "day"),
                Column(_("Annulé le"), "day"),
                Column(_("Raison")),
                Column(_("Par")),
            ],
            rows=[
                Row(
                    [
                        str(line.redemption.number),
                        line.redemption.organisation.name,
                        line.redemption.venue.name,
                        line.redemption.service_on,
                        line.reversal.occurred_on,
                        line.reversal.note or _(redemption_rules.REASONS_AND_AT_ONCE[line.reversal.reason_code]),
                        line.reversal.user.full_name,
                    ]
                )
                for line in lines.items
            ],
            empty=Empty(
                _("Aucune correction."), _("Un lieu annule librement pendant dix minutes, puis avec une raison.")
            ),
        ),
    )


def _importing(request: SchemeRequest) -> Link:
    return Link(_("Importer des lieux"), here(request, "authority:import_venues"))


def _structures(request: SchemeRequest, lines: Sequence[StructureLine], new: Link) -> Table:
    return Table(
        caption=_("Structures"),
        columns=[
            Column(_("Structure")),
            Column(_("Commune")),
            Column(_("Lieux"), "number"),
            Column(_("Qualification")),
            Column(_("Compte bancaire")),
        ],
        rows=[
            Row(
                [
                    line.organisation.name,
                    line.organisation.commune,
                    line.venue_count,
                    qualification_status(line.qualification.state if line.qualification else None),
                    Status("done", _("Vérifié")) if line.bank_verified else Status("waiting", _("À vérifier")),
                ],
                url=here(request, "authority:structure", line.organisation.pk),
            )
            for line in lines
        ],
        empty=Empty(
            _("Aucune structure pour l'instant."),
            _("Une structure s'enregistre avec son lieu, puis dépose sa candidature."),
            new if request.actor.role == MANAGER else None,
        ),
    )


def _facts(
    request: SchemeRequest,
    one: Organisation,
    file: Qualification | None,
    details: BankDetails | None,
    lacking: tuple[str, ...],
) -> list[Fact]:
    facts = [
        Fact(_("SIRET"), siret(one.siret)),
        Fact(_("Adresse"), _address(one)),
    ]
    if lacking:
        facts.append(Fact(_("Il manque"), ", ".join(_(label) for label in lacking)))
    if file is not None:
        facts += [
            Fact(_("Charte signée le"), day(file.charter_signed_on)),
            Fact(_("Accueil et accessibilité"), file.reception),
        ]
        if file.regie_recettes_reference:
            facts.append(Fact(_("Régie de recettes"), file.regie_recettes_reference))
    proof = here(request, "authority:bank_proof", one.pk, details.pk) if details else ""
    return [*facts, *bank_facts(details, proof)]


def _address(one: Organisation) -> str:
    place = " ".join(filter(None, (one.postcode, one.commune)))
    return ", ".join(filter(None, (one.address_line_1, place)))


def _coming(lacking: tuple[str, ...], file: Qualification | None) -> list[Next]:
    if file is None:
        return [Next(_("Enregistrer la candidature"), _("la collectivité"))]
    if file.state in (states.APPLIED, states.CHECKED):
        return [Next(_("Compléter le dossier") if lacking else _("Qualifier la structure"), _("la collectivité"))]
    return []


def _actions(
    request: SchemeRequest, one: Organisation, file: Qualification | None, details: BankDetails | None
) -> list[Link]:
    to_verify = details is not None and details.verified_on is None and details.recorded_by_id != request.actor.user_id
    verify = Link(_("Vérifier le compte bancaire"), here(request, "authority:verify_bank", one.pk), "primary")
    bank = Link(_("Saisir un compte bancaire"), here(request, "authority:structure_bank", one.pk))
    if request.actor.role != MANAGER:
        return [verify] if to_verify else [bank]
    if file is None:
        decisions = [
            Link(_("Enregistrer sa candidature"), here(request, "authority:structure_apply", one.pk), "primary")
        ]
    else:
        decisions = [
            Link(_(words), here(request, view, one.pk), "primary" if name == _main(file.state) else "secondary")
            for name, (view, words) in DECISIONS.items()
            if after(states.QUALIFICATION, file.state, name)
        ]
    return [
        *decisions,
        *([verify] if to_verify else [bank]),
        Link(_("Ajouter un lieu"), here(request, "authority:new_venue", one.pk)),
    ]


def _main(state: str) -> str:
    return {states.APPLIED: "check", states.CHECKED: "qualify", states.SUSPENDED: "reinstate"}.get(state, "")


def _venues(request: SchemeRequest, one: Organisation) -> Table:
    leads = request.actor.role == MANAGER
    return Table(
        caption=_("Ses lieux"),
        columns=[
            Column(_("Lieu")),
            Column(_("Commune")),
            Column(_("Services")),
            Column(_("Qui encaisse")),
            *(
                [Column(_("Déclarer")), Column(_("Ajouter")), Column(_("Annuaire")), Column(_("Carte"))]
                if leads
                else []
            ),
        ],
        rows=[
            Row(
                [
                    place.name,
                    place.commune,
                    ", ".join(_(offered.service.label) for offered in place.offers.all()) or None,
                    ", ".join(person.user.full_name for person in place.people) or None,  # type: ignore[attr-defined]
                    *(
                        [
                            Link(_("Services"), here(request, "authority:venue_services", one.pk, place.pk), "link"),
                            Link(_("Personne"), here(request, "authority:venue_staff", one.pk, place.pk), "link"),
                            Link(_("Décrire"), here(request, "authority:describe_venue", one.pk, place.pk), "link"),
                            Link(_("Placer"), here(request, "authority:place_venue", one.pk, place.pk), "link"),
                        ]
                        if leads
                        else []
                    ),
                ]
            )
            for place in queries.venues_of_structure(one.pk)
        ],
        empty=Empty(
            _("Cette structure n'a aucun lieu."),
            _("Un lieu est nécessaire pour déposer une candidature."),
            Link(_("Ajouter un lieu"), here(request, "authority:new_venue", one.pk), "primary") if leads else None,
        ),
    )
