"""Form fields in the way people write here, and refusals shown on the form."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from quitus.interfaces.web.layout.words import euros, sentence
from quitus.kernel.clock import today
from quitus.kernel.codes import group
from quitus.kernel.money import Cents, parse_euros
from quitus.kernel.ranges import NumberRange
from quitus.kernel.refusals import Refusal

EARLIEST_YEAR, LATEST_YEAR = 1900, 2199
MOST_CENTS = 10_000_000_000_00  # more than the State ever gave to one scheme
MOST_COUNTED = 1_000_000_000


class EurosField(forms.Field):
    """An amount typed « 1 234,50 », cleaned to cents (None when left empty and not required).

    Amounts below ``least`` cents (1 by default: nothing is for nothing) or above ``most`` are refused.
    """

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "class": "amount"})
    default_error_messages = {
        "not_an_amount": _("Écrivez un montant en euros, par exemple 1 234,50."),
        "too_small": _("Le montant doit être d'au moins %(least)s."),
        "too_large": _("Le montant doit être d'au plus %(most)s."),
    }

    def __init__(self, *, least: int = 1, most: int = MOST_CENTS, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.least = least
        self.most = most

    def to_python(self, value: Any) -> Cents | None:
        """Cents from what was typed."""
        text = str(value or "").strip()
        if not text:
            return None
        try:
            return parse_euros(text)
        except Refusal as refusal:
            raise ValidationError(self.error_messages["not_an_amount"], "not_an_amount") from refusal

    def validate(self, value: Any) -> None:
        """Required, not below the least, not above the most."""
        super().validate(value)
        if value is not None and value < self.least:
            raise ValidationError(self.error_messages["too_small"], "too_small", {"least": euros(self.least)})
        if value is not None and value > self.most:
            raise ValidationError(self.error_messages["too_large"], "too_large", {"most": euros(self.most)})

    def prepare_value(self, value: Any) -> Any:
        """Cents as typed by a person: « 1234,50 »."""
        return f"{value // 100},{value % 100:02d}" if isinstance(value, int) else value


class DayField(forms.DateField):
    """A day typed « 15/05/2023 » (also 15.05.2023, 15-05-2023, 2023-05-15, 15/05/23).

    It stays a text field: a calendar button is added beside it where the browser has one.
    """

    widget = forms.DateInput(
        format="%d/%m/%Y",
        attrs={"inputmode": "numeric", "autocomplete": "off", "class": "day", "data-day": ""},
    )
    default_error_messages = {"invalid": _("Écrivez la date comme ceci : 15/05/2023.")}
    formats = ("%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y", "%Y-%m-%d", "%d/%m/%y", "%d %m %Y")

    def __init__(self, *, not_after_today: bool = False, **kwargs: Any) -> None:
        super().__init__(input_formats=self.formats, **kwargs)
        self.not_after_today = not_after_today

    def validate(self, value: Any) -> None:
        """Required, of a year somebody may mean, and not in the future when the day is one of a fact."""
        super().validate(value)
        if isinstance(value, date) and not EARLIEST_YEAR <= value.year <= LATEST_YEAR:
            raise ValidationError(self.error_messages["invalid"], "invalid")
        if self.not_after_today and isinstance(value, date) and value > today():
            raise ValidationError(_("Cette date n'est pas encore passée."), "future")


class CountField(forms.IntegerField):
    """How many: a whole number from ``min_value`` (0 by default) to a billion, which any column can hold."""

    def __init__(self, *, min_value: int = 0, max_value: int = MOST_COUNTED, **kwargs: Any) -> None:
        super().__init__(min_value=min_value, max_value=max_value, **kwargs)


class CodeField(forms.CharField):
    """A code read aloud and typed in groups (« ABCDE-FGHJK-MNPQ »), cleaned without spaces nor dashes."""

    widget = forms.TextInput(
        attrs={
            "autocomplete": "off",
            "autocapitalize": "characters",
            "spellcheck": "false",
            "class": "code",
            "data-code": "",
        }
    )

    def clean(self, value: Any) -> str:
        """The code in capitals, without what separates its groups."""
        return re.sub(r"[\s\-‐‑–.]", "", str(super().clean(value))).upper()

    def prepare_value(self, value: Any) -> Any:
        """The code in groups."""
        return group(value) if isinstance(value, str) and len(value) == 14 else value


class SiretField(forms.CharField):
    """A SIRET typed with or without spaces, cleaned to its 14 digits (checked by the operation)."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "class": "siret"})
    default_error_messages = {"invalid": _("Un SIRET compte 14 chiffres.")}

    def clean(self, value: Any) -> str:
        """Digits only."""
        digits = re.sub(r"\s", "", str(super().clean(value)))
        if digits and not re.fullmatch(r"\d{14}", digits):
            raise ValidationError(self.error_messages["invalid"], "invalid")
        return digits


def offer(form: forms.BaseForm, name: str, choices: Iterable[tuple[object, object]], empty: object = None) -> None:
    """Give a field of choices what it offers now: keys and words, after the words of no choice if `empty` has some.

    Where one is to be chosen and there is only one, it is chosen already.
    """
    field, found = form.fields[name], list(choices)
    assert isinstance(field, forms.ChoiceField), f"{name} offers no choices"
    field.choices = found if empty is None else [("", empty), *found]
    if empty is None and len(found) == 1 and not isinstance(field, forms.MultipleChoiceField):
        field.initial = found[0][0]


def needed_at_times(form: forms.BaseForm, *names: str) -> None:
    """Say no « facultatif » beside fields that another answer of the form makes necessary."""
    for name in names:
        form.fields[name].needed_at_times = True  # type: ignore[attr-defined]


def read_range(text: str) -> NumberRange:
    """A range somebody typed, or the error shown under the field."""
    try:
        return NumberRange.parse(text)
    except Refusal as refusal:
        raise ValidationError(sentence(refusal)) from refusal


class RefusalsOn:
    """What `refusals_on` gives: it lets no refusal pass, only everything else."""

    def __init__(self, form: forms.BaseForm, fields: Mapping[str, str]) -> None:
        self.form = form
        self.fields = fields

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: object, raised: BaseException | None, trace: object) -> bool:
        if not isinstance(raised, Refusal):
            return False
        self.form.add_error(self.fields.get(raised.code), sentence(raised))
        return True


def refusals_on(form: forms.BaseForm, **fields: str) -> RefusalsOn:
    """Show on the form a refusal of the operation called inside.

    At its head, or under the field named for its code: ``refusals_on(form, too_many="count")``.
    """
    return RefusalsOn(form, fields)
