"""How the files of a contract are written, and how its operator calls venues."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from quitus.domain.audit.operations import record
from quitus.domain.grants.models import Service
from quitus.domain.operators import kinds, policies, queries, rules
from quitus.domain.operators.errors import ReferenceTaken, ServiceUnknown
from quitus.domain.operators.models import FileLayout, VenueReference
from quitus.domain.vouchers.models import OperatorContract
from quitus.kernel.actors import Actor, refuse_unless
from quitus.kernel.constraints import refused_by
from quitus.kernel.locks import lock
from quitus.kernel.operation import operation
from quitus.kernel.tenancy import current_scheme_id
from quitus.kernel.words import N_


@dataclass(frozen=True)
class Written:
    """How files of one kind are written: see `FileLayout`."""

    kind: str
    columns: Mapping[str, str]
    choices: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    service: str = ""
    encoding: str = "utf-8"
    delimiter: str = "semicolon"
    date_format: str = "dmy"
    has_header: bool = True
    sheet: str = ""

    def as_rules(self) -> rules.Layout:
        """As the rules read it, the operator's words folded."""
        return rules.Layout(
            kind=self.kind,
            columns=dict(self.columns),
            choices=_folded(self.choices),
            service=self.service,
            date_format=self.date_format,
            has_header=self.has_header,
        )


def _folded(choices: Mapping[str, Mapping[str, str]]) -> dict[str, dict[str, str]]:
    return {name: {rules.word(text): value for text, value in words.items()} for name, words in choices.items()}


@operation
def save_layout(*, by: Actor, contract_id: int, written: Written, sample_sha256: str, sample_name: str) -> FileLayout:
    """Say how the files of a kind are written from now on: a new version, tried on a sample before (see the use case).

    Refuses with `NotYourRole`, `ServiceUnknown`; raises `OperatorContract.DoesNotExist`.
    """
    refuse_unless(policies.may_keep_layout(by.role))
    contract = queries.contract(contract_id)
    lock(OperatorContract.objects.filter(pk=contract_id))
    refuse_unknown_services(written)
    last = queries.layout(contract_id, written.kind)
    made = FileLayout.objects.create(
        scheme_id=current_scheme_id(),
        contract=contract,
        kind=written.kind,
        version=last.version + 1 if last else 1,
        columns=dict(written.columns),
        choices=_folded(written.choices),
        service=written.service,
        encoding=written.encoding,
        delimiter=written.delimiter,
        date_format=written.date_format,
        has_header=written.has_header,
        sheet=written.sheet,
        sample_sha256=sample_sha256,
        sample_name=sample_name[-200:],
        user_id=by.user_id,
        actor_label=by.label,
    )
    record(
        by=by,
        verb="save_layout",
        subject_kind="operator_contract",
        subject_id=contract_id,
        summary=N_("Description des fichiers « %(kind)s » enregistrée"),
        data={"kind": kinds.LABELS[written.kind], "version": made.version},
    )
    return made


def refuse_unknown_services(written: Written) -> None:
    """Refuses with `ServiceUnknown` a word, or a default, that leads to no service of the catalogue."""
    asked = {*written.choices.get("service", {}).values(), written.service} - {""}
    known = set(Service.objects.filter(code__in=asked).values_list("code", flat=True))
    for service in sorted(asked - known):
        raise ServiceUnknown(service=service)


@operation
def name_venue(*, by: Actor, operator_id: int, venue_id: int, reference: str) -> VenueReference:
    """Say how an operator calls a venue: rows with this reference are its. A venue may have several references.

    Refuses with `NotYourRole`, `ReferenceTaken`.
    """
    refuse_unless(policies.may_keep_layout(by.role))
    text = " ".join(reference.split())
    taken = {rules.word(one.reference): one for one in queries.references(operator_id)}
    known = taken.get(rules.word(text))
    if known is not None:
        if known.venue_id == venue_id:
            return known
        raise ReferenceTaken(reference=text)
    made = VenueReference(scheme_id=current_scheme_id(), operator_id=operator_id, venue_id=venue_id, reference=text)
    with refused_by("operator_calls_one_venue_by_a_reference", ReferenceTaken(reference=text)):
        made.save(force_insert=True)
    record(
        by=by,
        verb="name_venue",
        subject_kind="venue",
        subject_id=venue_id,
        summary=N_("Référence chez l'opérateur : %(reference)s"),
        data={"reference": text, "operator": operator_id},
    )
    return made


@operation
def forget_venue_name(*, by: Actor, reference_id: int) -> None:
    """Take back a reference given by mistake: what was imported under it stays. Refuses with `NotYourRole`."""
    refuse_unless(policies.may_keep_layout(by.role))
    for one in lock(VenueReference.objects.filter(pk=reference_id), no_key=False):
        record(
            by=by,
            verb="forget_venue_name",
            subject_kind="venue",
            subject_id=one.venue_id,
            summary=N_("Référence chez l'opérateur retirée : %(reference)s"),
            data={"reference": one.reference, "operator": one.operator_id},
        )
        one.delete()
