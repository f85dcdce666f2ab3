"""The text of a Word document: headers, paragraphs, tables, text boxes, content controls.

Refuses a zip that is no Word document, and one that unpacks to more than a resume can be.
"""

import io
import zipfile
from collections.abc import Iterator
from typing import Any

import docx
from docx.opc.constants import RELATIONSHIP_TYPE

from bot.document_reader import ENOUGH_RAW, Reading, Refused

_MOST_PARTS = 2_000
_MOST_UNPACKED = 100_000_000
_MOST_XML = 30_000_000

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_P, _TABLE, _ROW, _CELL, _BOX = (_W + tag for tag in ("p", "tbl", "tr", "tc", "txbxContent"))
_ALTERNATIVES, _CHOICE, _FALLBACK = (
    _MC + tag for tag in ("AlternateContent", "Choice", "Fallback")
)
_UNSEEN = {_W + tag for tag in ("pPr", "rPr", "del", "moveFrom", "delText", "instrText", "sectPr")}
_SIGNS = {
    _W + "tab": "\t",
    _W + "ptab": "\t",
    _W + "br": "\n",
    _W + "cr": "\n",
    _W + "noBreakHyphen": "-",
}


def read_word(content: bytes) -> Reading:
    """Everything that is seen on the pages, but footers and footnotes.

    Word's own reader leaves out what stands in content controls and text boxes, of which most
    resume templates are made; so the tree is walked here. Raises `Refused`: locked_word, heavy,
    other, broken.
    """
    _look_into_zip(content)
    try:
        document = docx.Document(io.BytesIO(content))
    except ValueError:  # a template, a document with macros
        raise Refused("other") from None
    part = document.part
    listed = _list_styles(part.styles.element)
    headers = [
        "\n".join(_lines(relation.target_part.element, listed)).strip()
        for relation in part.rels.values()
        if relation.reltype == RELATIONSHIP_TYPE.HEADER
    ]
    lines = [header for header in dict.fromkeys(headers) if header]
    if lines:
        lines.append("")
    length = 0
    for line in _lines(document.element.body, listed):
        lines.append(line)
        length += len(line) + 1
        if length > ENOUGH_RAW:
            break
    return Reading("\n".join(lines), wrapped=False, cut=length > ENOUGH_RAW)


def _look_into_zip(content: bytes) -> None:
    """Reads the zip's table of contents only; zipfile never unpacks more than that promises."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
    except zipfile.BadZipFile:
        raise Refused("broken") from None
    names = {part.filename for part in parts}
    if "[Content_Types].xml" not in names or not any(name.startswith("word/") for name in names):
        raise Refused("other")
    if any(part.flag_bits & 1 for part in parts):
        raise Refused("locked_word")
    xml = sum(part.file_size for part in parts if part.filename.endswith((".xml", ".rels")))
    if (
        len(parts) > _MOST_PARTS
        or xml > _MOST_XML
        or sum(part.file_size for part in parts) > _MOST_UNPACKED
    ):
        raise Refused("heavy")


def _list_styles(styles: Any) -> set[str]:
    """The ids of the styles that put a bullet or number before a paragraph."""
    return {
        style.get(_W + "styleId")
        for style in styles.iter(_W + "style")
        if style.find(f"{_W}pPr/{_W}numPr") is not None
    }


def _lines(element: Any, listed: set[str]) -> Iterator[str]:
    for child in element.iterchildren():
        if child.tag == _P:
            yield from _paragraph(child, listed)
        elif child.tag == _TABLE:
            yield from _table(child, listed)
        elif child.tag == _ALTERNATIVES:
            yield from _lines(_shown(child), listed)
        elif isinstance(child.tag, str) and child.tag not in _UNSEEN:
            yield from _lines(child, listed)  # a content control, an insertion, custom XML


def _shown(alternatives: Any) -> Any:
    """Of the several ways to draw the same thing, the first: else each text box is read twice."""
    choice = alternatives.find(_CHOICE)
    return choice if choice is not None else alternatives.find(_FALLBACK)


def _paragraph(paragraph: Any, listed: set[str]) -> Iterator[str]:
    pieces: list[str] = []
    boxes: list[Any] = []
    _gather(paragraph, pieces, boxes)
    text = "".join(pieces).strip()
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    style_id = style.get(_W + "val", "") if style is not None else ""
    if text and style_id.startswith(("Heading", "Title")):
        yield ""
    yield f"• {text}" if text and _is_listed(paragraph, style_id, listed) else text
    for box in boxes:
        yield from _lines(box, listed)


def _is_listed(paragraph: Any, style_id: str, listed: set[str]) -> bool:
    number = paragraph.find(f"{_W}pPr/{_W}numPr/{_W}numId")
    if number is not None:
        return bool(number.get(_W + "val") != "0")  # 0 takes the style's bullet away
    return style_id in listed


def _gather(element: Any, pieces: list[str], boxes: list[Any]) -> None:
    for child in element.iterchildren():
        if child.tag == _W + "t":
            pieces.append(child.text or "")
        elif child.tag in _SIGNS:
            pieces.append(_SIGNS[child.tag])
        elif child.tag == _BOX:
            boxes.append(child)
        elif child.tag == _ALTERNATIVES:
            _gather(_shown(child), pieces, boxes)
        elif isinstance(child.tag, str) and child.tag not in _UNSEEN:
            _gather(child, pieces, boxes)


def _table(table: Any, listed: set[str]) -> Iterator[str]:
    """A row of short cells is one line; a row of long ones, as in a two-column page, is several."""
    for row in table.iter(_ROW):
        if next(row.iterancestors(_TABLE)) is not table:
            continue  # of a table in a cell, which the cell gives
        cells = []
        for cell in row.iter(_CELL):
            if next(cell.iterancestors(_ROW)) is row:
                shown = "\n".join(_lines(cell, listed)).splitlines()
                cells.append([line for line in shown if line.strip()])
        cells = [cell for cell in cells if cell]
        if all(len(cell) == 1 for cell in cells):
            yield " | ".join(cell[0] for cell in cells)
        else:
            for cell in cells:
                yield from cell
    yield ""
