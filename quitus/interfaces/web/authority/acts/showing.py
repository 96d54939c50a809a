"""What the page of a deliberation shows, part by part."""

from collections.abc import Sequence
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from quitus.domain.acts import queries, rules, states
from quitus.domain.acts.gaps import CONTRADICTION, Gap
from quitus.domain.acts.models import ActSettings, Deliberation
from quitus.domain.grants import queries as grants
from quitus.domain.grants.models import Amendment
from quitus.interfaces.web.access import SchemeRequest
from quitus.interfaces.web.authority.acts import standing
from quitus.interfaces.web.authority.acts.doors import is_guest, keeps
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.components import (
    Column,
    Empty,
    Fact,
    Link,
    Row,
    Status,
    Table,
    code,
    day,
    number,
)
from quitus.kernel.clock import today


def sitting_facts(request: SchemeRequest, act: Deliberation, settings: ActSettings) -> list[Fact]:
    """The sitting, by the authority's own word, and who was there."""
    sitting = act.sitting
    if sitting is None:
        return []
    url = here(request, "authority:sitting", sitting.pk)
    note = _("Seconde convocation") if sitting.second_convocation else ""
    word = _(rules.SITTING_WORDS[settings.sitting_word])
    facts = [Fact(word, day(sitting.held_on, url), f"{sitting.assembly}. {note}" if note else sitting.assembly)]
    attendance = sitting.attendance
    if attendance is not None:
        facts += [
            Fact(_("Membres présents"), number(attendance.present_count)),
            Fact(_("Excusés"), number(attendance.excused_count)),
        ]
    if sitting.president:
        facts.append(Fact(_("Présidence"), sitting.president))
    if sitting.secretary:
        facts.append(Fact(_("Secrétariat"), sitting.secretary))
    return facts


def vote_facts(act: Deliberation) -> list[Fact]:
    """The vote, the president's casting vote, who signed."""
    facts = []
    vote = act.vote
    if vote is not None:
        attendance = act.sitting.attendance if act.sitting else None
        proxies = rules.unlisted_proxies(attendance, vote) if attendance else 0
        unlisted = ngettext(
            "Soit %(count)s délégation de vote, que l'acte ne liste pas.",
            "Soit %(count)s délégations de vote, que l'acte ne liste pas.",
            proxies,
        )
        note = unlisted % {"count": proxies} if proxies else ""
        facts.append(Fact(_("Vote"), standing.votes_of(act), note))
        if vote.is_all_abstention:
            said = _("Aucun : tous se sont abstenus, le texte n'est pas adopté")
            facts.append(Fact(_("Suffrages exprimés"), said, _(rules.SOURCES[rules.MAJORITY])))
        elif vote.votes_for == vote.votes_against:
            casting = _("pour") if act.president_votes_for else _("contre")
            facts.append(Fact(_("Voix prépondérante du président"), casting, _(rules.SOURCES[rules.MAJORITY])))
    if act.signed_on is not None:
        who = ", ".join(part for part in (act.signatory_name, act.signatory_quality) if part)
        facts.append(Fact(_("Signée le"), day(act.signed_on), who))
    if act.delegation:
        facts.append(Fact(_("Par délégation"), act.delegation))
    if act.matter_code:
        facts.append(Fact(_("Matière"), f"{act.matter_code} {act.matter_label}".strip()))
    if act.state in states.ENDED:
        facts += _end_facts(act)
    return facts


def _end_facts(act: Deliberation) -> list[Fact]:
    decided = {states.REPEALED: _("Abrogée par"), states.TAKEN_BACK: _("Retirée par")}.get(act.state, _("Annulée par"))
    is_over = act.ended_on is not None and act.ended_on <= today()
    ends = _("Ne s'applique plus depuis le") if is_over else _("Cessera de s'appliquer le")
    return [
        Fact(decided, act.ended_by, act.end_reason),
        Fact(_("Décision du"), day(act.ended_decided_on)),
        Fact(ends, day(act.ended_on)),
    ]


