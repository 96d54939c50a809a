"""The first page of controls, what they add to a home, and the addresses of all their pages."""

from collections.abc import Iterator

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from quitus.domain.controls import policies, queries, states
from quitus.domain.distribution import policies as powers
from quitus.domain.distribution import queries as custody
from quitus.domain.organisations.roles import HANDOUT_AGENT
from quitus.interfaces.web.access import SchemeRequest
from quitus.interfaces.web.layout.components import IndexLine, IndexPart, Link, Task
from quitus.interfaces.web.layout.controls import counting, inventories, losses, minutes, replacements, signing, written
from quitus.interfaces.web.layout.controls.desk import Desk, Route
from quitus.interfaces.web.layout.orders import pass_count
from quitus.interfaces.web.layout.pages import show_detail
from quitus.interfaces.web.layout.stock import holder_words
from quitus.kernel.clock import today

LATEST = 5
FEW_PLACES = 3
SUBJECTS = ("inventory", "loss_file", "handover", "control")


@require_GET
def home(request: SchemeRequest, desk: Desk) -> HttpResponse:
    """What is counted, lost, handed over and controlled, the latest of each."""
    agent = request.actor.role == HANDOUT_AGENT
    tables = [
        written.inventories_table(
            list(queries.inventories(holder_ids=desk.scope)[:LATEST]),
            url=lambda one: desk.to(request, "inventory", one.pk),
        ),
        written.losses_table(
            list(queries.loss_files(holder_ids=desk.scope)[:LATEST]),
            url=lambda one: desk.to(request, "loss_file", one.pk),
        ),
    ]
    if not agent:
        tables += [
            written.handovers_table(
                list(queries.handovers()[:LATEST]), url=lambda one: desk.to(request, "handover", one.pk)
            ),
            written.controls_table(
                list(queries.controls()[:LATEST]), url=lambda one: desk.to(request, "control", one.pk)
            ),
        ]
    return show_detail(
        request,
        title=_("Contrôles et pertes"),
        lead=_(
            "On compte, on déclare ce qui manque, on remet le service, on contrôle. Chaque acte a son procès-verbal."
        ),
        facts=[],
        index=_index(request, desk, agent=agent),
        tables=tables,
        actions=_actions(request, desk),
    )


def _index(request: SchemeRequest, desk: Desk, *, agent: bool) -> list[IndexPart]:
    lines = [
        IndexLine(_("Inventaires"), desk.to(request, "inventories"), "clipboard-check"),
        IndexLine(_("Dossiers de perte"), desk.to(request, "losses"), "exclamation-triangle-fill"),
        IndexLine(_("Restitutions"), desk.to(request, "returns"), "arrow-left-right"),
    ]
    if not agent:
        lines += [
            IndexLine(_("Remises de service"), desk.to(request, "handovers"), "people"),
            IndexLine(_("Contrôles de la régie"), desk.to(request, "controls_list"), "shield-check"),
        ]
    return [IndexPart(_("Tout voir"), lines), *_losses_by_place(request, desk)]


def _losses_by_place(request: SchemeRequest, desk: Desk) -> list[IndexPart]:
    """Where to declare a loss, for who keeps more places than there is room for buttons."""
    if desk.sees_all or len(desk.holders) <= FEW_PLACES:
        return []
    places = [IndexLine(holder_words(one), desk.to(request, "open_loss", one.pk)) for one in desk.holders]
    return [IndexPart(_("Déclarer une perte"), places)]


def _actions(request: SchemeRequest, desk: Desk) -> list[Link]:
    links = [Link(_("Ouvrir un inventaire"), desk.to(request, "open_inventory"), "primary", "clipboard-check")]
    lost = Link(_("Une personne a perdu ses pass"), desk.to(request, "find_handout"), icon="person")
    if powers.may_declare_loss(request.actor.role):
        links.append(lost)
    if policies.may_control(request.actor.role):
        links.append(Link(_("Écrire un contrôle"), desk.to(request, "write_control"), icon="shield-check"))
    if not desk.sees_all and len(desk.holders) <= FEW_PLACES:
        links += [
            Link(
                _("Déclarer une perte : %(place)s") % {"place": holder_words(one)},
                desk.to(request, "open_loss", one.pk),
                "link",
            )
            for one in desk.holders
        ]
    return links


def tasks(request: SchemeRequest, desk: Desk) -> Iterator[Task]:
    """What waits for the reader: counts under way, differences, files to decide on, findings, handovers to sign."""
    for one in queries.inventories(holder_ids=desk.scope).filter(state__in=[states.OPEN, states.COUNTED])[:LATEST]:
        words = _("Terminer le comptage") if one.state == states.OPEN else _("Traiter les écarts de l'inventaire")
        if one.state == states.COUNTED and not queries.unsettled_count(one.pk):
            words = _("Terminer l'inventaire")
        yield Task(words, desk.to(request, "inventory", one.pk), one.number)
    role = request.actor.role
    if policies.may_decide_on_loss(role):
        for file in queries.loss_files(state=states.OPEN)[:LATEST]:
            lost = pass_count(file.count)  # type: ignore[attr-defined]
            yield Task(
                _("Décider du dossier de perte %(number)s") % {"number": file.number},
                desk.to(request, "loss_file", file.pk),
                _("%(pass)s, %(holder)s") % {"pass": lost, "holder": holder_words(file.holder)},
            )
    if role == HANDOUT_AGENT:
        return
    yield from _duties(request, desk)


