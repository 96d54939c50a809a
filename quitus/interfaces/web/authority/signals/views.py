"""Signals: the list with its filters and exports, one with its evidence, the thresholds."""

from collections.abc import Sequence

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from quitus.domain.organisations.roles import MANAGER
from quitus.domain.reimbursement.models import Claim
from quitus.domain.signals import queries, rules, states
from quitus.domain.signals.models import Signal
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.authority.fil import fil
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.components import (
    Column,
    Empty,
    Fact,
    Link,
    Next,
    Past,
    Row,
    Table,
    Thread,
    day,
    moment,
    number,
)
from quitus.interfaces.web.layout.doing import found
from quitus.interfaces.web.layout.lists import address, as_csv, chips, paginate
from quitus.interfaces.web.layout.pages import show_detail, show_list
from quitus.interfaces.web.layout.signals import lines_table, signal_sentence, signal_status
from quitus.interfaces.web.layout.workbooks import as_workbook
from quitus.kernel.clock import today
from quitus.kernel.life import after

NAME = "signalements"


def back_to(request: SchemeRequest, signal_id: int) -> Link:
    """The way back to a signal."""
    return Link(_("Le signalement"), here(request, "authority:signal", signal_id))


@page(audience="authority")
@require_GET
def signals(request: SchemeRequest) -> HttpResponse:
    """Every signal, the latest fact first."""
    state, kind = request.GET.get("etat", ""), request.GET.get("sorte", "")
    lines = queries.signals(state=state if state in states.SIGNAL else "", kind=kind if kind in rules.KINDS else "")
    if request.GET.get("format") == "csv":
        return as_csv(_table(request, list(lines)), NAME)
    if request.GET.get("format") == "xlsx":
        author = request.membership.scheme.authority.name
        return as_workbook(_table(request, list(lines)), NAME, author=author, on=today())
    shown = paginate(request, lines)
    return show_list(
        request,
        title=_("Signalements"),
        lead=_("Ce qui sort de l'ordinaire dans les encaissements. Un signalement ne bloque ni pass ni paiement."),
        back=Link(_("Lieux"), here(request, "authority:venues")),
        actions=[
            Link(_("Voir les seuils"), here(request, "authority:thresholds")),
            Link(_("Exporter (CSV)"), address(request, format="csv", page=None), icon="download"),
            Link(_("Exporter (XLSX)"), address(request, format="xlsx", page=None), icon="download"),
        ],
        chips=[
            *chips(request, "etat", _counted(states.SIGNAL_LABELS, queries.counts_by_state()), everything=_("Tous")),
            *chips(
                request, "sorte", _counted(rules.KINDS, queries.counts_by_kind()), everything=_("Toutes les sortes")
            ),
        ],
        page=shown,
        table=_table(request, shown.items),
    )


def _counted(labels: dict[str, str], counts: dict[str, int]) -> list[tuple[str, object, int | None]]:
    return [(one, _(label), counts[one]) for one, label in labels.items() if one in counts]


def _table(request: SchemeRequest, lines: Sequence[Signal]) -> Table:
    return Table(
        caption=_("Signalements"),
        columns=[
            Column(_("Ce qui a été vu")),
            Column(_("Le"), "day"),
            Column(_("Structure")),
            Column(_("Lieu")),
            Column(_("Personne")),
            Column(_("Pass"), "number"),
            Column(_("Suivi"), "day"),
            Column(_("État")),
        ],
        rows=[
            Row(
                [
                    _(rules.KINDS[line.kind]),
                    line.first_at,
                    line.organisation.name if line.organisation else _("Plusieurs"),
                    line.venue.name if line.venue else None,
                    line.user.full_name if line.user else None,
                    line.line_count,
                    line.follow_up_on,
                    signal_status(line),
                ],
                url=here(request, "authority:signal", line.pk),
            )
            for line in lines
        ],
        empty=Empty(
            _("Aucun signalement."),
            _("Les encaissements sont regardés une fois par jour, selon vos seuils."),
            Link(_("Voir les seuils"), here(request, "authority:thresholds")),
        ),
    )


