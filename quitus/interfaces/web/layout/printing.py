"""Proofs and print runs as they are told, whoever reads: their states, facts, registers, and what one asks for."""

from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from quitus.domain.printing import queries, states
from quitus.domain.printing.models import PrintPart, PrintRun, Proof
from quitus.domain.vouchers import rules
from quitus.domain.vouchers.models import Order
from quitus.interfaces.web.layout.components import Column, Empty, Fact, Figure, Row, Status, Table, Tone, code, moment
from quitus.interfaces.web.layout.components import number as counted
from quitus.interfaces.web.layout.components import share as shared
from quitus.interfaces.web.layout.forms import offer, read_range
from quitus.interfaces.web.layout.words import count
from quitus.kernel.ranges import NumberRange

PROOF_TONES: dict[str, Tone] = {states.MADE: "waiting", states.APPROVED: "done", states.REFUSED: "late"}
RUN_TONES: dict[str, Tone] = {
    states.ASKED: "waiting",
    states.MAKING: "waiting",
    states.READY: "done",
    states.STOPPED: "late",
    states.ERASED: "neutral",
}
RUN_REFUSALS = {
    "print_range_not_of_the_order": "booklets",
    "booklets_are_printed_whole": "booklets",
    "one_pass_alone": "place",
    "some_cancelled": "booklets",
    "delivered_already": "reason",
    "printed_already": "reason",
}
"""Under which field a run that may not be asked is refused."""


def proof_status(one: Proof) -> Status:
    """Where a proof stands."""
    return Status(PROOF_TONES[one.state], _(states.PROOF_LABELS[one.state]))


def run_status(one: PrintRun) -> Status:
    """Where a run stands."""
    return Status(RUN_TONES[one.state], _(states.RUN_LABELS[one.state]))


def proofs_table(proofs: Sequence[Proof], url: Callable[[Proof], str], advice: str) -> Table:
    """The proofs of an order, latest first."""
    return Table(
        caption=_("Épreuves"),
        columns=[
            Column(_("Épreuve"), "number"),
            Column(_("Faite le"), "day"),
            Column(_("Par")),
            Column(_("Où elle en est")),
            Column(_("Décidée le"), "day"),
            Column(_("Au nom de")),
        ],
        rows=[
            Row(
                [
                    one.rank,
                    one.made_on,
                    one.made_by,
                    proof_status(one),
                    one.decided_on,
                    one.approved_name or one.reason,
                ],
                url(one),
            )
            for one in proofs
        ],
        empty=Empty(_("Aucune épreuve de cette commande."), advice),
    )


def proof_facts(one: Proof) -> list[Fact]:
    """What is known of a proof."""
    facts = [
        Fact(_("Faite le"), one.made_on, one.made_by),
        Fact(_("Modèle"), _("Version %(version)s") % {"version": one.design.version}),
        Fact(_("Empreinte du PDF"), code(one.pdf_sha256), _("SHA-256 : elle prouve que le fichier est celui-ci.")),
    ]
    if one.state == states.APPROVED:
        facts.insert(0, Fact(_("Approuvée au nom de"), one.approved_name))
        facts.insert(1, Fact(_("Approuvée le"), one.decided_on, one.decided_by))
    if one.state == states.REFUSED:
        facts.insert(0, Fact(_("Refusée le"), one.decided_on, one.decided_by))
        facts.insert(1, Fact(_("Pourquoi"), one.reason))
    return facts


def runs_table(runs: Sequence[PrintRun], url: Callable[[PrintRun], str], advice: str) -> Table:
    """The runs of an order, latest first; each has `made_count`."""
    return Table(
        caption=_("Impressions"),
        columns=[
            Column(_("Impression")),
            Column(_("Carnets")),
            Column(_("Pass"), "number"),
            Column(_("Demandée le"), "day"),
            Column(_("Par")),
            Column(_("Parties prêtes")),
            Column(_("Où elle en est")),
        ],
        rows=[
            Row(
                [
                    _(states.KIND_LABELS[one.kind]),
                    booklets_of(one.order, one.range),
                    one.range.count,
                    one.asked_on,
                    one.asked_by,
                    f"{count(one.made_count)} / {count(one.parts_total)}",  # type: ignore[attr-defined]
                    run_status(one),
                ],
                url(one),
            )
            for one in runs
        ],
        empty=Empty(_("Rien n'a encore été imprimé de cette commande."), advice),
    )


def booklets_of(order: Order, numbers: NumberRange) -> str:
    """« 12 » or « 1 à 200 »."""
    first, last = (rules.booklet_of(one, order.booklet_size) for one in (numbers.first, numbers.last))
    return str(first) if first == last else _("%(first)s à %(last)s") % {"first": first, "last": last}


