"""What an authority settles once for its acts."""

from dataclasses import asdict, dataclass
from datetime import date

from quitus.domain.acts import errors, rules
from quitus.domain.acts.models import ActSettings
from quitus.domain.acts.operations.guards import refuse_stranger
from quitus.domain.audit.operations import record
from quitus.kernel.actors import Actor
from quitus.kernel.operation import operation
from quitus.kernel.words import N_


@dataclass(frozen=True)
class Settings:
    """The fields of `ActSettings` as plain data; the targets are in days after the vote, None where there is none."""

    sitting_word: str = rules.SITTING_WORD
    assembly: str = rules.ASSEMBLY
    transmission_target_days: int | None = None
    publication_target_days: int | None = None
    target_source: str = ""
    prefecture: str = ""
    department: str = ""
    arrondissement: str = ""
    nature_code: str = ""
    operator_trigram: str = ""
    matter_code: str = ""
    matter_label: str = ""
    classification_on: date | None = None
    referent_name: str = ""
    referent_phone: str = ""
    referent_email: str = ""
    return_emails: str = ""
    publisher_name: str = ""
    publisher_quality: str = ""


@operation
def set_act_settings(*, by: Actor, authority_id: int, settings: Settings) -> ActSettings:
    """Settles the words, targets and codes of an authority's acts.

    Refuses with `NotYourRole`, `NotAllowed`, `DepartmentUnknown`, `OperatorOfTransmissionUnknown`.
    """
    refuse_stranger(by, authority_id)
    if settings.department and not rules.is_department(settings.department):
        raise errors.DepartmentUnknown()
    if settings.operator_trigram and not rules.is_operator(settings.operator_trigram):
        raise errors.OperatorOfTransmissionUnknown()
    kept, _ = ActSettings.objects.update_or_create(authority_id=authority_id, defaults=asdict(settings))
    record(
        by=by,
        verb="set_act_settings",
        subject_kind="act_settings",
        subject_id=kept.pk,
        summary=N_("Réglages des actes modifiés"),
        data=asdict(settings),
    )
    return kept