def track_facts(act: Deliberation, settings: ActSettings) -> list[Fact]:
    """The two tracks, side by side and independent: each done or not, against the authority's own target."""
    if act.state not in states.WAS_ADOPTED:
        return []
    transmission, publication = queries.targets(act, settings)
    facts = [
        *_track(act, _("Transmission au préfet"), act.transmitted_on, transmission),
        Fact(
            _("Accusé de réception du"),
            day(act.acknowledged_on),
            _("La preuve de la transmission, pas une condition."),
        ),
        *_track(act, _("Publication en ligne"), act.published_on, publication),
    ]
    if act.published_by_name or act.published_by_quality:
        who = ", ".join(part for part in (act.published_by_name, act.published_by_quality) if part)
        facts.append(Fact(_("Auteur mentionné"), who))
    if act.published_slug:
        url = reverse("public:act", args=[act.published_slug])
        facts.append(Fact(_("Page publique"), Link(_("Lire l'acte en ligne"), url), _("Son adresse ne change pas.")))
    return facts


def _track(act: Deliberation, label: str, done_on: date | None, target: rules.Target | None) -> list[Fact]:
    status = standing.track_status(target, is_done=done_on is not None, is_past_entry=act.is_past_entry)
    facts = [Fact(label, status)]
    if done_on is not None:
        facts.append(Fact(_("Le"), day(done_on)))
    if target is not None:
        facts.append(Fact(_("Objectif de la collectivité"), day(target.due_on), _(rules.SOURCES[rules.TARGET])))
    return facts


def deadline_facts(act: Deliberation) -> list[Fact]:
    """The dates that follow, each with its legal source."""
    if act.state not in states.WAS_ADOPTED:
        return []
    dates = act.deadlines
    waiting = Status("waiting", _("Dates à compléter") if act.is_past_entry else _("À venir"))
    held = dates.referral_source == rules.REFERRAL_WAITS
    referral = Status("waiting", _("Suspendu")) if held else day(dates.prefect_referral_ends_on)
    return [
        Fact(
            _("Exécutoire le"),
            day(dates.executory_on) if dates.executory_on else _never(act) or waiting,
            _(rules.SOURCES[rules.EXECUTORY]),
        ),
        Fact(_("Recours des tiers jusqu'au"), day(dates.third_party_appeal_ends_on), _(rules.SOURCES[rules.APPEAL])),
        Fact(_("Déféré du préfet jusqu'au"), referral, _(rules.SOURCES[dates.referral_source])),
        Fact(_("En ligne au moins jusqu'au"), day(dates.online_until), _(rules.SOURCES[rules.ONLINE])),
    ]


def _never(act: Deliberation) -> Status | None:
    return Status("neutral", _("Jamais")) if act.state in states.ENDED else None


def text_facts(request: SchemeRequest, act: Deliberation) -> list[Fact]:
    """The convention or amendment that the act authorises; a guest reads its name and cannot open it."""
    facts = []
    for text in grants.texts_under(act.pk):
        if isinstance(text, Amendment):
            name = _("Avenant n° %(number)s") % {"number": text.number}
            url = here(request, "authority:amendment", text.pk)
        else:
            name = _("Convention n° %(number)s") % {"number": text.number}
            url = here(request, "authority:convention")
        facts.append(Fact(_("Autorise la signature de"), name if is_guest(request) else Link(name, url)))
    return facts


def tables(request: SchemeRequest, act: Deliberation) -> list[Table]:
    """What came with the act; a part that has nothing is shown only where something is awaited."""
    found = [opinions(act)] if act.opinions.all() or act.state in states.UNDECIDED else []
    if act.group_votes.all():
        found.append(groups(act))
    if act.earlier_acts.all():
        found.append(earlier_acts(request, act))
    found.append(annexes(request, act))
    if act.answers.all():
        found.append(answers(act))
    return found


