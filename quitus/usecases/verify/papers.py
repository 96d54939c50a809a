"""Produced documents and acts online: the files are there, and are those that were made or published."""

import hashlib
from collections.abc import Iterator

from django.db import connection, transaction

from quitus.connectors import documents as files
from quitus.connectors.papers import canonical
from quitus.domain.acts import queries as acts
from quitus.domain.documents import queries
from quitus.domain.documents.models import ProducedDocument
from quitus.domain.organisations import queries as organisations
from quitus.kernel.tenancy import scheme_scope
from quitus.kernel.words import N_
from quitus.usecases.verify.check import Fault

INVARIANT = "documents"
FILES = N_("Les fichiers d'un document produit sont là, tels qu'ils ont été produits.")
DATA = N_("Les données d'un document produit portent l'empreinte de ce qu'elles disent.")
TABLE = "documents_produceddocument"
ONLINE = N_("Le PDF d'un acte en ligne est là, tel qu'il a été publié.")


def faults() -> Iterator[Fault]:
    """The documents whose files are lost or changed, or whose data are not those that were recorded; the acts online
    whose PDF is lost or changed.

    Each scheme is read in its own scope, in a transaction that only reads.
    """
    for scheme in organisations.schemes():
        with transaction.atomic(), scheme_scope(scheme.pk):
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION READ ONLY")
            for document in queries.produced_documents().defer(None).order_by("pk").iterator(100):
                yield from _faults_of(scheme.slug, document)
    yield from _faults_online()


def _faults_online() -> Iterator[Fault]:
    for authority in acts.online_authorities():
        for act in acts.online(authority.pk).iterator(100):
            if not _is_whole(act.published_sha256):
                yield Fault(
                    INVARIANT, "online_files_are_whole", authority.name, ONLINE, "acts_deliberation", act.number
                )


def _faults_of(slug: str, document: ProducedDocument) -> Iterator[Fault]:
    name = f"{document.pk} {document.title[:80]}"
    if not all(_is_whole(sha256) for sha256 in (document.pdf_sha256, document.odt_sha256)):
        yield Fault(INVARIANT, "produced_files_are_whole", slug, FILES, TABLE, name)
    if hashlib.sha256(canonical(document.data)).hexdigest() != document.data_sha256:
        yield Fault(INVARIANT, "produced_data_match_their_fingerprint", slug, DATA, TABLE, name)


def _is_whole(sha256: str) -> bool:
    try:
        files.read(sha256)
    except (files.DocumentLost, files.DocumentDamaged):
        return False
    return True
