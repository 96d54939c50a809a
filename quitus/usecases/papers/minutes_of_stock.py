"""Minutes about pass: inventory, loss, handover of duty, control, return."""

from collections.abc import Sequence

from quitus.connectors.papers import Block, Paragraph, Place, Signature, prose
from quitus.domain.controls import catalogue, queries
from quitus.domain.controls.models import InventoryPlace, LossFile
from quitus.domain.distribution import catalogue as slips
from quitus.domain.distribution import queries as distribution
from quitus.domain.documents.errors import NothingToPrint
from quitus.kernel.calendar import PARIS
from quitus.kernel.ranges import NumberRange, merged, without
from quitus.kernel.words import N_
from quitus.usecases.papers import tables_of_minutes as tables
from quitus.usecases.papers.parts import day, number_of, signed, some
from quitus.usecases.papers.told_minutes import Minutes, Section
from quitus.usecases.registers.shape import Item


def inventory_minutes(inventory_id: int) -> Minutes:
    """The minutes of an inventory, the first count included when there was a second.

    Refuses with `NothingToPrint` before the count is closed.
    """
    inventory = queries.inventory(inventory_id)
    if inventory.counted_on is None or inventory.counted_at is None:
        raise NothingToPrint(missing=N_("le comptage n'est pas terminé"))
    places = queries.places_covered(inventory)
    counts = [inventory_id, *sorted({place.inventory_id for place in places} - {inventory_id})]
    gaps = [gap for one in counts for gap in queries.differences(one)]
    at = inventory.counted_at.astimezone(PARIS)
    return Minutes(
        title=f"Procès-verbal d'inventaire {inventory.number}",
        on=inventory.counted_on,
        reference=number_of(inventory.number),
        items=_known(
            Item("Objet", catalogue.PURPOSES[inventory.purpose]),
            Item("Ouvert le", f"{day(inventory.opened_on)} par {inventory.opened_by}"),
            Item("Comptage terminé", f"le {day(inventory.counted_on)} à {at.hour} h {at.minute:02d}"),
            Item("Second comptage de", inventory.recount_of.number if inventory.recount_of else ""),
            Item("Terminé le", inventory.concluded_on, "day"),
        ),
        sections=(
            Section("Méthode", [Paragraph(_METHOD)]),
            Section("Pass comptés", [tables.places_table(places)]),
            Section("Mouvements pendant le comptage", tables.meanwhile_tables(counts)),
            Section("Écarts", tables.gaps_tables(gaps) or [Paragraph("Aucun écart.")]),
            Section("Conclusion", prose(inventory.conclusion)),
        ),
        signature=_signed_by(catalogue.INVENTORY, inventory_id),
    )


_METHOD = (
    "Les pass ont été comptés à l'aveugle : le registre n'a été comparé qu'une fois le comptage terminé. "
    "Les mouvements enregistrés pendant le comptage ont été pris en compte."
)


def loss_minutes(file_id: int) -> Minutes:
    """The minutes of a loss, a theft or a destruction, with what became of the pass. No person is named."""
    file = queries.loss_file(file_id)
    ranges = list(file.ranges.all())
    used = sum(one.used_count for one in ranges)
    remark = (
        [Paragraph(f"{some(used, 'pass', 'pass')} avaient déjà été utilisés dans un lieu.", "note")] if used else []
    )
    return Minutes(
        title=f"Procès-verbal de {catalogue.LOSS_KINDS[file.kind].lower()} {file.number}",
        on=file.discovered_on,
        reference=number_of(file.number),
        items=_known(
            Item("Nature", catalogue.LOSS_KINDS[file.kind]),
            Item("Détenus par", file.holder.label),
            Item("Date des faits", file.occurred_on, "day"),
            Item("Découverts le", file.discovered_on, "day"),
            Item("Déclarés par", file.declared_by),
            Item("Signalés par", file.reported_by),
            Item("Plainte", _complaint(file)),
            Item("Témoins", file.witnesses),
            Item("Bordereau", ranges[0].slip.number if ranges else ""),
        ),
        sections=(
            Section("Circonstances", prose(file.circumstances)),
            Section("Pass concernés, bloqués aussitôt", [tables.pass_table([one.range for one in ranges]), *remark]),
            Section("Suites", tables.after_tables(file)),
        ),
        signature=_signed_by(catalogue.LOSS_FILE, file_id),
    )


def _complaint(file: LossFile) -> str:
    return f"{number_of(file.complaint_number)} du {day(file.complaint_on)}" if file.complaint_on else ""


