"""Tells a document's kind by its first bytes and has it read; trusts no name and no label."""

import re
from dataclasses import replace

from bot.document_reader import MOST_CHARACTERS, Reading, Refused
from bot.document_reader.plain import read_plain
from bot.document_reader.tidying import cut_at_line, tidy, unreadable_share

_HTML = re.compile(
    rb"(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*<(?:!doctype\s+html|html[\s>])", re.IGNORECASE | re.DOTALL
)
_IMAGE = re.compile(
    rb"\x89PNG|\xff\xd8\xff|GIF8|II\*\0|MM\0\*|RIFF....WEBP|....ftyp(?:hei|mif|avi|msf)", re.DOTALL
)
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# RTF, PostScript, empty and split zip, gzip, 7z, RAR, programs.
_OTHER = re.compile(rb"\{\\rtf|%!PS|PK\x05\x06|PK\x07\x08|\x1f\x8b|7z\xbc\xaf|Rar!|\x7fELF|MZ.\0")

_UNREADABLE_FROM = 0.25


def read(content: bytes) -> Reading:
    """The tidied text of a document of any kind we take, at most `MOST_CHARACTERS` long.

    Raises `Refused`, and whatever the parsers raise on a broken file.
    """
    raw = _read_raw(content)
    if raw.pages and unreadable_share(raw.text) > _UNREADABLE_FROM:
        raise Refused("garbled")
    text = tidy(raw.text, wrapped=raw.wrapped)
    if not any(c.isalnum() for c in text):
        raise Refused("scanned" if raw.pages else "empty")
    kept = cut_at_line(text, MOST_CHARACTERS)
    return replace(raw, text=kept, cut=raw.cut or len(kept) < len(text))


def _read_raw(content: bytes) -> Reading:
    start = content[:1024].lstrip(b"\xef\xbb\xbf \t\r\n\f\0")
    if _HTML.match(start):
        raise Refused("web_page")
    # Some printers write a few lines of their own before the mark; every viewer forgives that.
    if start.startswith(b"%PDF-") or (b"%PDF-" in start and b"startxref" in content[-2048:]):
        from bot.document_reader.pdf import read_pdf

        return read_pdf(content)
    if content.startswith(b"PK\x03\x04"):
        from bot.document_reader.word import read_word

        return read_word(content)
    _refuse_other_kinds(content)
    return read_plain(content)


def _refuse_other_kinds(content: bytes) -> None:
    if _IMAGE.match(content):
        raise Refused("image")
    if content.startswith(_OLD_OFFICE):
        if "EncryptedPackage".encode("utf-16-le") in content:
            raise Refused("locked_word")  # a .docx with a password sits in an old container
        raise Refused("old_word" if "WordDocument".encode("utf-16-le") in content else "other")
    if _OTHER.match(content):
        raise Refused("other")
