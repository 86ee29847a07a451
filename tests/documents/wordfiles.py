"""Word files as officers send them back: edited, with tracked changes and comments, or hostile."""

import io
import os
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

soffice = pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice (soffice)")
MAIN = "word/document.xml"
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
WHO = 'w:author="Bà Hoa" w:date="2020-09-18T08:00:00Z"'


def part(source: bytes, name: str = MAIN) -> str:
    with zipfile.ZipFile(io.BytesIO(source)) as archive:
        return archive.read(name).decode()


def with_parts(source: bytes, **parts: str | bytes) -> bytes:
    """The file with members replaced or added; keys as "word__document.xml"."""
    target = io.BytesIO()
    changed = {name.replace("__", "/"): content for name, content in parts.items()}
    with zipfile.ZipFile(io.BytesIO(source)) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            if name not in changed:
                new.writestr(name, old.read(name))
        for name, content in changed.items():
            new.writestr(name, content)
    return target.getvalue()


def edited(source: bytes, *changes: tuple[str, str]) -> bytes:
    """Typed over in the XML: each old text must be there."""
    xml = part(source)
    for old, new in changes:
        assert old in xml, old
        xml = xml.replace(old, new, 1)
    return with_parts(source, **{"word__document.xml": xml})


def tracked(source: bytes, old: str, new: str) -> bytes:
    """`old` struck out and `new` put in, as tracked changes, inside one run."""
    xml = part(source)
    match = next(one for one in re.finditer(r"<w:r>(?:(?!</w:r>).)*</w:r>", xml) if old in one[0])
    before, after = re.sub(r"<[^>]+>", "", match[0]).split(old, 1)

    def run(words: str, tag: str = "t") -> str:
        return f'<w:r><w:{tag} xml:space="preserve">{words}</w:{tag}></w:r>' if words else ""

    replaced = (
        f'{run(before)}<w:del w:id="901" {WHO}>{run(old, "delText")}</w:del>'
        f'<w:ins w:id="902" {WHO}>{run(new)}</w:ins>{run(after)}'
    )
    xml = xml[: match.start()] + replaced + xml[match.end() :]
    return with_parts(source, **{"word__document.xml": xml})


def commented(source: bytes, words: str, comment: str) -> bytes:
    """A comment beside the run that holds `words`."""
    xml = part(source)
    match = next(one for one in re.finditer(r"<w:r>(?:(?!</w:r>).)*</w:r>", xml) if words in one[0])
    marked = (
        f'<w:commentRangeStart w:id="7"/>{match[0]}<w:commentRangeEnd w:id="7"/>'
        '<w:r><w:commentReference w:id="7"/></w:r>'
    )
    xml = xml[: match.start()] + marked + xml[match.end() :]
    comments = (
        f'<w:comments xmlns:w="{_W}"><w:comment w:id="7" {WHO} w:initials="H">'
        f"<w:p><w:r><w:t>{comment}</w:t></w:r></w:p></w:comment></w:comments>"
    )
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
    types = part(source, "[Content_Types].xml").replace(
        "</Types>", f'<Override PartName="/word/comments.xml" ContentType="{kind}"/></Types>'
    )
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
    rels = part(source, "word/_rels/document.xml.rels").replace(
        "</Relationships>",
        f'<Relationship Id="rId777" Type="{relation}" Target="comments.xml"/></Relationships>',
    )
    return with_parts(
        source,
        **{
            "word__document.xml": xml,
            "word__comments.xml": comments,
            "[Content_Types].xml": types,
            "word___rels__document.xml.rels": rels,
        },
    )


def without_carriers(source: bytes) -> bytes:
    """As a program leaves it that knows neither content controls nor bookmarks."""
    xml = re.sub(r"<w:sdtPr>.*?</w:sdtPr>|</?w:sdt>|</?w:sdtContent>", "", part(source))
    xml = re.sub(r"<w:bookmark(Start|End)[^>]*/>", "", xml)
    return with_parts(source, **{"word__document.xml": xml})


def through_libreoffice(source: bytes, folder: Path, *formats: str) -> bytes:
    """Opened and saved by LibreOffice, once per format."""
    current = folder / "ban-sua.docx"
    current.write_bytes(source)
    for step, kind in enumerate(formats):
        target = folder / str(step)
        target.mkdir()
        subprocess.run(
            ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless",
             "--convert-to", kind, "--outdir", str(target), str(current)],
            check=True, capture_output=True, timeout=120,
            env=os.environ | {"HOME": str(folder)},
        )  # fmt: skip
        current = target / f"ban-sua.{kind}"
    return current.read_bytes()
