"""Two pages: the file to read, then what was read in it, decided value by value. Between them nothing is saved."""

from collections import Counter

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from quitus.domain.acts.reading.confidence import LIKELY
from quitus.domain.organisations.roles import MANAGER
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.authority.acts.doors import KEEPERS
from quitus.interfaces.web.authority.reading.forms import ChoiceForm, FileForm
from quitus.interfaces.web.authority.reading.proposals import Proposal, proposals_of, sign, that_fit, unsign
from quitus.interfaces.web.layout import words
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.components import Fact, Link, number
from quitus.interfaces.web.layout.doing import sent
from quitus.interfaces.web.layout.forms import refusals_on
from quitus.interfaces.web.layout.pages import show_form
from quitus.usecases.take_in_act import ReadAct, TakenIn, read_file, read_text, take_in_act

KINDS = {"pdf": "PDF", "odt": "ODT", "docx": "DOCX"}


@page(audience="authority", roles=KEEPERS)
def read_act(request: SchemeRequest) -> HttpResponse:
    """The file to read; when it was sent, what was read in it."""
    form = FileForm(sent(request), request.FILES if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            return _propose(request, form)
    return show_form(
        request,
        title=_("Lire un acte"),
        lead=_("Le texte est lu, vous décidez de chaque valeur. Rien n'est enregistré avant."),
        form=form,
        submit=_("Lire l'acte"),
        back=_back(request),
    )


@page(audience="authority", roles=KEEPERS)
@require_POST
def take_in(request: SchemeRequest) -> HttpResponse:
    """What was decided on each value: the act is entered, and what could not be is said."""
    found = unsign(request.POST.get("signed", ""), request.membership.scheme.pk)
    form = ChoiceForm(found, request.POST)
    if form.is_valid():
        with refusals_on(form, number_already_used="number", article_numbered_twice="decision"):
            taken = take_in_act(
                by=request.actor, authority_id=request.membership.scheme.authority_id, told=form.confirmed()
            )
            _tell(request, taken)
            return redirect(here(request, "authority:deliberation", taken.deliberation.pk))
    return _show_choice(request, form, [])


def _propose(request: SchemeRequest, form: FileForm) -> HttpResponse:
    """The second page, from what was sent to the first; refusals of the reading stand on the first."""
    file = form.cleaned_data["file"]
    found = read_file(file.read()) if file else read_text(form.cleaned_data["text"])
    proposed, left_out = that_fit(proposals_of(found))
    choice = ChoiceForm(proposed, initial={"signed": sign(proposed, request.membership.scheme.pk)})
    return _show_choice(request, choice, [*_facts(found, proposed), *_left_out(left_out)])


def _show_choice(request: SchemeRequest, form: ChoiceForm, facts: list[Fact]) -> HttpResponse:
    return show_form(
        request,
        title=_("Ce qui a été lu"),
        lead=_("Gardez, corrigez ou écartez chaque valeur. Rien n'est enregistré avant le bouton du bas."),
        facts=facts,
        form=form,
        submit=_("Enregistrer l'acte"),
        back=Link(_("Lire un autre fichier"), here(request, "authority:read_act")),
        template="authority/reading/choice.html",
        statements=here(request, "authority:proposed_text_statements") if request.actor.role == MANAGER else "",
        target=here(request, "authority:take_in_act"),
    )


def _facts(found: ReadAct, proposed: list[Proposal]) -> list[Fact]:
    """What was read, what could not be, and what to look at first."""
    facts = [Fact(_("Lignes lues"), number(len(found.source.lines)), KINDS.get(found.source.kind, _("Texte")))]
    if found.source.pages_without_text:
        missing = found.source.pages_without_text
        unread = ngettext("%(count)s page sans texte", "%(count)s pages sans texte", missing) % {"count": missing}
        facts.append(
            Fact(_("Non lues"), unread, _("Elles sont sans doute numérisées : ce qu'elles disent manque ici."))
        )
    doubtful = [one for one in proposed if one.is_found and one.confidence < LIKELY]
    if doubtful:
        told = ", ".join(dict.fromkeys(one.label for one in doubtful))
        facts.append(Fact(_("À vérifier d'abord"), number(len(doubtful)), told))
    return facts


def _left_out(proposals: list[Proposal]) -> list[Fact]:
    """How many values the page does not ask about, since it has no room for them, and of what."""
    if not proposals:
        return []
    counts = Counter(one.label for one in proposals)
    told = ", ".join(f"{label} ({words.count(count)})" for label, count in counts.items())
    said = _("Une page ne peut pas tout proposer : %(told)s. Ces valeurs ne seront pas enregistrées.") % {"told": told}
    return [Fact(_("Laissées de côté"), number(len(proposals)), said)]


def _tell(request: SchemeRequest, taken: TakenIn) -> None:
    messages.success(request, _("L'acte est enregistré. Sa page dit ce qui manque."))
    for one in taken.left_out:
        said = _(one.sentence)
        messages.warning(request, f"{one.about} – {said}" if one.about else said)


def _back(request: SchemeRequest) -> Link:
    return Link(_("Actes"), here(request, "authority:acts"))
