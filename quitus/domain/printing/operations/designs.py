"""What the pass of a scheme say."""

from collections.abc import Sequence
from typing import Any

from quitus.domain.audit.operations import record
from quitus.domain.grants import queries as grants
from quitus.domain.organisations.models import Scheme
from quitus.domain.printing import errors, policies, queries, rules
from quitus.domain.printing.models import PrintDesign
from quitus.kernel.actors import Actor, refuse_unless
from quitus.kernel.clock import today
from quitus.kernel.locks import lock
from quitus.kernel.operation import operation
from quitus.kernel.tenancy import current_scheme_id
from quitus.kernel.words import N_

SAID = ("title", "what_it_is", "how_to", "where", "phone", "phone_hours", "kept_days")
LOOKS = ("accent", "logo_sha256", "logo_media_type")


@operation
def save_design(
    *,
    by: Actor,
    title: str,
    what_it_is: str,
    how_to: Sequence[str],
    where: str,
    phone: str,
    phone_hours: str = "",
    kept_days: int = 0,
    accent: str,
    logo_sha256: str = "",
    logo_media_type: str = "",
) -> PrintDesign:
    """Put a new version of what pass and their letter say in use; orders whose proof is approved keep theirs.

    `how_to` has four sentences. `kept_days` is how long the files of a run stay after its delivery was counted. The
    logo is already among the documents.
    Refuses with `NotYourRole`, `DesignIncomplete`, `PublicLabelPrinted`, `DesignUnchanged`.
    """
    refuse_unless(policies.may_keep_design(by.role))
    sentences = [sentence.strip() for sentence in how_to]
    said: dict[str, Any] = {
        "title": title.strip(),
        "what_it_is": what_it_is.strip(),
        "how_to": sentences,
        "where": where.strip(),
    }
    said |= {"phone": phone.strip(), "phone_hours": phone_hours.strip(), "kept_days": kept_days}
    _refuse_wrong(said)
    said |= {"accent": accent, "logo_sha256": logo_sha256, "logo_media_type": logo_media_type}
    former = _last()
    if former is not None and all(getattr(former, name) == said[name] for name in (*SAID, *LOOKS)):
        raise errors.DesignUnchanged()
    design = PrintDesign.objects.create(
        scheme_id=current_scheme_id(),
        version=former.version + 1 if former else 1,
        made_by=by.label,
        made_on=today(),
        **said,
    )
    record(
        by=by,
        verb="save_print_design",
        subject_kind="print_design",
        subject_id="pass",
        summary=N_("Modèle d'impression enregistré (version %(version)s)"),
        data={"version": design.version, "design_id": design.pk},
    )
    return design


def _refuse_wrong(said: dict[str, Any]) -> None:
    sentences = said["how_to"]
    if len(sentences) != rules.SENTENCES or not all([*sentences, *(said[name] for name in SAID[:5])]):
        raise errors.DesignIncomplete()
    texts = [said["title"], said["what_it_is"], *sentences, said["where"], said["phone_hours"]]
    if label := rules.public_label(texts, [public.label for public in grants.publics()]):
        raise errors.PublicLabelPrinted(label=label)


def _last() -> PrintDesign | None:
    # The scheme stands for the version that may not exist yet: two who save it wait for one another.
    lock(Scheme.objects.filter(pk=current_scheme_id()))
    return queries.current_design()
