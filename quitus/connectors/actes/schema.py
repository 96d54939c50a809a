"""The official schema, where one is given. It stays outside of the project; two generations of it circulate."""

from dataclasses import dataclass
from pathlib import Path

from lxml import etree

_XSD = "{http://www.w3.org/2001/XMLSchema}"
_PAPER = "DocumentPapier"


class SchemaUnusable(Exception):
    """The file that the setting names is not a schema of @CTES, or one of those it imports is missing."""


@dataclass(frozen=True)
class Schema:
    """A compiled schema, and what its generation asks for.

    The generation of 2018 requires an element that says whether paper follows; the other one forbids it. Which one it
    is, is read in the schema itself: both bear the same name, the same namespace and the same version.
    """

    compiled: etree.XMLSchema
    says_paper: bool

    def faults_of(self, document: etree._Element) -> list[str]:
        """What the schema finds in a message or an envelope; nothing when it is valid."""
        if self.compiled.validate(document):
            return []
        return [entry.message for entry in self.compiled.error_log]  # type: ignore[attr-defined]


def load(path: Path) -> Schema:
    """Read the schema at `path` and those it imports from beside it. Raises `SchemaUnusable`."""
    try:
        tree = etree.parse(path, etree.XMLParser(no_network=True, resolve_entities=False))
        compiled = etree.XMLSchema(tree)
    except (OSError, etree.XMLSyntaxError, etree.XMLSchemaParseError) as unusable:
        raise SchemaUnusable(f"{path}: {unusable}") from unusable
    acts = [kind for kind in tree.iter(f"{_XSD}complexType") if kind.get("name") == "DonneesActe"]
    if not acts:
        raise SchemaUnusable(f"{path}: it does not describe acts")
    return Schema(compiled, any(element.get("name") == _PAPER for element in acts[0].iter(f"{_XSD}element")))
