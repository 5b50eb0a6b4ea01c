"""A package of files that is the same bytes whenever it is made of the same."""

from __future__ import annotations

from io import BytesIO
from typing import Final
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

__all__ = ["undated"]

#: The day of every file in the package: the same report is the same bytes.
EPOCH: Final = (1980, 1, 1, 0, 0, 0)


def undated(written: BytesIO) -> bytes:
    """Return a package with the same files, each of them without its time."""
    packed = BytesIO()
    with ZipFile(written) as package, ZipFile(packed, "w", ZIP_DEFLATED) as same:
        for name in package.namelist():
            plain = ZipInfo(name, EPOCH)
            # A picture is packed as it is.
            packs = ZIP_STORED if name.endswith(".png") else ZIP_DEFLATED
            plain.compress_type = packs
            # As if made on one system, wherever it is made.
            plain.create_system = 3
            same.writestr(plain, package.read(name))
    return packed.getvalue()
