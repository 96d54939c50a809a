"""Opinions on pass issued by the authority itself, as the authority and its accountant read them."""

from collections.abc import Callable, Sequence

from django.utils.translation import gettext as _

from quitus.domain.vouchers.models import LegalOpinion
from quitus.interfaces.web.layout.components import Column, Empty, Fact, Link, Next, Row, Status, Table


def lead() -> str:
    """What the law leaves open, and what the software asks for."""
    return _(
        "[?] en droit : aucun texte ne dit clairement qu'une collectivité peut émettre elle-même ses pass. "
        "Il faut ici un avis juridique favorable, gardé avec son fichier, et l'accord du comptable public."
    )


def awaits_assent(one: LegalOpinion) -> bool:
    """Whether the accountant may assent to it."""
    return one.is_favourable and one.assent_on is None


def opinion_status(one: LegalOpinion) -> Status:
    """Where an opinion stands."""
    if not one.is_favourable:
        return Status("late", _("Défavorable"))
    return Status("done", _("Accord donné")) if one.assent_on else Status("waiting", _("Accord attendu"))


def opinion_facts(one: LegalOpinion) -> list[Fact]:
    """What it says."""
    facts = [
        Fact(_("Référence"), one.reference),
        Fact(_("Auteur"), one.author),
        Fact(_("Date de l'avis"), one.given_on),
        Fact(_("Conclusion"), _("Favorable") if one.is_favourable else _("Défavorable")),
        Fact(_("Fichier"), one.file_name, _("empreinte %(hash)s…") % {"hash": one.sha256[:12]}),
    ]
    if one.note:
        facts.insert(4, Fact(_("Ce qu'il demande"), one.note))
    if one.assent_on:
        facts.append(Fact(_("Accord du comptable"), one.assent_on, one.assent_by))
    return facts


def opinion_coming(one: LegalOpinion) -> list[Next]:
    """The accountant's assent, while it is awaited."""
    return [Next(_("Donner son accord"), _("le comptable public"))] if awaits_assent(one) else []


def opinions_table(
    opinions: Sequence[LegalOpinion], *, url: Callable[[LegalOpinion], str], link: Link | None = None
) -> Table:
    """A list of opinions; `url` gives the page that each opens."""
    return Table(
        caption=_("Avis juridiques"),
        columns=[Column(_("Avis")), Column(_("Auteur")), Column(_("Date"), "day"), Column(_("Où il en est"))],
        rows=[Row([one.reference, one.author, one.given_on, opinion_status(one)], url=url(one)) for one in opinions],
        empty=Empty(
            _("Aucun avis pour l'instant."),
            _("Une commande émise par la collectivité ne se confirme pas sans avis ni accord."),
            link,
        ),
    )
