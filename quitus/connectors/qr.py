"""QR codes as the smallest picture there is of them: one bit for each module, in a PNG.

Run by the process that sets pass as well, which imports nothing of the project: nor does this file.
"""

import struct
import zlib

import zxingcpp

LONGEST_AT_M = 178
"""Symbols of the alphanumeric mode that a code of 45 modules holds at level M, where 15 % of it may be lost to a fold.

A longer text is coded at level L (7 %), which keeps it within 45 modules up to 224 symbols: printed at 22 mm, a module
is then never smaller than 0.49 mm, and is read at 150 dpi."""

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_BITS = bytes.maketrans(b"\x00\xff", b"01")


def png(text: str) -> bytes:
    """The QR code of a text, one pixel a module, without its quiet zone (4 modules, left to the page)."""
    image = _modules(text)
    height, width = image.shape
    pixels = memoryview(image).tobytes().translate(_BITS)  # type: ignore[arg-type]  # it is a buffer
    row_bytes = -(-width // 8)
    pad = b"0" * (row_bytes * 8 - width)
    rows = b"".join(
        b"\0" + int(pixels[at : at + width] + pad, 2).to_bytes(row_bytes, "big")
        for at in range(0, width * height, width)
    )
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)  # one bit, grey
    return _SIGNATURE + _chunk(b"IHDR", head) + _chunk(b"IDAT", zlib.compress(rows, 1)) + _chunk(b"IEND", b"")


def side(text: str) -> int:
    """How many modules a side of the QR code of a text has: 22 mm divided by it is the size of one."""
    return int(_modules(text).shape[0])


def _modules(text: str) -> zxingcpp.Image:
    level = "M" if len(text) <= LONGEST_AT_M else "L"
    barcode = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level=level)
    return barcode.to_image(scale=1, add_quiet_zones=False)


def _chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
