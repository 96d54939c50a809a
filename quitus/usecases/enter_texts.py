"""Conventions and amendments signed before the software came: brought into force with their dates, what is owed with
them.
"""

from datetime import date

from quitus.domain.grants import operations as grants
from quitus.domain.grants import queries
from quitus.domain.grants.models import Amendment, Convention
from quitus.domain.grants.rules import Value
from quitus.domain.obligations import operations as obligations
from quitus.kernel.actors import Actor
from quitus.kernel.operation import operation


@operation
def enter_signed_convention(
    *,
    by: Actor,
    convention_id: int,
    authority_signed_on: date,
    funder_signed_on: date,
    authority_signatory_id: int | None = None,
    funder_signatory_id: int | None = None,
) -> Convention:
    """Brings a drafted convention into force on the dates that it bears, whatever it lacks (`grants.queries.lacks`
    tells it), and generates what is owed under it.

    Refuses as `grants.operations.enter_signed_convention`.
    """
    convention = grants.enter_signed_convention(
        by=by,
        convention_id=convention_id,
        authority_signed_on=authority_signed_on,
        funder_signed_on=funder_signed_on,
        authority_signatory_id=authority_signatory_id,
        funder_signatory_id=funder_signatory_id,
    )
    obligations.follow(by=by, convention_id=convention.pk)
    return convention


@operation
def enter_signed_amendment(
    *,
    by: Actor,
    amendment_id: int,
    authority_signed_on: date,
    funder_signed_on: date,
    authority_signatory_id: int | None = None,
    funder_signatory_id: int | None = None,
) -> Amendment:
    """Brings a drafted amendment into force on the dates that it bears, whatever it lacks; what is owed follows.

    Refuses as `grants.operations.enter_signed_amendment`.
    """
    amendment = grants.enter_signed_amendment(
        by=by,
        amendment_id=amendment_id,
        authority_signed_on=authority_signed_on,
        funder_signed_on=funder_signed_on,
        authority_signatory_id=authority_signatory_id,
        funder_signatory_id=funder_signatory_id,
    )
    obligations.follow(by=by, convention_id=amendment.convention_id, amendment_id=amendment.pk)
    return amendment


@operation
def set_parameter(
    *,
    by: Actor,
    convention_id: int,
    name: str,
    value: Value,
    article_number: str = "",
    is_placeholder: bool = False,
) -> None:
    """Sets a parameter of a convention; one that a convention entered with its history lacked makes its obligations
    follow at once.

    Refuses as `grants.operations.set_parameter` and `obligations.operations.follow`.
    """
    grants.set_parameter(
        by=by,
        convention_id=convention_id,
        name=name,
        value=value,
        article_number=article_number,
        is_placeholder=is_placeholder,
    )
    obligations.follow(by=by, convention_id=convention_id)


@operation
def amend_parameter(
    *,
    by: Actor,
    amendment_id: int,
    name: str,
    value: Value,
    article_number: str = "",
    is_placeholder: bool = False,
) -> None:
    """Sets what a parameter becomes by an amendment; on one entered with its history, obligations follow at once.

    Refuses as `grants.operations.amend_parameter` and `obligations.operations.follow`.
    """
    grants.amend_parameter(
        by=by,
        amendment_id=amendment_id,
        name=name,
        value=value,
        article_number=article_number,
        is_placeholder=is_placeholder,
    )
    text = queries.amendment(amendment_id)
    if text.in_force_on is not None:
        obligations.follow(by=by, convention_id=text.convention_id, amendment_id=text.pk)
