"""Forms of stock, referrals and hand-outs."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from quitus.domain.distribution import catalogue, queries
from quitus.domain.distribution.errors import NotFarFromDigital
from quitus.domain.distribution.models import DistributionPoint
from quitus.domain.distribution.operations import Person
from quitus.domain.grants import queries as grants
from quitus.domain.vouchers import queries as vouchers
from quitus.domain.vouchers import rules
from quitus.domain.vouchers.models import Order
from quitus.interfaces.web.layout.forms import DayField
from quitus.interfaces.web.layout.words import sentence
from quitus.kernel.clock import today
from quitus.kernel.ranges import NumberRange
from quitus.kernel.refusals import Refusal

NOT_FAR = "none"


class PostingForm(forms.Form):
    """Whether the pass are sent home, asked where the act of the régie allows it."""

    posted_home = forms.BooleanField(
        label=_("Envoyés à domicile par la poste"),
        required=False,
        help_text=_("Cochez si la personne ne vient pas les chercher."),
    )

    def keep_posting(self, *, allowed: bool) -> None:
        """Ask only where it is allowed."""
        if not allowed:
            del self.fields["posted_home"]


class ProposedForm(forms.Form):
    """The booklet that the page proposed, kept in the page: what is shown is what is handed out."""

    numbers = forms.CharField(widget=forms.HiddenInput)
    occurred_on = DayField(label=_("Date de la remise"), not_after_today=True, initial=today)

    def clean_numbers(self) -> NumberRange:
        """The pass as one range of numbers."""
        try:
            return NumberRange.parse(self.cleaned_data["numbers"])
        except Refusal as refusal:
            raise forms.ValidationError(sentence(refusal)) from refusal


class OtherForm(forms.Form):
    """Another booklet than the one proposed, or only some pass, as the numbers printed on them say."""

    order = forms.TypedChoiceField(label=_("Commande"), coerce=int)
    booklet = forms.IntegerField(
        label=_("Numéro du carnet"), min_value=1, required=False, help_text=_("Imprimé sur la couverture.")
    )
    first = forms.IntegerField(
        label=_("Ou premier pass"),
        min_value=1,
        required=False,
        help_text=_("Pour remettre quelques pass seulement : les numéros du premier et du dernier."),
    )
    last = forms.IntegerField(label=_("Dernier pass"), min_value=1, required=False)
    occurred_on = DayField(label=_("Date de la remise"), not_after_today=True, initial=today)

    def __init__(self, *args: Any, orders: Sequence[Order], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.orders = {one.pk: one for one in orders}
        self.fields["order"].choices = [(one.pk, one.number) for one in orders]  # type: ignore[attr-defined]
        if len(self.orders) == 1:
            self.fields["order"].initial = next(iter(self.orders))
            self.fields["order"].widget = forms.HiddenInput()

    def clean(self) -> dict[str, Any]:
        """The pass as one range of numbers."""
        said = super().clean() or {}
        if self.errors:
            return said
        order, booklet, first = self.orders[said.pop("order")], said.pop("booklet"), said.pop("first")
        last = said.pop("last") or first
        series = order.series or 0
        if booklet:
            return {**said, "numbers": rules.booklet_range(series, booklet, order.booklet_size)}
        if not first or last < first:
            self.add_error("booklet", _("Indiquez le carnet que vous remettez, ou les pass, du premier au dernier."))
            return said
        return {**said, "numbers": NumberRange(rules.number_of(series, first), rules.number_of(series, last))}


class PostedProposedForm(ProposedForm, PostingForm):
    """The booklet proposed for the person of a referral, given or sent."""


class PostedOtherForm(OtherForm, PostingForm):
    """Other pass for the person of a referral, given or sent."""


class PersonForm(forms.Form):
    """A person who may receive pass: the two conditions, and who it is."""

    first_name = forms.CharField(label=_("Prénom"), max_length=80)
    last_name = forms.CharField(label=_("Nom"), max_length=80)
    phone = forms.CharField(
        label=_("Téléphone"), max_length=20, required=False, help_text=_("Seulement si la personne veut être rappelée.")
    )
    age_band = forms.ChoiceField(
        label=_("Âge"), choices=[(key, _(label)) for key, label in catalogue.AGE_BANDS.items()], initial="not_said"
    )
    commune = forms.CharField(label=_("Commune"), max_length=100)
    publics = forms.MultipleChoiceField(
        label=_("Public"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Première condition : relever d'au moins un public cible."),
    )
    far_evidence = forms.ChoiceField(
        label=_("Éloignement du numérique"),
        choices=[*((key, _(label)) for key, label in catalogue.FAR_EVIDENCE.items()), (NOT_FAR, _("Non établi"))],
        widget=forms.RadioSelect,
        help_text=_("Seconde condition : comment avez-vous constaté que la personne est éloignée du numérique ?"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["publics"].choices = [(one.code, _(one.label)) for one in grants.publics()]  # type: ignore[attr-defined]

    def person_of(self, said: dict[str, Any]) -> Person:
        """What was said of the person, taken out of it."""
        facts = {name: said.pop(name) for name in PersonForm.base_fields}
        evidence = facts.pop("far_evidence")
        return Person(**facts, far_evidence="" if evidence == NOT_FAR else evidence)


class ReferForm(PersonForm):
    """A person and the point to which the fiche sends him."""

    point_id = forms.TypedChoiceField(label=_("Point de distribution"), coerce=int)
    issued_on = DayField(label=_("Date de la fiche"), not_after_today=True, initial=today)
    note = forms.CharField(
        label=_("Besoin constaté"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Ce que la personne voudrait savoir faire. Rien sur sa situation."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        open_points = queries.points(open_on=today())
        points = [(one.pk, _place(one)) for one in open_points]
        self.fields["point_id"].choices = [("", _("Choisir le plus proche")), *points]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """The facts of `refer_new_person`; who is not far from digital life is told at once."""
        said = super().clean() or {}
        if self.errors:
            return said
        person = self.person_of(said)
        if not person.far_evidence:
            self.add_error("far_evidence", sentence(NotFarFromDigital()))
        return {"person": person, **said}


class OnTheSpotForm(PersonForm, ProposedForm):
    """A person who comes without a referral, and the booklet proposed."""

    field_order = (*PersonForm.base_fields, "occurred_on")

    def clean(self) -> dict[str, Any]:
        """The facts of `hand_out_on_the_spot`."""
        said = super().clean() or {}
        return said if self.errors else {"person": self.person_of(said), **said}


class OnTheSpotOtherForm(PersonForm, OtherForm):
    """A person who comes without a referral, and another booklet or only some pass."""

    field_order = (*PersonForm.base_fields, *OtherForm.base_fields)

    def clean(self) -> dict[str, Any]:
        """The facts of `hand_out_on_the_spot`."""
        said = super().clean()
        return said if self.errors else {"person": self.person_of(said), **said}


class TransferForm(forms.Form):
    """Booklets that go from the safe to a point."""

    point_id = forms.TypedChoiceField(label=_("Point de distribution"), coerce=int)
    booklets = forms.IntegerField(
        label=_("Nombre de carnets"), min_value=1, help_text=_("Les premiers du coffre, ceux qui périment d'abord.")
    )
    from_booklet = forms.IntegerField(
        label=_("À partir du carnet"),
        min_value=1,
        required=False,
        help_text=_("Laissez vide pour prendre les premiers du coffre."),
    )
    occurred_on = DayField(label=_("Date du transfert"), not_after_today=True, initial=today)

    def __init__(self, *args: Any, points: Sequence[DistributionPoint], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.points = {one.pk: one for one in points}
        choices = [(one.pk, _place(one)) for one in points]
        self.fields["point_id"].choices = [("", _("Choisir")), *choices]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """The first booklets of the safe that follow one another, or those asked for."""
        said = super().clean() or {}
        if self.errors:
            return said
        safe_id = self.points[said["point_id"]].imprest.safe.pk
        numbers = booklets_of(safe_id, said["booklets"], said["from_booklet"], said["occurred_on"])
        if numbers is None:
            self.add_error("booklets", _("Le coffre n'a pas autant de carnets qui se suivent à cette date."))
            return said
        return {"point_id": said["point_id"], "numbers": numbers, "occurred_on": said["occurred_on"]}


class RangeForm(forms.Form):
    """Some pass of one order that leave a place, by rank."""

    order_id = forms.TypedChoiceField(label=_("Commande"), coerce=int)
    first = forms.IntegerField(label=_("Premier pass"), min_value=1)
    last = forms.IntegerField(
        label=_("Dernier pass"), min_value=1, required=False, help_text=_("Laissez vide pour un seul pass.")
    )
    occurred_on = DayField(label=_("Date"), not_after_today=True, initial=today)
    note = forms.CharField(label=_("Remarque"), required=False, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, holder_id: int, note_needed: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        orders = [line.order for line in queries.stock(holder_ids=[holder_id])]
        self.series = {one.pk: one.series or 0 for one in orders}
        self.fields["order_id"].choices = [(one.pk, one.number) for one in orders]  # type: ignore[attr-defined]
        if note_needed:
            self.fields["note"].required = True
            self.fields["note"].label = _("Ce qui s'est passé")

    def clean(self) -> dict[str, Any]:
        """The pass as one range of numbers."""
        said = super().clean() or {}
        if self.errors:
            return said
        series, first = self.series[said["order_id"]], said["first"]
        last = said["last"] or first
        if last < first:
            self.add_error("last", _("Le dernier pass ne vient pas avant le premier."))
            return said
        numbers = NumberRange(rules.number_of(series, first), rules.number_of(series, last))
        return {"numbers": numbers, "occurred_on": said["occurred_on"], "note": said["note"]}


class ReceiveForm(forms.Form):
    """The day of a receipt."""

    received_on = DayField(label=_("Date de réception"), not_after_today=True, initial=today)


class CloseForm(forms.Form):
    """Why a referral ends without a hand-out."""

    reason = forms.ChoiceField(
        label=_("Motif"),
        choices=[(key, _(label)) for key, label in catalogue.CLOSING_REASONS.items()],
        widget=forms.RadioSelect,
    )
    closed_on = DayField(label=_("Date"), not_after_today=True, initial=today)


def booklets_of(holder_id: int, count: int, from_booklet: int | None, on: Any) -> NumberRange | None:
    """That many booklets of a holder that follow one another, from the one given if any; None when there are not."""
    orders = {line.order.pk: line.order for line in queries.stock(holder_ids=[holder_id])}
    for order in sorted(orders.values(), key=lambda one: (one.valid_until, one.pk)):
        if from_booklet is None:
            found = queries.first_proposal(holder_id, count * order.booklet_size, on)
            return found.numbers if found else None
        whole = vouchers.order_range(order)
        wanted = NumberRange(
            rules.booklet_range(order.series or 0, from_booklet, order.booklet_size).first,
            rules.booklet_range(order.series or 0, from_booklet + count - 1, order.booklet_size).last,
        )
        if whole is not None and whole.covers(wanted):
            return wanted
    return None


def _place(point: DistributionPoint) -> str:
    return point.name if point.commune in point.name else f"{point.name} ({point.commune})"
