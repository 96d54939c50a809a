import pytest
from hypothesis import given
from hypothesis import strategies as some

from quitus.kernel.file_kinds import media_type_of


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.7\n", "application/pdf"),
        (b"\x89PNG\r\n\x1a\nIHDR", "image/png"),
        (b"\xff\xd8\xff\xe0JFIF", "image/jpeg"),
        (b" %PDF-1.7", None),
        (b"\x89PNG", None),
        (b"<html>%PDF-</html>", None),
        (b"PK\x03\x04", None),
        (b"", None),
    ],
)
def test_the_first_bytes_tell_what_a_file_is(content, kind):
    assert media_type_of(content) == kind


@given(some.binary(max_size=40))
def test_what_follows_the_first_bytes_changes_nothing(rest):
    assert media_type_of(b"%PDF-" + rest) == "application/pdf"
