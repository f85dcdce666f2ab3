"""Plain text in whatever encoding it came; refuses what is no text at all."""

import codecs
import re

from bot.document_reader import Reading, Refused

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    # The mark of UTF-32 begins with that of UTF-16, so it is looked for first.
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x9f]")


def read_plain(content: bytes) -> Reading:
    """UTF-8, UTF-16 or UTF-32 (by their mark, UTF-16 also without), else Windows' Western page.

    Raises `Refused("other")` where more than one character in a hundred is a control character.
    """
    text = _decode(content)
    if len(_CONTROL.findall(text)) > len(text) / 100 + 3:
        raise Refused("other")
    return Reading(text, wrapped=True)


def _decode(content: bytes) -> str:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return content[len(mark) :].decode(encoding, "ignore")
    unmarked = _utf16_without_mark(content)
    if unmarked is not None:
        return content.decode(unmarked, "ignore")
    lenient = content.decode("utf-8", "replace")
    broken = lenient.count("\ufffd")
    if not broken:
        return lenient
    sound = sum(1 for c in lenient if c > "\x7f") - broken
    if sound > 10 * broken:
        return lenient  # UTF-8 with a scratch: the broken characters go, the others stay right
    # latin-1 turns the five bytes that cp1252 lacks into control characters, which are counted
    return content.decode("cp1252" if _in_cp1252(content) else "latin-1")


def _in_cp1252(content: bytes) -> bool:
    return not any(byte in content for byte in b"\x81\x8d\x8f\x90\x9d")


def _utf16_without_mark(content: bytes) -> str | None:
    """Western text in UTF-16 has a zero in nearly every second byte, and nowhere else."""
    sample = content[:4096]
    half = len(sample) // 2
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if half >= 8 and odd > 0.8 * half and even < 0.1 * half:
        return "utf-16-le"
    if half >= 8 and even > 0.8 * half and odd < 0.1 * half:
        return "utf-16-be"
    return None
