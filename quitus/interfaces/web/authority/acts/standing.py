"""Where a deliberation stands: its status, its steps, what comes next."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from quitus.domain.acts import queries, rules, states
from quitus.domain.acts.models import ActSettings, Deliberation
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.components import IndexLine, IndexPart, Link, Next, Status, Step, StepState, Tone
from quitus.kernel.clock import today
from quitus.kernel.words import N_

TONES: dict[str, Tone] = {
    states.REJECTED: "neutral",
    states.WITHDRAWN: "neutral",
    states.REPEALED: "neutral",
    states.TAKEN_BACK: "neutral",
    states.ANNULLED: "late",
}


def keepers() -> str:
    """Who owes what comes next about an act."""
    return _("le service des assemblées ou la personne responsable du dispositif")


def status_of(act: Deliberation) -> Status:
    """Where it stands, in a word."""
    if act.state == states.ADOPTED:
        if act.executory_on is None and act.is_past_entry:
            return Status("waiting", _("Adoptée, dates à compléter"))
        if act.executory_on is None:
            return Status("waiting", _("Adoptée, pas encore exécutoire"))
        return Status("done", _("Exécutoire"))
    return Status(TONES.get(act.state, "waiting"), _(states.LABELS[act.state]))


def votes_of(act: Deliberation) -> str:
    """The vote in a few words; empty where there was none."""
    vote = act.vote
    if vote is None:
        return ""
    said = _("%(pour)s pour, %(contre)s contre") % {"pour": vote.votes_for, "contre": vote.votes_against}
    if vote.votes_abstention is None:
        return said
    count = vote.votes_abstention
    words = ngettext("%(said)s, %(count)s abstention", "%(said)s, %(count)s abstentions", count)
    return words % {"said": said, "count": count}


def track_status(target: rules.Target | None, *, is_done: bool, is_past_entry: bool = False) -> Status:
    """Where one of the two tracks stands against the authority's own target; of an act of the past, a day may lack."""
    if is_past_entry and not is_done:
        return Status("waiting", _("Date à compléter"))
    late = target is not None and target.is_late(today())
    if is_done:
        return Status("late", _("Fait en retard")) if late else Status("done", _("Fait"))
    return Status("late", _("En retard")) if late else Status("waiting", _("À faire"))


def steps_of(act: Deliberation, settings: ActSettings) -> list[Step]:
    """The chain from the draft to the day it can be carried out."""
    voted = act.state in states.VOTED
    has_opinions = bool(act.opinions.all())
    held_on = act.sitting.held_on if act.sitting else None
    transmission, publication = queries.targets(act, settings)
    chain = [
        (_("Projet"), True, None, None),
        # Opinions come before the vote: an act voted without any does not wait for them.
        *([(_("Avis des commissions"), has_opinions, None, None)] if has_opinions or not voted else []),
        (_("À l'ordre du jour"), act.sitting is not None, held_on, None),
        (_("Vote"), voted, held_on if voted else None, None),
        (_("Transmise au préfet"), act.transmitted_on is not None, act.transmitted_on, transmission),
        (_("Publiée en ligne"), act.published_on is not None, act.published_on, publication),
        (_("Exécutoire"), act.executory_on is not None, act.executory_on, None),
    ]
    steps = []
    is_current_told = act.state in {states.REJECTED, states.WITHDRAWN, *states.ENDED}
    for label, is_done, on, target in chain:
        state: StepState = "done" if is_done else "to_come"
        if not is_done and not is_current_told:
            state, is_current_told = "current", True
        if target is not None and target.is_late(today()) and act.state == states.ADOPTED:
            state = "late"
        steps.append(Step(label, state, on))
    return steps


def coming(request: HttpRequest, act: Deliberation, settings: ActSettings) -> list[Next]:
    """What comes next, and who owes it."""

    def to(view: str) -> str:
        return here(request, f"authority:{view}", act.pk)

    if act.state == states.DRAFT:
        return [Next(_("Inscrire à l'ordre du jour d'une réunion"), keepers(), url=to("call_sitting"))]
    if act.state == states.ON_AGENDA and act.sitting:
        held_on = act.sitting.held_on
        if held_on > today():
            return [Next(_("Vote de l'assemblée"), act.sitting.assembly, held_on)]
        return [Next(_("Enregistrer le vote"), keepers(), held_on, to("record_vote"))]
    return _missing(request, act, settings) if act.state == states.ADOPTED else []


def _missing(request: HttpRequest, act: Deliberation, settings: ActSettings) -> list[Next]:
    transmission, publication = queries.targets(act, settings)
    tracks = [
        (act.transmitted_on, transmission, _("Transmettre au contrôle de légalité"), "transmissions"),
        (act.published_on, publication, _("Publier en ligne"), "publish_deliberation"),
    ]
    if act.is_past_entry:
        # What is online is completed no more: only the other track is still to be told.
        view = "record_transmission" if act.published_slug else "complete_past_act"
        tracks = [
            (act.transmitted_on, None, _("Compléter la date de transmission"), view),
            (act.published_on, None, _("Compléter la date de publication"), "complete_past_act"),
        ]
    missing = [
        Next(
            sentence,
            keepers(),
            target.due_on if target else None,
            here(request, f"authority:{view}", act.pk),
            late=target is not None and target.is_late(today()),
        )
        for done_on, target, sentence, view in tracks
        if done_on is None
    ]
    if act.deadlines.referral_source == rules.REFERRAL_WAITS:
        url = here(request, "authority:record_prefect_answer", act.pk)
        missing.append(Next(_("Envoyer au préfet les pièces demandées"), keepers(), url=url))
    return missing