def _duties(request: SchemeRequest, desk: Desk) -> Iterator[Task]:
    role, user_id = request.actor.role, request.actor.user_id
    if policies.may_prepare_handover(role):
        for one in queries.handovers_owed(today()):
            if queries.handovers().filter(incoming_id=one.pk).exists():
                continue
            yield Task(
                _("Préparer la remise de service à %(person)s") % {"person": one.user.full_name},
                desk.to(request, "prepare_handover"),
                one.imprest.name,
            )
    for handover in queries.handovers().filter(state=states.DRAFTED)[:LATEST]:
        if user_id in (handover.outgoing.user_id, handover.incoming.user_id):
            signed = {made.user_id for made in queries.signatures("handover", handover.pk)}
            if user_id not in signed:
                yield Task(
                    _("Signer la remise de service %(number)s") % {"number": handover.number},
                    desk.to(request, "handover", handover.pk),
                )
    if policies.may_control(role):
        return
    kept = {one.imprest_id for one in custody.mandate_of(user_id, today())}
    for control in queries.controls().filter(state=states.WRITTEN, imprest_id__in=kept)[:LATEST]:
        if control.unanswered:  # type: ignore[attr-defined]
            yield Task(
                _("Répondre aux constats du contrôle %(number)s") % {"number": control.number},
                desk.to(request, "control", control.pk),
            )


ROUTES: tuple[Route, ...] = (
    ("controles/", home, "controls"),
    ("controles/inventaires/", inventories.inventories, "inventories"),
    ("controles/inventaires/ouvrir/", inventories.open_inventory, "open_inventory"),
    ("controles/inventaires/<int:inventory_id>/", inventories.inventory, "inventory"),
    ("controles/inventaires/<int:inventory_id>/terminer-le-comptage/", inventories.close_count, "close_count"),
    ("controles/inventaires/<int:inventory_id>/recompter/", inventories.recount, "recount"),
    ("controles/inventaires/<int:inventory_id>/abandonner/", inventories.abandon, "abandon_inventory"),
    ("controles/inventaires/<int:inventory_id>/terminer/", inventories.conclude, "conclude_inventory"),
    ("controles/compter/<int:place_id>/", counting.count, "count_place"),
    ("controles/ecarts/<int:difference_id>/", inventories.settle, "settle_difference"),
    ("controles/pertes/", losses.losses, "losses"),
    ("controles/pertes/<int:file_id>/", losses.loss_file, "loss_file"),
    ("controles/pertes/declarer/<int:holder_id>/", losses.open_loss, "open_loss"),
    ("controles/pertes/signaler/", losses.find_handout, "find_handout"),
    ("controles/pertes/remise/<int:handout_id>/", losses.report_loss, "report_loss"),
    ("controles/pertes/<int:file_id>/plainte/", losses.complaint, "loss_complaint"),
    ("controles/pertes/<int:file_id>/retrouves/", losses.find_again, "find_again"),
    ("controles/pertes/<int:file_id>/remettre-en-service/", losses.release, "release_found"),
    ("controles/pertes/<int:file_id>/annuler/", losses.cancel, "cancel_lost"),
    ("controles/pertes/<int:file_id>/remplacer/", replacements.replace, "replace_lost"),
    ("controles/pertes/<int:file_id>/remettre/", replacements.replace_for_person, "replace_for_person"),
    ("controles/remises-de-service/", minutes.handovers, "handovers"),
    ("controles/remises-de-service/preparer/", minutes.prepare_handover, "prepare_handover"),
    ("controles/remises-de-service/<int:handover_id>/", minutes.handover, "handover"),
    ("controles/proces-verbaux/", minutes.controls, "controls_list"),
    ("controles/proces-verbaux/ecrire/", minutes.write_control, "write_control"),
    ("controles/proces-verbaux/<int:control_id>/", minutes.control, "control"),
    ("controles/proces-verbaux/<int:control_id>/constat/", minutes.add_finding, "add_finding"),
    (
        "controles/proces-verbaux/<int:control_id>/constats/<int:finding_id>/repondre/",
        minutes.answer_finding,
        "answer_finding",
    ),
    ("controles/proces-verbaux/<int:control_id>/clore/", minutes.close_control, "close_control"),
    ("controles/signer/<str:subject_kind>/<int:subject_id>/", signing.sign, "sign_minutes"),
    ("controles/signer/<str:subject_kind>/<int:subject_id>/papier/", signing.sign_on_paper, "sign_on_paper"),
    ("controles/produire/<str:subject_kind>/<int:subject_id>/", signing.produce, "produce_minutes"),
    ("controles/tableur/<str:subject_kind>/<int:subject_id>.xlsx", signing.workbook, "minutes_workbook"),
    ("controles/restitutions/", signing.returns, "returns"),
    ("controles/documents/<int:document_id>.<str:file_format>", signing.minutes, "stock_minutes"),
    ("controles/signatures/<int:signature_id>/papier-signe/", signing.scan, "signed_minutes"),
)
