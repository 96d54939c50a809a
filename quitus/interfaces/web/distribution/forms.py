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
from quitus.interfaces.web.layout.custody_forms import (
    OtherForm,
    PostingForm,
    RanksField,
    TakeBackForm,
    numbers_of_ranks,
    offer_orders,
)
from quitus.interfaces.web.layout.forms import DayField, offer
from quitus.interfaces.web.layout.handouts_on_paper import HandoutOnPaperForm
from quitus.interfaces.web.layout.words import sentence
from quitus.kernel.clock import today
from quitus.kernel.ranges import NumberRange
from quitus.kernel.refusals import Refusal

NOT_FAR = "none"


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
        offer(self, "publics", [(one.code, _(one.label)) for one in grants.publics()])

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
        offer(self, "point_id", points, empty=_("Choisir le plus proche"))

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


class UnreferredOnPaperForm(PersonForm, HandoutOnPaperForm):
    """A hand-out on signed paper to a person who came without a referral: who it was, then who gave what."""

    field_order = (*PersonForm.base_fields, *HandoutOnPaperForm.field_order)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["referral_number"]

    def clean(self) -> dict[str, Any]:
        """The facts of `hand_out_on_paper`."""
        said = super().clean()
        return said if self.errors else {"person": self.person_of(said), **said}


class TransferForm(forms.Form):
    """Booklets or pass that go from the safe, or from what a mandated body keeps, to a point."""

    point_id = forms.TypedChoiceField(label=_("Point de distribution"), coerce=int)
    booklets = forms.IntegerField(
        label=_("Nombre de carnets"),
        min_value=1,
        required=False,
        help_text=_("Les premiers du coffre, ceux qui périment d'abord."),
    )
    from_booklet = forms.IntegerField(
        label=_("À partir du carnet"),
        min_value=1,
        required=False,
        help_text=_("Laissez vide pour prendre les premiers du coffre."),
    )
    ranks = RanksField(
        label=_("Ou seulement ces pass"),
        required=False,
        help_text=_("Les numéros imprimés, un par un ou par plages : 1-10, 21, 31-35."),
    )
    order = forms.TypedChoiceField(label=_("Commande de ces pass"), coerce=int, required=False)
    occurred_on = DayField(label=_("Date du transfert"), not_after_today=True, initial=today)

    def __init__(self, *args: Any, points: Sequence[DistributionPoint], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.points = {one.pk: one for one in points}
        choices = [(one.pk, _place(one)) for one in points]
        offer(self, "point_id", choices, empty=_("Choisir"))
        homes = {queries.home_of(one).pk for one in points}
        orders = {line.order.pk: line.order for line in queries.stock(holder_ids=list(homes))}
        self.orders = orders
        offer_orders(self, "order", list(orders.values()))

    def clean(self) -> dict[str, Any]:
        """The pass typed, else the first booklets that follow one another, or those asked for."""
        said = super().clean() or {}
        if self.errors:
            return said
        facts = {"point_id": said["point_id"], "occurred_on": said["occurred_on"]}
        order = self.orders.get(said["order"] or next(iter(self.orders), 0))
        if said["ranks"] and order is not None:
            return {**facts, "numbers": numbers_of_ranks(self, said["ranks"], order.series or 0)}
        if not said["booklets"]:
            self.add_error("booklets", _("Indiquez un nombre de carnets, ou des pass."))
            return said
        home = queries.home_of(self.points[said["point_id"]])
        numbers = booklets_of(home.pk, said["booklets"], said["from_booklet"], said["occurred_on"])
        if numbers is None:
            self.add_error("booklets", _("Le coffre n'a pas autant de carnets qui se suivent à cette date."))
            return said
        return {**facts, "numbers": numbers}


class TakeBackAtPointForm(TakeBackForm):
    """Pass that a person returns and that no hand-out here gave: to which point they come."""

    point_id = forms.TypedChoiceField(label=_("Point de distribution"), coerce=int, widget=forms.RadioSelect)
    field_order = ("point_id", *TakeBackForm.base_fields)

    def __init__(self, *args: Any, points: Sequence[DistributionPoint], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "point_id", [(one.pk, _place(one)) for one in points])
        self.fields["point_id"].initial = points[0].pk


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