@dataclass(frozen=True)
class Way:
    """Something to do about an act, by the name of its page; `is_next` when it is what comes next."""

    view: str
    label: str
    is_next: bool = False


TEXT, TRACKS, END = N_("Texte et vote"), N_("Préfet et publication"), N_("Fin de l'acte")
PLACES = {
    "call_sitting": (TEXT, "calendar-event"),
    "record_opinion": (TEXT, "people"),
    "join_annex": (TEXT, "folder"),
    "revise_deliberation": (TEXT, "pencil"),
    "record_signature": (TEXT, "pencil-square"),
    "transmissions": (TRACKS, "send"),
    "publish_deliberation": (TRACKS, "file-text"),
    "record_transmission": (TRACKS, "calendar3"),
    "record_publication": (TRACKS, "calendar3"),
    "record_acknowledgement": (TRACKS, "inbox"),
    "record_prefect_answer": (TRACKS, "envelope"),
}


def actions(request: HttpRequest, act: Deliberation) -> list[Link]:
    """What comes next for those who keep acts."""
    return [
        Link(one.label, here(request, f"authority:{one.view}", act.pk), "primary") for one in _ways(act) if one.is_next
    ]


def index(request: HttpRequest, act: Deliberation) -> list[IndexPart]:
    """What else those who keep acts may do, by kind."""
    parts: dict[str, list[IndexLine]] = {TEXT: [], TRACKS: [], END: []}
    for one in _ways(act):
        part, icon = PLACES.get(one.view, (END, "x-lg"))
        if not one.is_next:
            parts[part].append(IndexLine(one.label, here(request, f"authority:{one.view}", act.pk), icon))
    return [IndexPart(_(title), lines) for title, lines in parts.items() if lines]


def _ways(act: Deliberation) -> list[Way]:
    if act.state in states.UNDECIDED:
        may_vote = act.sitting is not None and act.sitting.held_on <= today()
        agenda = _("Inscrire à une réunion") if act.sitting is None else _("Changer de réunion")
        return [
            *([Way("record_vote", _("Enregistrer le vote"), is_next=True)] if may_vote else []),
            Way("call_sitting", agenda, is_next=act.sitting is None),
            Way("record_opinion", _("Ajouter un avis")),
            Way("join_annex", _("Joindre une annexe")),
            Way("revise_deliberation", _("Modifier le texte")),
            Way("withdraw_deliberation", _("Retirer")),
        ]
    return _after_the_vote(act) if act.state in states.VOTED else []


def _after_the_vote(act: Deliberation) -> list[Way]:
    is_open = act.is_past_entry and not act.published_slug
    links = [Way("complete_past_act", _("Compléter l'acte"), is_next=True)] if is_open else []
    links += _tracks(act) if act.state == states.ADOPTED else []
    if act.signed_on is None and not act.is_past_entry:
        links.append(Way("record_signature", _("Enregistrer la signature")))
    if act.are_annexes_open:
        links.append(Way("join_annex", _("Joindre une annexe")))
    if act.transmitted_on is not None:
        if act.acknowledged_on is None:
            links.append(Way("record_acknowledgement", _("Enregistrer l'accusé de réception")))
        links.append(Way("record_prefect_answer", _("Enregistrer un courrier du préfet")))
        links.append(Way("transmissions", _("Transmission au préfet")))
    if act.state == states.ADOPTED:
        links.append(Way("repeal_deliberation", _("Abroger l'acte")))
        links.append(Way("take_back_deliberation", _("Retirer l'acte")))
        links.append(Way("annul_deliberation", _("Enregistrer une annulation")))
    return links


def _tracks(act: Deliberation) -> list[Way]:
    """Do it here, or record that it was done elsewhere; the days of an act of the past are asked with what it lacks."""
    if act.is_past_entry:
        has_page = act.published_on is None or act.published_slug
        return [] if has_page else [Way("publish_deliberation", _("Publier en ligne"))]
    here_first: list[Way] = []
    elsewhere: list[Way] = []
    if act.transmitted_on is None:
        here_first.append(Way("transmissions", _("Transmettre au préfet"), is_next=True))
        elsewhere.append(Way("record_transmission", _("Enregistrer la transmission")))
    if not act.published_slug:
        here_first.append(Way("publish_deliberation", _("Publier en ligne"), is_next=act.published_on is None))
    if act.published_on is None:
        elsewhere.append(Way("record_publication", _("Enregistrer la publication")))
    return here_first + elsewhere
