"""Papers signed by hand: the scan goes to the documents, what it says to the operation it stands for."""

from quitus.connectors import documents as files
from quitus.domain.documents import queries
from quitus.domain.documents.errors import QualityMissing
from quitus.domain.documents.models import SignedPaper
from quitus.domain.documents.signed import OnPaper, fit_scan, refuse_own_signature
from quitus.domain.organisations import queries as organisations
from quitus.domain.organisations.roles import ACCOUNTANT
from quitus.kernel.actors import Actor
from quitus.kernel.tenancy import current_scheme_id
from quitus.kernel.text import sort_key

MOST_SIGNER = 200


def on_paper(signed_by: str, file_name: str, content: bytes, *, by: Actor) -> OnPaper:
    """What an operation needs of a paper that another than `by` signed by hand; its scan is stored.

    Refuses with `SignerMissing`, `OwnSignatureOnPaper`, `ScanEmpty`, `ScanTooLarge`, `ScanOfThisTypeRefused`.
    """
    refuse_own_signature(by, signed_by)
    return joined(signed_by, file_name, content)


def by_accountant(signed_by: str, file_name: str, content: bytes, *, by: Actor, quality: str = "") -> OnPaper:
    """The same of a paper that the public accountant signed: under one of `accountant_names`, or another name with its
    quality, which is kept after it.

    Refuses with `QualityMissing`, and as `on_paper`.
    """
    refuse_own_signature(by, signed_by)
    names = {sort_key(one) for one in accountant_names()}
    if signed_by.strip() and sort_key(signed_by) not in names:
        if names and not quality.strip():
            raise QualityMissing(name=signed_by.strip())
        signed_by = ", ".join(filter(None, (signed_by.strip(), quality.strip())))[:MOST_SIGNER]
    return joined(signed_by, file_name, content)


def accountant_names() -> list[str]:
    """Who is, or was, public accountant of the current scheme with an account, by name; none where there is none."""
    held = organisations.memberships_ever(current_scheme_id()).filter(role=ACCOUNTANT)
    return list(dict.fromkeys(one.user.full_name for one in held))


def joined(signed_by: str, file_name: str, content: bytes) -> OnPaper:
    """What an operation needs of a signed file that proves it, whoever signed it; its scan is stored.

    Refuses with `SignerMissing`, `ScanEmpty`, `ScanTooLarge`, `ScanOfThisTypeRefused`.
    """
    media_type = fit_scan(signed_by, content)
    return OnPaper(signed_by.strip(), file_name[-200:], files.store(content), media_type, len(content))


def bears_a_name(paper: SignedPaper) -> bool:
    """Whether a person who received pass signed this paper too: the authority and the accountant read no such name."""
    return paper.verb == "hand_out"


def scan_content(paper_id: int, *, of_people: bool = False) -> tuple[SignedPaper, bytes]:
    """A signed paper of the current scheme and its scan; the slip of a hand-out bears a person's name, and is only for
    who serves people (`of_people`).

    Raises `DoesNotExist`, `DocumentLost`, `DocumentDamaged`.
    """
    paper = queries.signed_paper(paper_id)
    if bears_a_name(paper) and not of_people:
        raise SignedPaper.DoesNotExist
    return paper, files.read(paper.sha256)
