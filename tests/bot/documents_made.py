"""Files as people send them, made by hand or by the libraries that also read them; and askers."""

import io
import zipfile
import zlib
from collections.abc import Sequence

import docx
import pypdf
import pytest

from bot.documents import REASONS, DocumentRefused, read_document

LINE = "Led the payments team at Acme"
HELVETICA = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"
PICTURE = (
    b"<</Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8"
    b"/ColorSpace/DeviceGray/Length 1>>stream\n\x80\nendstream"
)


def drawn(*lines: str) -> bytes:
    """The drawing of a page that shows these lines."""
    shown = b" ".join(b"(%s) Tj T*" % line.encode("cp1252") for line in lines)
    return b"BT /F1 12 Tf 14 TL 72 700 Td " + shown + b" ET"


def pdf(pages: Sequence[bytes], *, deflated: bool = False, font: bytes = HELVETICA) -> bytes:
    """A PDF written by hand, a drawing a page; each page may show the same one-pixel picture."""
    bodies = [b"<</Type/Catalog/Pages 2 0 R>>", b"", font, PICTURE]
    kids = []
    for page in pages:
        packed, named = (zlib.compress(page), b"/Filter/FlateDecode") if deflated else (page, b"")
        bodies.append(b"<</Length %d%s>>stream\n%s\nendstream" % (len(packed), named, packed))
        picture = b"/XObject<</Im1 4 0 R>>" if b"/Im1 Do" in page else b""
        bodies.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]"
            b"/Resources<</Font<</F1 3 0 R>>%s>>/Contents %d 0 R>>" % (picture, len(bodies))
        )
        kids.append(b"%d 0 R" % len(bodies))
    bodies[1] = b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(kids), b" ".join(kids))
    written, places = bytearray(b"%PDF-1.7\n"), []
    for number, body in enumerate(bodies, start=1):
        places.append(b"%010d 00000 n \n" % len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = len(written)
    written += b"xref\n0 %d\n0000000000 65535 f \n" % (len(bodies) + 1) + b"".join(places)
    written += b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(bodies) + 1, table)
    return bytes(written)


def locked(content: bytes, password: str, algorithm: str = "RC4-128") -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(content))
    writer.encrypt(password, owner_password="the owner's", algorithm=algorithm)
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def saved(document: docx.document.Document) -> bytes:
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def word_with_body(xml: bytes) -> bytes:
    """A Word document whose main part is exactly this."""
    original = zipfile.ZipFile(io.BytesIO(saved(docx.Document())))
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in original.namelist():
            archive.writestr(name, xml if name == "word/document.xml" else original.read(name))
    return written.getvalue()


W = b'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


async def text_of(content: bytes, name: str = "resume") -> str:
    document = await read_document(name, content)
    assert document.left_out is None
    return document.text


async def reason_of(content: bytes, name: str = "resume.pdf") -> str:
    with pytest.raises(DocumentRefused) as refused:
        await read_document(name, content)
    assert refused.value.sentence == REASONS[refused.value.reason]
    return refused.value.reason