def opinions(act: Deliberation) -> Table:
    """What the commissions said."""
    return Table(
        caption=_("Avis des commissions"),
        columns=[Column(_("Commission")), Column(_("Date"), "day"), Column(_("Avis")), Column(_("Remarques"))],
        rows=[
            Row(
                [
                    one.commission,
                    one.given_on,
                    Status("done", _("Favorable")) if one.favourable else Status("late", _("Défavorable")),
                    one.remarks,
                ]
            )
            for one in act.opinions.all()
        ],
        empty=Empty(_("Aucun avis n'est enregistré."), _("Les commissions se prononcent avant la réunion.")),
    )


def groups(act: Deliberation) -> Table:
    """The vote by group: a dash where the act does not count it."""
    rows = list(act.group_votes.all())
    counted = all(one.count.is_counted for one in rows)
    vote = act.vote
    totals = ["", "", vote.votes_for, vote.votes_against, vote.votes_abstention] if vote and counted else []
    return Table(
        caption=_("Vote par groupe"),
        columns=[
            Column(_("Groupe")),
            Column(_("A voté")),
            Column(_("Pour"), "number"),
            Column(_("Contre"), "number"),
            Column(_("Abstention"), "number"),
        ],
        rows=[
            Row(
                [
                    one.group,
                    _(states.SIDES[one.side]) if one.side else "",
                    one.votes_for,
                    one.votes_against,
                    one.votes_abstention,
                ]
            )
            for one in rows
        ],
        empty=Empty(_("L'acte ne donne pas le vote des groupes.")),
        totals=totals,
    )


def earlier_acts(request: SchemeRequest, act: Deliberation) -> Table:
    """The acts on which this one builds; each opens its page where the software has it."""
    return Table(
        caption=_("Actes antérieurs"),
        columns=[Column(_("Numéro")), Column(_("Date"), "day"), Column(_("Assemblée")), Column(_("Objet"))],
        rows=[
            Row(
                [code(one.number), one.held_on, one.assembly, one.title],
                url=here(request, "authority:deliberation", one.act_id) if one.act_id else "",
            )
            for one in act.earlier_acts.all()
        ],
        empty=Empty(_("Aucun acte antérieur n'est indiqué.")),
    )


def annexes(request: SchemeRequest, act: Deliberation) -> Table:
    """The files joined to the act; they may be taken away until it is transmitted or put online."""
    may_remove = keeps(request) and act.are_annexes_open
    return Table(
        caption=_("Annexes"),
        columns=[
            Column(_("Titre")),
            Column(_("Fichier")),
            Column(_("Empreinte"), "code"),
            *([Column(_("Retirer"))] if may_remove else []),
        ],
        rows=[
            Row(
                [
                    one.title,
                    one.file_name,
                    one.sha256[:12],
                    *([Link(_("Retirer"), here(request, "authority:remove_annex", one.pk))] if may_remove else []),
                ],
                url=here(request, "authority:act_annex", one.pk),
            )
            for one in act.annexes.all()
        ],
        empty=Empty(_("Aucune annexe n'est jointe.")),
    )


def answers(act: Deliberation) -> Table:
    """What passed between the prefect and the authority."""
    return Table(
        caption=_("Échanges avec le préfet"),
        columns=[Column(_("Nature")), Column(_("Jour"), "day"), Column(_("Référence")), Column(_("Texte"))],
        rows=[Row([_(states.PREFECT_ANSWERS[one.kind]), one.on, one.reference, one.text]) for one in act.answers.all()],
        empty=Empty(_("Aucun courrier du préfet n'est enregistré.")),
    )


def warnings(found: Sequence[Gap]) -> list[tuple[Status, str]]:
    """What an act entered with its history lacks, or what does not fit in it."""
    return [
        (
            Status("late", _("Contradiction")) if gap.grade == CONTRADICTION else Status("waiting", _("Manque")),
            _(gap.words),
        )
        for gap in found
    ]
