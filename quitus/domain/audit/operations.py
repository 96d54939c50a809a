"""Adding a line."""

from collections.abc import Mapping

from quitus.domain.audit.models import Entry
from quitus.kernel.actors import Actor, RequestOrigin, request_origin
from quitus.kernel.operation import operation
from quitus.kernel.tenancy import scheme_id_or_none


@operation
def record(
    *,
    by: Actor,
    verb: str,
    subject_kind: str,
    subject_id: int | str,
    summary: str,
    data: Mapping[str, object] | None = None,
) -> Entry:
    """Adds the line that says what an operation has done; called by that operation, in its transaction.

    `verb` is the operation's name, `subject_kind` and `subject_id` the thing on whose page the line shows, `summary` a
    short French sentence marked with `N_`, without the author's name, `data` anything JSON can hold (dates included),
    among which a fact for each `%(name)s` of the sentence: the door translates the one and writes out the others. The
    scheme is the current one, if any; the address and the number of the request come from
    `kernel.actors.request_origin`.
    """
    facts = dict(data or {})
    _ = summary % facts  # a line that cannot be told is a bug of the caller, found here
    origin = request_origin.get() or RequestOrigin()
    return Entry.objects.create(
        scheme_id=scheme_id_or_none(),
        user_id=by.user_id,
        membership_id=by.membership_id,
        actor_label=by.label,
        role=by.role,
        verb=verb,
        subject_kind=subject_kind,
        subject_id=str(subject_id),
        summary=summary,
        data=facts,
        ip=origin.ip,
        request_id=origin.request_id,
    )
