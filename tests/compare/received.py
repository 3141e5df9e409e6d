"""A document that came back: what another party did with it in Word, done by hand in its XML."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from avtal.word.package.assembly import unpack, zip_package

_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
POLICE = "Lokalpolisområde Granvik"
AT = "2026-11-20T09:30:00Z"


@dataclass
class Received:
    """A Word file being changed; each text must stand once in it."""

    data: bytes
    comments: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.members = unpack(self.data)
        self.body = self.members["word/document.xml"].decode()

    def track(self, old: str, new: str) -> Received:
        """Replace a stretch of text with changes tracked."""
        who = f'w:id="{900 + len(self.body) % 97}" w:author="{POLICE}" w:date="{AT}"'
        taken = f"<w:del {who}><w:r><w:delText>{old}</w:delText></w:r></w:del>"
        put = f"<w:ins {who}><w:r><w:t>{new}</w:t></w:r></w:ins>" if new else ""
        return self._split(old, taken + put)

    def change(self, old: str, new: str) -> Received:
        """Replace a stretch of text without tracking it."""
        assert self.body.count(old) == 1, old
        self.body = self.body.replace(old, new)
        return self

    def comment(self, at: str, text: str) -> Received:
        """Comment on a stretch of text."""
        number = len(self.comments)
        self.comments.append(text)
        mark = f'<w:r><w:commentReference w:id="{number}"/></w:r>'
        start, end = (f'<w:commentRange{end} w:id="{number}"/>' for end in ("Start", "End"))
        return self._split(at, f"{start}<w:r><w:t>{at}</w:t></w:r>{end}{mark}")

    def join_with_next(self, text: str) -> Received:
        """Take out the end of the paragraph that has the text, tracked."""
        found = re.search(rf"<w:p>(?:(?!</w:p>).)*{re.escape(text)}", self.body)
        assert found, text
        gone = f'<w:rPr><w:del w:id="702" w:author="{POLICE}" w:date="{AT}"/></w:rPr></w:pPr>'
        self.body = self.body.replace(found[0], found[0].replace("</w:pPr>", gone, 1))
        return self

    def delete_paragraph(self, text: str) -> Received:
        """Take out the whole paragraph that has the text, tracked."""
        who = f'w:author="{POLICE}" w:date="{AT}"'
        found = re.search(rf"<w:p>(?:(?!</w:p>).)*{re.escape(text)}.*?</w:p>", self.body)
        assert found, text
        paragraph = found[0].replace("<w:t>", "<w:delText>").replace("<w:t ", "<w:delText ")
        paragraph = paragraph.replace("</w:t>", "</w:delText>")
        paragraph = paragraph.replace(
            "</w:pPr>",
            f'<w:rPr><w:del w:id="700" {who}/></w:rPr></w:pPr><w:del w:id="701" {who}>',
            1,
        )
        paragraph = paragraph.replace("</w:p>", "</w:del></w:p>")
        self.body = self.body.replace(found[0], paragraph)
        return self

    def _split(self, text: str, middle: str) -> Received:
        found = re.findall(r"<w:t(?: [^>]*)?>[^<]*</w:t>", self.body)
        (run,) = [one for one in found if text in one]
        before, _, after = re.sub("<[^>]*>", "", run).partition(text)
        kept = '<w:t xml:space="preserve">'
        self.body = self.body.replace(
            run, f"{kept}{before}</w:t></w:r>{middle}<w:r>{kept}{after}</w:t>"
        )
        return self

    def to_bytes(self) -> bytes:
        """Return the file."""
        members = {**self.members, "word/document.xml": self.body.encode()}
        if self.comments:
            listed = "".join(
                f'<w:comment w:id="{number}" w:author="{POLICE}" w:date="{AT}"><w:p><w:r>'
                f"<w:t>{text}</w:t></w:r></w:p></w:comment>"
                for number, text in enumerate(self.comments)
            )
            members["word/comments.xml"] = (
                f'<w:comments xmlns:w="{_MAIN}">{listed}</w:comments>'.encode()
            )
            _add(
                members,
                "[Content_Types].xml",
                "</Types>",
                f'<Override PartName="/word/comments.xml" ContentType="{_TYPE}"/>',
            )
            _add(
                members,
                "word/_rels/document.xml.rels",
                "</Relationships>",
                f'<Relationship Id="rIdC" Type="{_OFFICE}/comments" Target="comments.xml"/>',
            )
        return zip_package(members)  # fmt: skip


def _add(members: dict[str, bytes], part: str, end: str, added: str) -> None:
    members[part] = members[part].replace(end.encode(), f"{added}{end}".encode())
