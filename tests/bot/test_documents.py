"""A resume or job from a file: what is read, and what is refused."""

import io
import time
import zipfile
from pathlib import Path

import docx
import pytest

from bot.documents import REASONS
from documents_made import (
    HELVETICA,
    LINE,
    W,
    drawn,
    locked,
    pdf,
    reason_of,
    saved,
    text_of,
    word_with_body,
)


async def test_a_pdf_of_two_pages_is_read_within_a_second() -> None:
    content = pdf([drawn(LINE, "Cut p99 from 900 ms to 120 ms"), drawn("Education")])
    began = time.perf_counter()
    text = await text_of(content)
    assert time.perf_counter() - began < 1
    assert text == f"{LINE}\nCut p99 from 900 ms to 120 ms\n\nEducation"


async def test_a_word_document_gives_header_paragraphs_bullets_and_tables() -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Ana Müller"
    document.add_heading("Experience")
    document.add_paragraph(LINE)
    document.add_paragraph("Cut p99 from 900 ms to 120 ms", style="List Bullet")
    table = document.add_table(rows=2, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Go", "5 years"
    table.cell(1, 0).text, table.cell(1, 1).text = "Awards\nPatent 2020", "Languages"
    document.add_paragraph("Berlin")
    assert (await text_of(saved(document))).split("\n") == [
        "Ana Müller",
        "",
        "Experience",
        LINE,
        "• Cut p99 from 900 ms to 120 ms",
        "Go | 5 years",
        "Awards",
        "Patent 2020",
        "Languages",
        "",
        "Berlin",
    ]


async def test_text_boxes_and_content_controls_of_resume_templates_are_read_once() -> None:
    content = word_with_body(
        b"<w:document " + W + b' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility'
        b'/2006"><w:body><w:sdt><w:sdtContent><w:p><w:r><w:t>In a control</w:t></w:r></w:p>'
        b"</w:sdtContent></w:sdt><w:p><w:r><mc:AlternateContent><mc:Choice><w:txbxContent><w:p>"
        b"<w:r><w:t>In a box</w:t></w:r></w:p></w:txbxContent></mc:Choice><mc:Fallback>"
        b"<w:txbxContent><w:p><w:r><w:t>As of old</w:t></w:r></w:p></w:txbxContent></mc:Fallback>"
        b"</mc:AlternateContent></w:r></w:p><w:p><w:del><w:r><w:delText>Gone</w:delText></w:r>"
        b"</w:del><w:ins><w:r><w:t>Kept</w:t></w:r></w:ins></w:p></w:body></w:document>"
    )
    assert await text_of(content) == "In a control\n\nIn a box\nKept"


async def test_an_external_entity_in_a_word_document_reads_no_file(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("the secret words")
    content = word_with_body(
        b'<!DOCTYPE x [<!ENTITY a SYSTEM "%s">]>' % secret.as_uri().encode()
        + b"<w:document "
        + W
        + b"><w:body><w:p><w:r><w:t>before &a; after</w:t></w:r></w:p>"
        b"</w:body></w:document>"
    )
    assert "secret" not in (await text_of(content))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
async def test_plain_text_is_read_in_the_encodings_of_editors(encoding: str) -> None:
    text = "# Ana Müller – “Lead”\n\n- Led the payments team\n- Cut p99, café"
    assert await text_of(text.encode(encoding), "resume.md") == text


async def test_one_broken_byte_does_not_spoil_the_umlauts_of_a_text() -> None:
    content = ("Müller, Größe, Öl, Ärger, größer, süß " * 2).encode() + b"\xff end"
    assert (await text_of(content)).startswith("Müller, Größe")


async def test_a_pdf_under_a_text_file_s_name_is_read_as_pdf() -> None:
    assert await text_of(pdf([drawn(LINE)]), "resume.txt") == LINE


async def test_words_under_a_pdf_s_name_are_read_as_words() -> None:
    assert await text_of(LINE.encode(), "resume.pdf") == LINE


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b" \n\t ", "empty"),
        (b"\0\0\0", "empty"),
        (b"-- \n ***", "empty"),
        (b"x" * 10_000_001, "large"),
        (b"\n<!DOCTYPE html><html><title>Sign in</title>", "web_page"),
        (b'\xef\xbb\xbf<?xml version="1.0"?>\n<HTML lang="en">', "web_page"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "image"),
        (b"\xff\xd8\xff\xe0" + bytes(100), "image"),
        (b"\0\0\0\x18ftypheic" + bytes(100), "image"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "old_word"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "locked_word",
        ),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le"), "other"),
        (b"{\\rtf1\\ansi Hello}", "other"),
        (bytes(range(256)) * 40, "other"),
        (b"PK\x03\x04 and no more", "broken"),
        (b"%PDF-1.7\nand no more", "broken"),
    ],
)
async def test_what_is_no_document_is_refused(content: bytes, reason: str) -> None:
    assert await reason_of(content) == reason


async def test_a_zip_that_is_no_word_document_is_refused() -> None:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", "<workbook/>")
    assert await reason_of(written.getvalue(), "resume.docx") == "other"


async def test_a_word_document_without_a_word_is_empty() -> None:
    assert await reason_of(saved(docx.Document())) == "empty"


async def test_a_pdf_with_a_password_is_refused_and_told_how_to_mend_it() -> None:
    content = locked(pdf([drawn(LINE)]), "sesame")
    assert await reason_of(content) == "locked"
    assert REASONS["locked"] == (
        "This PDF is locked with a password. Please save a copy without it."
    )


async def test_a_pdf_that_is_only_closed_to_changes_is_read() -> None:
    assert await text_of(locked(pdf([drawn(LINE)]), "")) == LINE


@pytest.mark.parametrize("pages", [[b"/Im1 Do"], [b"/Im1 Do " + drawn("Page 1 of 1")], [b""]])
async def test_a_scan_is_refused(pages: list[bytes]) -> None:
    assert await reason_of(pdf(pages)) == "scanned"


async def test_a_short_page_with_a_picture_and_words_is_no_scan() -> None:
    words = "Led the payments team at Acme from 2019 to 2024"
    assert await text_of(pdf([b"/Im1 Do " + drawn(words)])) == words


async def test_a_pdf_whose_letters_have_no_meaning_is_refused() -> None:
    font = HELVETICA.replace(
        b"/WinAnsiEncoding",
        b"<</Type/Encoding/Differences[32" + b"".join(b"/g%d" % n for n in range(95)) + b"]>>",
    )
    assert await reason_of(pdf([drawn(LINE, LINE)], font=font)) == "garbled"


async def test_a_pdf_whose_table_of_contents_is_wrong_is_read_all_the_same() -> None:
    content = pdf([drawn(LINE)])
    assert await text_of(content.replace(b"startxref\n", b"startxref\n9")) == LINE
