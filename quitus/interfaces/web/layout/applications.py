"""An application as who applies and who decides both read it."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from quitus.domain.venues import asking, files, national, rules, states
from quitus.domain.venues.models import Appeal, Application, ApplicationFile
from quitus.domain.venues.queries import services
from quitus.interfaces.web.layout.components import Column, Empty, Fact, Link, Row, Status, Table, Tone, siret
from quitus.interfaces.web.layout.words import day, euros

TONES: dict[str, Tone] = {
    states.ACCEPTED: "done",
    states.JOINED: "done",
    states.REFUSED: "late",
    states.COMPLETION_ASKED: "late",
    states.WITHDRAWN: "neutral",
    states.DRAFT: "neutral",
}
APPEAL_TONES: dict[str, Tone] = {states.LODGED: "waiting", states.GRANTED: "done", states.DISMISSED: "neutral"}
UrlOf = Callable[[ApplicationFile], str]


def application_status(application: Application) -> Status:
    """Where an application stands."""
    return Status(TONES.get(application.state, "waiting"), _(states.APPLICATION_LABELS[application.state]))


def application_facts(application: Application, joined: Mapping[str, ApplicationFile], url_of: UrlOf) -> list[Fact]:
    """Everything an application says, venues and answers apart."""
    content = application.content
    structure, bank, regie = (content.get(part, {}) for part in (asking.STRUCTURE, asking.BANK, asking.REGIE))
    place = " ".join(filter(None, (structure.get("postcode"), structure.get("commune"))))
    facts = [
        Fact(_("SIRET"), siret(application.siret)),
        Fact(_("Candidature de"), application.applicant.full_name, note=application.applicant.email),
        Fact(_("Adresse"), ", ".join(filter(None, (structure.get("address"), place)))),
        Fact(_("Personne à joindre"), structure.get("contact_name"), note=structure.get("contact_phone", "")),
    ]
    if structure.get("website"):
        facts.append(Fact(_("Site web"), structure["website"]))
    iban = rules.masked(bank["iban"]) if bank else None
    facts += [
        Fact(_("Compte bancaire"), iban, note=bank.get("holder_name", "")),
        Fact(_("Relevé d'identité bancaire"), _file(joined, asking.BANK_PROOF, url_of)),
    ]
    if asking.is_public(content):
        facts += [
            Fact(_("Régie de recettes"), regie.get("reference")),
            Fact(_("Acte de la régie"), _file(joined, asking.REGIE_ACT, url_of)),
        ]
    accepted = content.get(asking.CHARTER)
    if accepted:
        who = ", ".join((accepted["accepted_by"], accepted["quality"]))
        facts.append(Fact(_("Charte acceptée le"), _day(accepted["accepted_on"]), note=who))
    return facts


def _day(text: str) -> str:
    return day(date.fromisoformat(text))


def _file(joined: Mapping[str, ApplicationFile], purpose: str, url_of: UrlOf) -> Link | None:
    file = joined.get(purpose)
    return Link(file.file_name, url_of(file), "link") if file else None


def places_table(application: Application, more: Callable[[int], list[Link]] | None = None) -> Table:
    """The venues of an application with their services; `more` gives what may be done to each."""
    labels = {one.code: _(one.label) for one in services()}
    columns = [Column(_("Lieu")), Column(_("Accueil")), Column(_("Services"))]
    return Table(
        caption=_("Les lieux"),
        columns=[*columns, *([Column(_("Modifier")), Column(_("Ajouter"))] if more else [])],
        rows=[
            Row([_place(place), _reception(place), _offers(place, labels), *(more(rank) if more else [])])
            for rank, place in enumerate(application.content.get(asking.VENUES, []))
        ],
        empty=Empty(_("Aucun lieu pour l'instant."), _("Ajoutez le lieu où la structure reçoit le public.")),
    )


def _place(place: Mapping[str, Any]) -> str:
    kinds = [_("mobile")] * place["is_mobile"] + [_("public")] * place["is_public"]
    address = " ".join(filter(None, (place["address"], place["postcode"], place["commune"])))
    return f"{place['name']} ({', '.join(kinds)}), {address}" if kinds else f"{place['name']}, {address}"


def _reception(place: Mapping[str, Any]) -> str:
    told = [_(national.ACCESSIBILITY[code]) for code in place["accessibility"]]
    if place["companion"]:
        told.append(_("Un accompagnant peut rester pendant le service"))
    return ". ".join([*told, place["reception"]])


def _offers(place: Mapping[str, Any], labels: Mapping[str, str]) -> str | None:
    return " ; ".join(offer_words(one, labels) for one in place["offers"]) or None


def offer_words(one: Mapping[str, Any], labels: Mapping[str, str]) -> str:
    """A service on its terms, in a line."""
    price = _("gratuit") if one["price_cents"] == 0 else euros(one["price_cents"])
    terms = [_("%(count)s min") % {"count": one["duration_minutes"]}, price]
    terms += [_(national.LANGUAGES[code]) for code in one["languages"]]
    terms += [_(national.PUBLICS[code]) for code in one["publics"]]
    return f"{labels.get(one['service_code'], one['service_code'])} ({', '.join(terms)})"


def answers_table(application: Application, joined: Mapping[str, ApplicationFile], url_of: UrlOf) -> Table | None:
    """The questions of the version, and what was answered; none where nothing was asked."""
    version = application.version
    questions = list(version.questions.order_by("rank")) if version else []
    answers = application.content.get(asking.ANSWERS, {})

    def said(key: int, kind: str) -> object:
        value = answers.get(str(key))
        if kind == asking.FILE:
            return _file(joined, asking.purpose_of(key), url_of)
        if kind == asking.YES_NO and value:
            return _("Oui") if value == "yes" else _("Non")
        return ", ".join(value) if isinstance(value, list) else value

    return (
        Table(
            caption=_("Réponses aux questions"),
            columns=[Column(_("Question")), Column(_("Réponse"))],
            rows=[Row([one.label, said(one.pk, one.kind) or None]) for one in questions],
            empty=Empty(_("Aucune question.")),
        )
        if questions
        else None
    )


def appeals_table(appeals: Sequence[Appeal], url_of: Callable[[Appeal], str]) -> Table:
    """Appeals and their answers."""
    return Table(
        caption=_("Recours"),
        columns=[Column(_("Déposé le"), "day"), Column(_("Motif du recours")), Column(_("Réponse")), Column(_("État"))],
        rows=[
            Row(
                [
                    one.lodged_on,
                    one.text,
                    one.answer or None,
                    Status(APPEAL_TONES[one.state], _(states.APPEAL_LABELS[one.state])),
                ],
                url=url_of(one),
            )
            for one in appeals
        ],
        empty=Empty(_("Aucun recours.")),
    )


def checklist_table(lines: Sequence[files.CheckLine], more: Callable[[files.CheckLine], Link | None] | None) -> Table:
    """The checklist of a file: what is met, who saw it and when; `more` gives what may be done to a line."""

    def row(line: files.CheckLine) -> Row:
        met = Status("done", _("Oui")) if line.is_met else Status("waiting", _("Pas encore"))
        who = _("%(name)s, le %(day)s") % {"name": line.ticked_by, "day": day(line.ticked_on)} if line.ticked_on else ""
        label = _(line.label) if line.code else line.label
        needed = _("obligatoire") if line.is_required else _("facultatif")
        return Row([label, needed, met, who or None, *([more(line)] if more else [])])

    return Table(
        caption=_("Grille d'examen"),
        columns=[
            Column(_("Critère")),
            Column(_("Exigence")),
            Column(_("Rempli")),
            Column(_("Constaté par")),
            *([Column(_("Cocher"))] if more else []),
        ],
        rows=[row(line) for line in lines],
        empty=Empty(_("Aucun critère.")),
    )
