"""Who renders accounts of pass: a régie, or a mandated body; the hands under it, and who signs."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from quitus.domain.distribution import queries
from quitus.domain.distribution.models import Holder
from quitus.domain.distribution.queries import screens
from quitus.domain.distribution.queries.under import under_mandate
from quitus.kernel.words import N_
from quitus.usecases.registers.framing import keeper_of
from quitus.usecases.registers.shape import Item, Signer

LAW_OF_MANDATES = N_(
    "Rendu en application de la convention de mandat (CGCT, articles L. 1611-7 et D. 1611-16 et suivants), au moins "
    "une fois par an. La loi ne fixe pas la forme de ce document pour ces valeurs : il suit celle des régies."
)


@dataclass(frozen=True)
class Accountable:
    """A régie or a mandated body: how a paper names it, its hands (the stock first), who signs on a day, its law."""

    pk: int
    name: str
    items: tuple[Item, ...]
    holders: tuple[Holder, ...]
    keeper: Callable[[date], Signer]
    notes: tuple[str, ...] = ()


def regie(imprest_id: int) -> Accountable:
    """A régie, its safe, its points and their drawers. Raises `Imprest.DoesNotExist`."""
    one = queries.imprest(imprest_id)
    return Accountable(
        pk=one.pk,
        name=one.name,
        items=(Item(N_("Régie"), one.name), Item(N_("Acte constitutif"), one.act_reference)),
        holders=tuple(screens.holders_of_imprest(imprest_id)),
        keeper=lambda on: keeper_of(one, on),
    )


def body(mandate_id: int) -> Accountable:
    """A mandated body, what it keeps, its points and their drawers. Raises `MandateConvention.DoesNotExist`."""
    one = queries.mandate_convention(mandate_id)
    held = queries.holders().filter(under_mandate(mandate_id))
    return Accountable(
        pk=one.pk,
        name=one.body.name,
        items=(
            Item(N_("Organisme mandaté"), one.body.name),
            Item(N_("Convention de mandat"), one.act_reference),
            Item(N_("Plafond"), one.ceiling_cents, "money"),
        ),
        holders=tuple(sorted(held, key=_place)),
        keeper=lambda on: Signer(N_("L'organisme mandaté"), one.body.name),
        notes=(LAW_OF_MANDATES,),
    )


def _place(holder: Holder) -> tuple[str, bool, int]:
    point = holder.point or holder.place
    return (point.sort_key if point else "", holder.place is not None, holder.pk)
