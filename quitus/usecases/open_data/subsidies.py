"""The subsidies of an authority, under the schema SCDL « subventions » 2.1.1 (28 September 2023).

Who grants a subsidy above 23,000 € publishes it (décret 2017-779, arrêté du 17 novembre 2017). An authority stands on
either side: it receives the grant of its scheme, which its funder publishes, and it may grant some of its own.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from quitus.domain.budget import queries as budget
from quitus.domain.grants import queries as grants
from quitus.domain.grants.models import Convention
from quitus.domain.grants.rules import Terms
from quitus.domain.organisations import queries as organisations
from quitus.domain.organisations.models import Organisation, Scheme
from quitus.domain.organisations.operations import within_scheme
from quitus.kernel.clock import today
from quitus.kernel.words import N_
from quitus.usecases.open_data.checks import one_of, siret
from quitus.usecases.open_data.tables import Column, Export, Line, Reason, export, plain, reason

RECEIVED = "received"
GRANTED = "granted"
VIEWS = {
    RECEIVED: N_("Subventions reçues : la collectivité est bénéficiaire"),
    GRANTED: N_("Subventions accordées : la collectivité est attribuante"),
}

SUBJECT_LENGTH = 256
_MONEY, _KIND = "aide en numéraire", "aide en nature"
_DAY = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
COLUMNS = (
    Column("nomAttribuant", required=True),
    Column("idAttribuant", required=True, pattern=r"\d{14}"),
    Column("dateConvention", required=True, kind="day"),
    Column("referenceDecision"),
    Column("nomBeneficiaire", required=True),
    Column("idBeneficiaire", pattern=r"\d{14}"),
    Column("rnaBeneficiaire", pattern=r"W\d{9}"),
    Column("objet", required=True, most=SUBJECT_LENGTH),
    Column("montant", required=True, kind="amount"),
    Column("nature", required=True, values=(_MONEY, _KIND, f"{_MONEY};{_KIND}", f"{_KIND};{_MONEY}")),
    Column("conditionsVersement", required=True, most=SUBJECT_LENGTH),
    Column("datesPeriodeVersement", required=True, pattern=rf"{_DAY}(/{_DAY})?"),
    Column("idRAE", most=5),
    Column("notificationUE", required=True, values=("oui", "non")),
    Column("pourcentageSubvention", required=True, kind="amount"),
    Column("dispositifAide"),
)
CHECKS = (siret("idAttribuant"), siret("idBeneficiaire"), one_of("idBeneficiaire", "rnaBeneficiaire"))


@dataclass(frozen=True)
class _Grant:
    """A convention with its two sides, its terms of today, and the days of its instalments."""

    convention: Convention
    funder: Organisation
    authority: Organisation
    terms: Terms
    days: tuple[str, ...]
    payments: int


def subsidies(authority_id: int, view: str = RECEIVED) -> Export:
    """The subsidies that an authority receives or grants, one line per convention signed by both, the oldest first.

    `RECEIVED`: the grant of each of its schemes; the funder publishes it, this is its counterpart. `GRANTED`: those of
    schemes it funds itself. What it grants outside of the software is unknown here, and payments to venues are the
    price of a service: neither is ever told. Amounts are those of the convention as amended to this day. A scheme of
    another instance is not seen.
    """
    told = (_told(scheme) for scheme in _schemes(authority_id, view))
    return export(COLUMNS, CHECKS, [one for one in told if one is not None])


def _schemes(authority_id: int, view: str) -> list[Scheme]:
    side = "authority_id" if view == RECEIVED else "funder_id"
    return [scheme for scheme in organisations.schemes() if getattr(scheme, side) == authority_id]


def _told(scheme: Scheme) -> tuple[str, Line, Sequence[Reason]] | None:
    """What is told of the grant of a scheme, inside that scheme; None where it has no convention yet."""
    with within_scheme(scheme):
        convention = grants.convention_of(scheme.pk)
        if convention is None:
            return None
        about = convention.number or convention.title
        if convention.in_force_on is None:
            return about, {}, [reason(N_("la convention n'est pas signée par les deux parties"))]
        return about, _line(_grant(scheme, convention)), []


def _grant(scheme: Scheme, convention: Convention) -> _Grant:
    assert convention.in_force_on is not None
    known = [one for one in budget.instalments(scheme.pk) if one.convention_id == convention.pk]
    days = sorted({day.isoformat() for one in known if (day := one.received_on or one.due_on) is not None})
    return _Grant(
        convention=convention,
        funder=scheme.funder,
        authority=scheme.authority,
        terms=grants.terms_at(scheme.pk, max(convention.in_force_on, today())),
        days=tuple(days),
        payments=len(known),
    )


def _line(grant: _Grant) -> Line:
    terms, signed_on = grant.terms, grant.convention.in_force_on
    return {
        "nomAttribuant": plain(grant.funder.name),
        "idAttribuant": grant.funder.siret or "",
        "dateConvention": signed_on.isoformat() if signed_on else "",
        "referenceDecision": plain(grant.convention.number),
        "nomBeneficiaire": plain(grant.authority.name),
        "idBeneficiaire": grant.authority.siret or "",
        "rnaBeneficiaire": "",
        "objet": _shortened(plain(grant.convention.title)),
        "montant": f"{terms.state_share_cents // 100}.{terms.state_share_cents % 100:02}",
        "nature": _MONEY,
        "conditionsVersement": "unique" if grant.payments == 1 else "échelonné",
        "datesPeriodeVersement": _period(grant),
        "idRAE": "",
        # A grant to a public body for a public service is no aid to an undertaking: nothing is notified.
        "notificationUE": "non",
        "pourcentageSubvention": "1.00",
        "dispositifAide": "",
    }


def _period(grant: _Grant) -> str:
    """The day of a single payment; else from the first to the last known, or the time of the convention."""
    if grant.payments == 1 and grant.days:
        return grant.days[0]
    if len(grant.days) > 1:
        return f"{grant.days[0]}/{grant.days[-1]}"
    return f"{grant.terms.action_starts_on.isoformat()}/{grant.terms.convention_ends_on.isoformat()}"


def _shortened(text: str) -> str:
    return text if len(text) <= SUBJECT_LENGTH else f"{text[: SUBJECT_LENGTH - 1]}…"
