"""Stopping the reminders of a person who is not signed in: the letter gave him the address."""

from quitus.domain.obligations import operations, states
from quitus.domain.organisations import queries as organisations
from quitus.domain.organisations.operations import within_scheme
from quitus.kernel.actors import Actor


def stop_reminders(scheme_slug: str, user_id: int) -> bool:
    """Stops every reminder of a person in a scheme; False when he has no role there any more, or there is no scheme."""
    scheme = next(iter(organisations.schemes().filter(slug=scheme_slug)), None)
    if scheme is None:
        return False
    with within_scheme(scheme):
        member = organisations.members(scheme.pk).filter(user_id=user_id).first()
        if member is None:
            return False
        by = Actor(user_id, member.pk, member.role, member.organisation_id, member.user.full_name)
        operations.choose_reminders(by=by, choice=states.NO_REMINDER)
    return True
