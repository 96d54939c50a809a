"""What structures and their venues give with a file: its bytes go to the documents, its facts to the room."""

from quitus.connectors import documents
from quitus.domain.documents.signed import fit_file
from quitus.domain.venues import operations, queries
from quitus.domain.venues.models import BankDetails
from quitus.domain.venues.rules import KeptFile
from quitus.kernel.actors import Actor
from quitus.kernel.operation import operation


def keep_file(file_name: str, content: bytes) -> KeptFile:
    """Keeps a PDF or a picture. Refuses with `ScanEmpty`, `ScanTooLarge`, `ScanOfThisTypeRefused`."""
    media_type = fit_file(content)
    return KeptFile(file_name[-200:], documents.store(content), media_type, len(content))


@operation
def give_account(
    *, by: Actor, organisation_id: int, iban: str, holder_name: str, proof: tuple[str, bytes]
) -> BankDetails:
    """Says where a structure is paid, with the file that proves it (name and bytes).

    Refuses as `keep_file` and `venues.operations.record_bank_details`.
    """
    return operations.record_bank_details(
        by=by, organisation_id=organisation_id, iban=iban, holder_name=holder_name, proof=keep_file(*proof)
    )


def proof_of_account(details_id: int, organisation_id: int | None = None) -> tuple[BankDetails, bytes]:
    """Bank details (of one structure if given) and the file that proves them.

    Raises `BankDetails.DoesNotExist`, `DocumentLost`, `DocumentDamaged`.
    """
    details = queries.bank_details_by_id(details_id, organisation_id)
    return details, documents.read(details.proof_sha256)