def run_facts(one: PrintRun) -> list[Fact]:
    """What is known of a run."""
    facts = [
        Fact(_("Quoi"), _(states.KIND_LABELS[one.kind])),
        Fact(_("Carnets"), booklets_of(one.order, one.range)),
        Fact(_("Demandée le"), one.asked_on, one.asked_by),
    ]
    if one.design:
        facts.append(Fact(_("Modèle"), _("Version %(version)s") % {"version": one.design.version}))
    if one.reason:
        facts.append(Fact(_("Pourquoi de nouveau"), one.reason))
    if one.state == states.STOPPED:
        facts.append(Fact(_("Pourquoi elle est arrêtée"), one.stopped_because))
    if one.ready_at:
        facts.append(Fact(_("Prête depuis"), moment(one.ready_at)))
    if one.erased_at:
        facts.append(Fact(_("Fichiers effacés"), moment(one.erased_at)))
    return facts


def progress_figures(one: PrintRun) -> list[Figure]:
    """How far a run is."""
    progress = queries.progress(one)
    return [
        Figure(shared(progress.parts * 1000 // progress.parts_total), _("prêt")),
        Figure(counted(progress.pass_count), _("pass imprimés")),
        Figure(
            f"{count(progress.parts)} / {count(progress.parts_total)}", _("parties"), note=filesizeformat(progress.size)
        ),
    ]


def progress_words(one: PrintRun) -> str:
    """What the page of a run under way says of it, and reads out when it changes; nothing once it moves no more."""
    if one.state not in states.UNDER_WAY:
        return ""
    made = queries.progress(one).parts
    if not made:
        return _("L'impression est en préparation.")
    words = ngettext("%(made)s partie prête sur %(total)s.", "%(made)s parties prêtes sur %(total)s.", made)
    return words % {"made": count(made), "total": count(one.parts_total)}


def parts_table(one: PrintRun, parts: Sequence[PrintPart], url: Callable[[PrintPart], str] | None) -> Table:
    """The files of a run; `url` leads to each for whoever may take it."""
    return Table(
        caption=_("Fichiers"),
        columns=[
            Column(_("Partie")),
            Column(_("Carnets")),
            Column(_("Pass"), "number"),
            Column(_("Pages"), "number"),
            Column(_("Taille")),
            Column(_("Empreinte"), "code"),
        ],
        rows=[
            Row(
                [
                    _("Partie %(rank)s") % {"rank": part.rank},
                    booklets_of(one.order, part.range),
                    part.range.count,
                    part.pages or None,
                    filesizeformat(part.size),
                    f"{part.sha256[:12]}…",
                ],
                url(part) if url else "",
            )
            for part in parts
        ],
        empty=Empty(
            _("Aucune partie n'est encore prête."),
            _("Elles arrivent ici l'une après l'autre."),
        ),
    )


class RunForm(forms.Form):
    """What to print, which booklets, and why where it is not the first time; cleaned to `kind`, `numbers`, `reason`."""

    kind = forms.ChoiceField(label=gettext_lazy("Quoi imprimer"), widget=forms.RadioSelect)
    booklets = forms.CharField(
        label=gettext_lazy("Carnets"),
        required=False,
        help_text=gettext_lazy("Laissez vide pour tous. Sinon les numéros de carnets, par exemple 12 ou 1-200."),
    )
    place = forms.IntegerField(
        label=gettext_lazy("Pass dans le carnet"),
        required=False,
        min_value=1,
        help_text=gettext_lazy("Seulement pour un pass seul : sa place dans le carnet, à partir de 1."),
    )
    reason = forms.CharField(
        label=gettext_lazy("Pourquoi de nouveau"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("À remplir si ces pass ont déjà été imprimés, ou si la commande est livrée."),
    )

    def __init__(self, *args: Any, order: Order, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order = order
        offer(self, "kind", [(kind, _(label)) for kind, label in states.KIND_LABELS.items()])
        self.initial.setdefault("kind", states.BOOKLETS)

    def clean_booklets(self) -> NumberRange | None:
        """The booklets asked for, as a range."""
        typed = self.cleaned_data["booklets"].strip()
        if not typed:
            return None
        asked = read_range(typed)
        if not 1 <= asked.first <= asked.last <= self.order.quantity // self.order.booklet_size:
            most = self.order.quantity // self.order.booklet_size
            raise forms.ValidationError(_("Les carnets de cette commande vont de 1 à %(most)s.") % {"most": most})
        return asked

    def clean(self) -> dict[str, Any]:
        """The pass themselves."""
        said = super().clean() or {}
        asked, place, size = said.pop("booklets", None), said.pop("place", None), self.order.booklet_size
        if said.get("kind") == states.REPLACEMENT and (asked is None or asked.count != 1 or place is None):
            self.add_error("place", _("Pour un pass seul, indiquez un carnet et la place du pass."))
        elif said.get("kind") != states.REPLACEMENT and place is not None:
            self.add_error("place", _("Laissez vide : la place ne sert que pour un pass seul."))
        elif place is not None and place > size:
            self.add_error("place", _("Un carnet de cette commande a %(size)s pass.") % {"size": size})
        said["numbers"] = self._numbers(asked, place)
        return said

    def _numbers(self, asked: NumberRange | None, place: int | None) -> NumberRange | None:
        if asked is None or self.order.series is None:
            return None
        first, last = (
            rules.booklet_range(self.order.series, booklet, self.order.booklet_size)
            for booklet in (asked.first, asked.last)
        )
        if place is not None:
            return NumberRange(first.first + place - 1, first.first + place - 1)
        return NumberRange(first.first, last.last)
