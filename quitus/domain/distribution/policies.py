"""Who may do what with custody, imprests, referrals and hand-outs."""

from quitus.domain.distribution.catalogue import AGENT
from quitus.domain.organisations.roles import (
    ACCOUNTANT,
    FINANCE,
    HANDOUT_AGENT,
    IMPREST_HOLDER,
    MANAGER,
    OPERATOR,
    PRESCRIBER,
)
from quitus.kernel.actors import SYSTEM


def may_constitute_imprest(role: str) -> bool:
    """The authority proposes an imprest, signs its acte constitutif and appoints (CGCT R.1617-3)."""
    return role in (MANAGER, FINANCE)


def role_of_appointment(kind: str) -> str:
    """The role whose work an appointment gives: who holds a role that does not go with it is not appointed."""
    return HANDOUT_AGENT if kind == AGENT else IMPREST_HOLDER


def may_assent(role: str) -> bool:
    """Only the public accountant gives the assent."""
    return role == ACCOUNTANT


def may_enter_for_the_accountant(role: str) -> bool:
    """What the accountant signed on paper is entered, with its scan, by him or by the authorising side."""
    return role in (ACCOUNTANT, MANAGER, FINANCE)


def may_keep_cash(role: str) -> bool:
    """The imprest holder writes what comes and goes in cash; an appointment on the day is needed too."""
    return role == IMPREST_HOLDER


def may_open_point(role: str) -> bool:
    """The programme manager decides where pass are handed out."""
    return role == MANAGER


def may_print(role: str) -> bool:
    """Pass come into custody when they are produced: by the operator, by the manager for a self-issued order, or by
    command on the machine.
    """
    return role in (OPERATOR, MANAGER, SYSTEM)


def may_take_delivery(role: str) -> bool:
    """The accountant takes pass in charge; the programme manager may count them for him."""
    return role in (ACCOUNTANT, MANAGER)


def may_supply_safe(role: str) -> bool:
    """The accountant supplies the imprest holder against receipt (by analogy with CGCT R.1611-11)."""
    return role == ACCOUNTANT


def may_keep_the_safe(role: str) -> bool:
    """The imprest holder's role; an appointment on the day is needed too."""
    return role == IMPREST_HOLDER


def may_dispatch(role: str, *, own: bool, self_issued: bool) -> bool:
    """The operator gives its own order to a carrier; the programme manager enters it when the authority issues, or the
    operator has no account here.
    """
    return (role == OPERATOR and own) or (role == MANAGER and self_issued)


def may_move_stock(role: str, *, of_a_body: bool) -> bool:
    """Who keeps a safe moves what is in it, somebody of a mandated body what the body keeps; each named that day."""
    return role == IMPREST_HOLDER or (of_a_body and role == HANDOUT_AGENT)


def may_receive(role: str) -> bool:
    """Who signs for pass, or enters what another signed by hand: given a power on the day, or the accountant's role."""
    return role in (ACCOUNTANT, IMPREST_HOLDER, HANDOUT_AGENT, MANAGER, FINANCE)


def may_enter_for_others(role: str) -> bool:
    """The authorising side enters what somebody without an account signed by hand, with its scan."""
    return role in (MANAGER, FINANCE)


def may_declare_loss(role: str) -> bool:
    """Whoever hands out or keeps pass says that they are gone; the programme manager for what people report."""
    return role in (HANDOUT_AGENT, IMPREST_HOLDER, MANAGER)


def may_return_stock(role: str) -> bool:
    """An agent gives back what is at his point; the imprest holder fetches it."""
    return role in (HANDOUT_AGENT, IMPREST_HOLDER)


def may_hand_out(role: str) -> bool:
    """Roles that may hand out, given an appointment on the day: never a prescriber."""
    return role in (HANDOUT_AGENT, IMPREST_HOLDER)


def may_enter_handout(role: str) -> bool:
    """Who enters a hand-out that an agent made on a signed paper: who could hand out there, or the authorising side."""
    return may_hand_out(role) or may_enter_for_others(role)


def may_refer(role: str) -> bool:
    """A prescriber refers; an agent may, for a person who comes without a referral."""
    return role in (PRESCRIBER, HANDOUT_AGENT, IMPREST_HOLDER)


def may_read_identity(role: str, *, concerned: bool) -> bool:
    """Only who meets that very person sees the name, and each time it is recorded."""
    return concerned and role in (PRESCRIBER, HANDOUT_AGENT, IMPREST_HOLDER)


def may_take_up_custody(role: str) -> bool:
    """The register of pass taken up from another instance is begun by whoever takes them up."""
    return role in (MANAGER, SYSTEM)