def handover_minutes(handover_id: int) -> Minutes:
    """The minutes by which an imprest holder hands over duty: pass as counted, cash, reserves."""
    handover = queries.handover(handover_id)
    outgoing, incoming = handover.outgoing, handover.incoming
    places = queries.places_covered(handover.inventory)
    held = [one for place in places for one in _found_in(place)]
    nothing: Sequence[Block] = [Paragraph("Aucune.")]
    return Minutes(
        title=f"Procès-verbal de remise de service {handover.number}",
        on=handover.occurred_on,
        reference=number_of(handover.number),
        items=(
            Item("Régie", handover.imprest.name),
            Item("Régisseur sortant", outgoing.user.full_name),
            Item("Régisseur entrant", incoming.user.full_name),
            Item("Nomination de l'entrant", f"{incoming.act_reference}, à partir du {day(incoming.starts_on)}"),
            Item("Date de la remise", handover.occurred_on, "day"),
            Item("Inventaire", handover.inventory.number),
        ),
        sections=(
            Section("Pass remis", [tables.places_table(places), *([tables.pass_table(held)] if held else [])]),
            Section("Espèces", _cash(handover.cash_expected_cents, handover.cash_found_cents)),
            Section("Réserves du régisseur entrant", prose(handover.reserves) or nothing),
        ),
        signature=_signed_by(
            catalogue.HANDOVER_OF_DUTY,
            handover_id,
            {catalogue.OUTGOING: outgoing.user.full_name, catalogue.INCOMING: incoming.user.full_name},
        ),
    )


def _cash(expected_cents: int, found_cents: int, difference: str = "Différence") -> list[Item]:
    return [
        Item("Espèces selon les écritures", expected_cents, "money"),
        Item("Espèces comptées", found_cents, "money"),
        Item(difference, found_cents - expected_cents, "money"),
    ]


def _found_in(place: InventoryPlace) -> list[NumberRange]:
    """What was found in a place: what the register said, without what was missing, with what was in addition."""
    register = queries.kept(place.inventory_id, catalogue.AT_CLOSING).get(place.holder_id, [])
    gaps = [gap for gap in queries.differences(place.inventory_id) if gap.place_id == place.pk]
    missing = [gap.range for gap in gaps if gap.kind == catalogue.MISSING]
    extra = [gap.range for gap in gaps if gap.kind == catalogue.EXTRA]
    return merged([*without(register, *missing), *extra])


def control_minutes(control_id: int) -> Minutes:
    """The minutes of a control: what was seen, each finding with its answer."""
    control = queries.control(control_id)
    return Minutes(
        title=f"Procès-verbal de contrôle {control.number}",
        on=control.controlled_on,
        reference=number_of(control.number),
        items=(
            Item("Régie", control.imprest.name),
            Item("Contrôle de", f"{catalogue.CONTROLLERS[control.side]} (CGCT R.1617-17)"),
            Item("Fait par", f"{control.controller_name}, {control.controller_quality}"),
            Item("Date du contrôle", control.controlled_on, "day"),
            Item("Pass selon le registre, coffre et points", control.register_count, "number"),
            Item("Inventaire", control.inventory.number if control.inventory else "Aucun comptage ce jour"),
            *_cash(control.cash_expected_cents, control.cash_found_cents, "Différence d'espèces"),
        ),
        sections=(
            Section("Observations", prose(control.observations)),
            Section("Constats", tables.findings_tables(control) or [Paragraph("Aucun constat.")]),
        ),
        signature=_signed_by(catalogue.CONTROL_MINUTES, control_id, {catalogue.CONTROLLER: control.controller_name}),
    )


def return_minutes(slip_id: int) -> Minutes:
    """The minutes by which pass go back to a safe, to the accountant or to the operator.

    Refuses with `NothingToPrint` a slip of another kind.
    """
    slip = distribution.slip(slip_id)
    if slip.kind != "return":
        raise NothingToPrint(missing=N_("ce bordereau n'est pas un retour de pass"))
    places = (
        Place(slip.from_holder.label, slip.handed_by, "", signed(slip.occurred_on)),
        Place(slip.to_holder.label, slip.received_by, "", signed(slip.received_on)),
    )
    return Minutes(
        title=f"Procès-verbal de restitution {slip.number}",
        on=slip.occurred_on,
        reference=f"{slips.SLIP_KINDS[slip.kind]} {number_of(slip.number)}",
        items=_known(
            Item("Rendus par", slip.from_holder.label),
            Item("Remis à", slip.to_holder.label),
            Item("Date", slip.occurred_on, "day"),
            Item("Bordereau", slip.number),
            Item("Motif", slip.note),
        ),
        sections=(Section("Pass rendus", [tables.pass_table(merged(line.range for line in slip.movements.all()))]),),
        signature=Signature(places, "Fait en deux exemplaires, un pour chaque partie."),
    )


# --- what they have in common


def _known(*items: Item) -> tuple[Item, ...]:
    return tuple(one for one in items if one.value not in (None, ""))


def _signed_by(subject_kind: str, subject_id: int, names: dict[str, str] | None = None) -> Signature:
    """A place for each party, filled where it has signed; witnesses only where there are some."""
    done = queries.signatures(subject_kind, subject_id)
    places = []
    for party in catalogue.PARTIES_OF[subject_kind]:
        mine = [one for one in done if one.party == party]
        label = catalogue.PARTIES[party]
        places += [Place(label, one.name, one.quality, signed(one.signed_on)) for one in mine]
        if not mine and party != catalogue.WITNESS:
            places.append(Place(label, (names or {}).get(party, ""), "", signed(None)))
    return Signature(tuple(places), "Fait pour valoir ce que de droit.")