@page(audience="authority")
@require_GET
def signal(request: SchemeRequest, signal_id: int) -> HttpResponse:
    """One signal: what was seen, on which takings, what was asked, answered and decided."""
    one = found(queries.signal, signal_id)
    told = fil("signal", one.pk, stands=signal_status(one), coming=_coming(one))
    began = Past(one.found_at, _("Signalement trouvé : %(what)s") % {"what": signal_sentence(one)})
    return show_detail(
        request,
        title=_(rules.KINDS[one.kind]),
        lead=signal_sentence(one),
        back=Link(_("Signalements"), here(request, "authority:signals")),
        status=signal_status(one),
        facts=_facts(request, one),
        thread=Thread([began, *told.past], told.stands, told.next),
        tables=[lines_table(queries.lines_of(one.pk))],
        actions=_actions(request, one),
    )


def _coming(one: Signal) -> list[Next]:
    if one.question and not one.answer and one.state == states.LOOKED_AT:
        return [Next(_("Répondre à la question"), one.organisation.name if one.organisation else "")]
    if one.state in states.UNDECIDED:
        return [Next(_("Décider"), _("la collectivité"))]
    if one.follow_up_on:
        return [Next(_("Regarder à nouveau"), due=one.follow_up_on, late=one.follow_up_on < today())]
    return []


def _facts(request: SchemeRequest, one: Signal) -> list[Fact]:
    version = f"{one.thresholds.version}, {one.thresholds.set_by}" if one.thresholds else _("ceux du logiciel")
    return [
        Fact(_("Structure"), _structure(request, one)),
        *([Fact(_("Lieu"), one.venue.name)] if one.venue else []),
        *([Fact(_("Personne"), one.user.full_name)] if one.user else []),
        Fact(_("De"), moment(one.first_at)),
        Fact(_("À"), moment(one.last_at)),
        Fact(_("Pass concernés"), number(one.line_count)),
        Fact(_("Seuils, version"), version),
        *[_claim(request, claim) for claim in queries.claims_of(one.pk)],
        *([Fact(_("Question au lieu"), one.question)] if one.question else []),
        *([Fact(_("Réponse du lieu"), one.answer, one.answered_by)] if one.answer else []),
        *([Fact(_("Décision"), one.reason, one.decided_by)] if one.reason else []),
        *([Fact(_("Regarder à nouveau le"), day(one.follow_up_on))] if one.follow_up_on else []),
    ]


def _claim(request: SchemeRequest, claim: Claim) -> Fact:
    return Fact(_("Demande"), Link(claim.number, here(request, "authority:claim", claim.pk), "link"))


def _structure(request: SchemeRequest, one: Signal) -> object:
    if one.organisation is None:
        return _("Plusieurs structures")
    return Link(one.organisation.name, here(request, "authority:structure", one.organisation.pk), "link")


def _actions(request: SchemeRequest, one: Signal) -> list[Link]:
    links = []
    if any(after(states.SIGNAL, one.state, verb) for verb in states.DECISIONS.values()):
        links.append(Link(_("Décider"), here(request, "authority:decide_signal", one.pk), "primary"))
    if after(states.SIGNAL, one.state, "ask_venue") and one.organisation_id:
        links.append(Link(_("Demander au lieu d'expliquer"), here(request, "authority:ask_venue", one.pk)))
    if after(states.SIGNAL, one.state, "take_up_signal"):
        links.append(Link(_("Commencer l'examen"), here(request, "authority:take_up_signal", one.pk)))
    links.append(Link(_("Chercher un pass"), here(request, "authority:pass_life"), icon="search"))
    if one.follow_up_on:
        links.append(Link(_("Enregistrer le suivi"), here(request, "authority:follow_up_signal", one.pk)))
    return links


@page(audience="authority")
@require_GET
def thresholds(request: SchemeRequest) -> HttpResponse:
    """The thresholds in force, and each version with who set it."""
    in_force = queries.thresholds_in_force()
    change = Link(_("Changer les seuils"), here(request, "authority:set_thresholds"), "primary")
    return show_detail(
        request,
        title=_("Seuils des signalements"),
        lead=_("À partir de quand un encaissement sort de l'ordinaire. Ils valent pour ce qui sera regardé ensuite."),
        back=Link(_("Signalements"), here(request, "authority:signals")),
        facts=[Fact(_(label), number(getattr(in_force.limits, name))) for name, label in rules.LABELS.items()],
        tables=[_versions()],
        actions=[change] if request.actor.role == MANAGER else [],
    )


def _versions() -> Table:
    return Table(
        caption=_("Versions"),
        columns=[Column(_("Version"), "number"), Column(_("À partir du"), "day"), Column(_("Par"))],
        rows=[Row([one.version, one.set_on, one.set_by]) for one in queries.threshold_sets()],
        empty=Empty(_("Les seuils sont ceux du logiciel : personne ne les a changés.")),
    )
