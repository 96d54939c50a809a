"""What the pass of the scheme say: the version in use, those before it, and a new one."""

from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from quitus.domain.audit import queries as audit
from quitus.domain.organisations.roles import MANAGER
from quitus.domain.printing import queries, rules
from quitus.domain.printing.models import PrintDesign
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.components import Column, Empty, Fact, Link, Row, Status, Table, number
from quitus.interfaces.web.layout.doing import carry_out, sent
from quitus.interfaces.web.layout.forms import CountField
from quitus.interfaces.web.layout.pages import show_detail, show_form
from quitus.interfaces.web.layout.threads import thread
from quitus.kernel.actors import Actor
from quitus.usecases import printing
from quitus.usecases.printing.looks import Draft

REFUSED = {"design_too_long": "where", "public_label_printed": "what_it_is"}


class DesignForm(forms.Form):
    """The texts of a design, cleaned to those of `Draft`."""

    title = forms.CharField(label=gettext_lazy("Titre du pass"), max_length=24)
    what_it_is = forms.CharField(
        label=gettext_lazy("Ce que c'est"), max_length=600, widget=forms.Textarea(attrs={"rows": 3})
    )
    sentence_1 = forms.CharField(
        label=gettext_lazy("Comment l'utiliser : phrase 1"),
        max_length=160,
        help_text=gettext_lazy("Quatre phrases simples, une action dans chacune. Pas de sigle."),
    )
    sentence_2 = forms.CharField(label=gettext_lazy("Phrase 2"), max_length=160)
    sentence_3 = forms.CharField(label=gettext_lazy("Phrase 3"), max_length=160)
    sentence_4 = forms.CharField(label=gettext_lazy("Phrase 4"), max_length=160)
    where = forms.CharField(
        label=gettext_lazy("Où l'utiliser"),
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Où trouver la liste des lieux : une adresse, un site, un accueil."),
    )
    phone = forms.CharField(label=gettext_lazy("Téléphone"), max_length=40)
    phone_hours = forms.CharField(
        label=gettext_lazy("Jours et heures du téléphone"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("Par exemple : du lundi au vendredi, de 9 h à 17 h."),
    )
    kept_days = CountField(
        label=gettext_lazy("Jours de garde des fichiers après la livraison"),
        max_value=90,
        help_text=gettext_lazy("Les fichiers contiennent des codes qui valent de l'argent : 0 les efface au plus tôt."),
    )

    def clean(self) -> dict[str, Any]:
        """The four sentences together."""
        said = super().clean() or {}
        how = tuple(said.pop(f"sentence_{rank}", "") for rank in range(1, rules.SENTENCES + 1))
        return said | {"how_to": how}


def _initial(draft: Draft) -> dict[str, object]:
    sentences = {f"sentence_{rank}": sentence for rank, sentence in enumerate(draft.how_to, 1)}
    return {**vars(draft), **sentences}


@page(audience="authority", roles=(MANAGER,))
@require_GET
def design(request: SchemeRequest) -> HttpResponse:
    """What is printed on the pass and their letter, in its versions."""
    versions = list(queries.designs())
    current = versions[0] if versions else None
    write = Link(
        _("Modifier le modèle") if current else _("Écrire le modèle"), here(request, "authority:write_print_design")
    )
    seen = Link(_("Voir un exemple (PDF)"), here(request, "authority:preview_print_design"), icon="file-text")
    stands = Status("done", _("En usage")) if current else Status("waiting", _("À écrire"))
    return show_detail(
        request,
        title=_("Modèle d'impression des pass"),
        lead=_("Ce que disent les pass, la couverture et la lettre. Aucun texte n'y dit à quel public on appartient."),
        back=Link(_("Commandes"), here(request, "authority:orders")),
        status=stands,
        actions=[Link(write.label, write.url, "primary"), *([seen] if current else [])],
        facts=_facts(current) if current else [],
        thread=thread(audit.thread("print_design", "pass"), stands=stands),
        tables=[_versions(versions)],
    )


def _facts(one: PrintDesign) -> list[Fact]:
    return [
        Fact(_("Version"), one.version),
        Fact(_("Titre du pass"), one.title),
        Fact(_("Ce que c'est"), one.what_it_is),
        *(Fact(_("Phrase %(rank)s") % {"rank": rank}, sentence) for rank, sentence in enumerate(one.how_to, 1)),
        Fact(_("Où l'utiliser"), one.where),
        Fact(_("Téléphone"), one.phone, one.phone_hours),
        Fact(_("Logo"), _("Celui de la collectivité") if one.logo_sha256 else _("Aucun : le nom est écrit")),
        Fact(_("Jours de garde des fichiers"), number(one.kept_days), _("après la livraison comptée")),
    ]


def _versions(versions: list[PrintDesign]) -> Table:
    return Table(
        caption=_("Versions"),
        columns=[
            Column(_("Version"), "number"),
            Column(_("Du"), "day"),
            Column(_("Par")),
            Column(_("Titre")),
            Column(_("Téléphone")),
        ],
        rows=[Row([one.version, one.made_on, one.made_by, one.title, one.phone]) for one in versions],
        empty=Empty(
            _("Rien n'est encore écrit."), _("Un modèle tout prêt vous est proposé : il reste à y mettre un téléphone.")
        ),
    )


@page(audience="authority", roles=(MANAGER,))
def write_design(request: SchemeRequest) -> HttpResponse:
    """Write a new version, from the one in use or from one that is proposed."""
    current = queries.current_design()
    authority = request.membership.scheme.authority
    draft = printing.draft_of(current) if current else printing.worded(authority.short_name)
    form = DesignForm(sent(request), initial=_initial(draft))
    to = here(request, "authority:print_design")
    return carry_out(
        request, form, _save, done=_("Le modèle est enregistré. Voyez-en un exemple."), to=to, refused=REFUSED
    ) or show_form(
        request,
        title=_("Écrire le modèle d'impression"),
        lead=_("Le logo et la couleur sont ceux de la collectivité. Les épreuves déjà approuvées ne changent pas."),
        form=form,
        submit=_("Enregistrer le modèle"),
        back=Link(_("Modèle d'impression"), to),
    )


def _save(*, by: Actor, **texts: Any) -> PrintDesign:
    return printing.save_design(by=by, draft=Draft(**texts))


@page(audience="authority", roles=(MANAGER,))
@require_GET
def preview(request: SchemeRequest) -> HttpResponse:
    """A booklet as the version in use makes it, with codes that are worth nothing."""
    current = queries.current_design()
    if current is None:
        raise Http404
    content = printing.preview(printing.draft_of(current))
    return HttpResponse(
        content, content_type="application/pdf", headers={"Content-Disposition": 'inline; filename="exemple.pdf"'}
    )
