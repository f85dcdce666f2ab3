"""Files that people and the bot upload, in memory; a restart forgets their contents."""

import mimetypes
from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import quote

from bot.sandbox.errors import SlackError
from bot.sandbox.workspace import TEAM_ID, Json, opaque


@dataclass
class File:
    id: str
    user: str
    name: str
    content: bytes
    created: int
    title: str = ""


class Files:
    """Every upload by id. An upload that the bot began is a file once it is completed."""

    def __init__(self) -> None:
        self._files: dict[str, File] = {}
        self._begun: dict[str, tuple[str, File]] = {}

    def add(self, user: str, name: str, content: bytes, at: int) -> File:
        """Takes a file as it is; only the last part of its name counts."""
        file = File(opaque("F"), user, PurePosixPath(name).name or "file", content, at)
        self._files[file.id] = file
        return file

    def get(self, file_id: object) -> File:
        """Raises SlackError("file_not_found")."""
        file = self._files.get(file_id) if isinstance(file_id, str) else None
        if file is None:
            raise SlackError("file_not_found")
        return file

    def begin(self, user: str, name: str, at: int) -> tuple[str, File]:
        """The id of an upload address, and the file that it will become."""
        file = File(opaque("F"), user, PurePosixPath(name).name or "file", b"", at)
        address = opaque("", 24)
        self._begun[address] = (file.id, file)
        return address, file

    def receive(self, address: str, content: bytes) -> File:
        """Takes what was sent to an upload address."""
        if address not in self._begun:
            raise SlackError("file_not_found")
        file = self._begun[address][1]
        file.content = content
        return file

    def complete(self, file_id: object, title: str | None) -> File:
        for address, (begun_id, file) in self._begun.items():
            if begun_id == file_id:
                del self._begun[address]
                file.title = title or file.name
                self._files[file.id] = file
                return file
        raise SlackError("file_not_found")


def file_record(file: File, base: str) -> Json:
    """A file as Slack describes it, with addresses under `base`."""
    kind = PurePosixPath(file.name).suffix.removeprefix(".").lower() or "binary"
    address = f"{base}/files/{file.id}/{quote(file.name, errors='replace')}"
    return {
        "id": file.id,
        "created": file.created,
        "timestamp": file.created,
        "name": file.name,
        "title": file.title or file.name,
        "mimetype": mimetypes.guess_type(file.name)[0] or "application/octet-stream",
        "filetype": {"txt": "text", "md": "markdown"}.get(kind, kind),
        "pretty_type": kind.upper(),
        "user": file.user,
        "user_team": TEAM_ID,
        "editable": False,
        "size": len(file.content),
        "mode": "hosted",
        "is_external": False,
        "external_type": "",
        "is_public": False,
        "public_url_shared": False,
        "display_as_bot": False,
        "username": "",
        "url_private": address,
        "url_private_download": address,
        "permalink": address,
        "has_rich_preview": False,
        "file_access": "visible",
    }
