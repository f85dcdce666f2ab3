"""The text layer of a PDF, page by page; refuses locked and scanned ones, follows no link in it."""

import io
import logging

import pypdf
from pypdf.errors import DependencyError, FileNotDecryptedError, LimitReachedError, PdfReadError

from bot.document_reader import ENOUGH_RAW, MOST_PAGES, Reading, Refused

# A page of text decodes to some ten kilobytes; pypdf's own bound (75 MB) takes minutes to parse.
_MOST_DECODED = 20_000_000
# "Scanned with …" and a page number are not the text of a page.
_LETTERS_OF_A_PAGE = 30


def read_pdf(content: bytes) -> Reading:
    """At most `MOST_PAGES` pages; a page that cannot be read is counted and left out.

    Raises `Refused`: locked, protected, scanned, heavy, broken.
    """
    logging.disable()  # pypdf's warnings quote the file
    pypdf.overwrite_configuration(
        zlib_maximum_output_length=_MOST_DECODED,
        lzw_maximum_output_length=_MOST_DECODED,
        run_length_maximum_output_length=_MOST_DECODED,
        array_based_stream_maximum_output_length=_MOST_DECODED,
    )
    try:
        reader = _unlocked(content)
        pages = len(reader.pages)
    except LimitReachedError:
        raise Refused("heavy") from None
    except (PdfReadError, RecursionError):
        raise Refused("broken") from None
    return _read_pages(reader, pages)


def _unlocked(content: bytes) -> pypdf.PdfReader:
    """A PDF may be encrypted and yet open to everybody: with an empty password."""
    try:
        reader = pypdf.PdfReader(io.BytesIO(content))
        if reader.is_encrypted and not reader.decrypt(""):
            raise Refused("locked")
    except DependencyError:  # AES, for which no library is installed: with or without password?
        raise Refused("protected") from None
    except FileNotDecryptedError:
        raise Refused("locked") from None
    return reader


def _read_pages(reader: pypdf.PdfReader, pages: int) -> Reading:
    texts: list[str] = []
    unreadable = length = 0
    heavy = False
    for number in range(min(pages, MOST_PAGES)):
        try:
            text = reader.pages[number].extract_text()
        except MemoryError:
            raise
        except Exception as error:  # a page that trips the parser must not cost the others
            heavy = heavy or isinstance(error, LimitReachedError)
            unreadable += 1
            continue
        texts.append(text)
        length += len(text)
        if length > ENOUGH_RAW:
            break
    if not texts:
        raise Refused("heavy" if heavy else "broken")
    letters = sum(1 for text in texts for c in text if c.isalnum())
    if letters < _LETTERS_OF_A_PAGE * len(texts) and _has_pictures(reader, len(texts)):
        raise Refused("scanned")
    return Reading(
        "\n\n".join(texts),
        wrapped=True,
        pages=pages,
        pages_read=len(texts),
        pages_unreadable=unreadable,
        cut=length > ENOUGH_RAW,
    )


def _has_pictures(reader: pypdf.PdfReader, pages: int) -> bool:
    """Whether one of the first pages shows an image; the images are named, not decoded."""
    try:
        return any(reader.pages[number].images.keys() for number in range(min(pages, 3)))
    except MemoryError:
        raise
    except Exception:  # broken resources: then there is no picture to blame
        return False
