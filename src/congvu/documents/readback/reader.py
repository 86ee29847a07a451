"""Reads the lines of a Word file in order, with tracked changes accepted."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from congvu.documents.readback.container import MAX_BYTES, open_word
from congvu.documents.tags import is_bookmark_name

# Text that a reader does not see once all changes are accepted, or that is not text.
_UNSEEN = {"del", "moveFrom", "instrText", "delText", "Fallback", "pPr", "rPr", "sectPr"}
_UNSEEN |= {"footnoteReference", "endnoteReference", "annotationRef", "sdtPr", "txbxContent"}
_CHANGES = {"ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange", "cellIns", "cellDel"}
_SPECIAL = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": ""}
CELL_SEPARATOR = " | "


@dataclass(frozen=True)
class ReadParagraph:
    """A paragraph outside tables. `tag` is that of its content control, "" when lost."""

    tag: str
    text: str
    bookmarks: tuple[str, ...] = ()


@dataclass(frozen=True)
class ReadLine:
    """A paragraph or a table row, in reading order. Tags and bookmarks may come several to one."""

    text: str
    tags: tuple[str, ...] = ()
    bookmarks: tuple[str, ...] = ()
    cells: tuple[str, ...] | None = None


@dataclass(frozen=True)
class ReadComment:
    """A comment in the margin and the words it stands beside."""

    author: str
    text: str
    about: str
    date: str = ""


@dataclass(frozen=True)
class ReadDocument:
    """What a Word file says."""

    lines: list[ReadLine]
    tables: list[list[tuple[str, ...]]]
    comments: list[ReadComment]
    has_tracked_changes: bool

    @property
    def paragraphs(self) -> list[ReadParagraph]:
        """The paragraphs outside tables."""
        return [
            ReadParagraph(line.tags[0] if line.tags else "", line.text, line.bookmarks)
            for line in self.lines
            if line.cells is None
        ]


def read_docx(source: bytes, max_bytes: int = MAX_BYTES) -> ReadDocument:
    """Read a .docx saved by Word or LibreOffice; refuses anything else with a named error."""
    word = open_word(source, max_bytes)
    body = next((child for child in word.document if name_of(child) == "body"), None)
    reading = _Reading()
    if body is not None:
        reading.container(body, ())
    reading.flush()
    changed = any(name_of(element) in _CHANGES for element in word.document.iter("{*}*"))
    comments = list(_comments(word.comments, word.document))
    return ReadDocument(reading.lines, reading.tables, comments, changed)


def name_of(element: etree._Element) -> str:
    """The local name; Word's strict files use another namespace for the same words."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


@dataclass
class _Piece:
    """Text gathered so far, with the carriers found in it."""

    text: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    bookmarks: list[str] = field(default_factory=list)

    def said(self) -> str:
        return "".join(self.text).strip()


@dataclass
class _Reading:
    lines: list[ReadLine] = field(default_factory=list)
    tables: list[list[tuple[str, ...]]] = field(default_factory=list)
    # A paragraph whose end mark was deleted goes on in the next one.
    open: _Piece | None = None

    def container(self, parent: etree._Element, tags: tuple[str, ...]) -> None:
        """Body, content control or any other holder of paragraphs and tables."""
        for child in parent:
            match name_of(child):
                case "p":
                    self.paragraph(child, tags)
                case "tbl":
                    self.flush()
                    self.table(child)
                case "sdt":
                    self.container(_content(child), (*tags, *_tag_of(child)))
                case "ins" | "moveTo" | "customXml" | "smartTag" | "sdtContent":
                    self.container(child, tags)

    def paragraph(self, element: etree._Element, tags: tuple[str, ...]) -> None:
        piece = self.open or _Piece()
        before = len(piece.text)
        own = _Piece()
        _gather(element, own)
        # Nothing left of it: its tags must not pass to the next paragraph.
        if "".join(own.text).strip():
            piece.text += own.text
            piece.tags += [*tags, *own.tags]
            piece.bookmarks += own.bookmarks
        self.open = piece
        if not _end_deleted(element) or (before == len(piece.text) and not piece.text):
            self.flush()

    def flush(self) -> None:
        piece, self.open = self.open, None
        if piece and piece.said():
            self.lines.append(ReadLine(piece.said(), _unique(piece.tags), _unique(piece.bookmarks)))

    def table(self, element: etree._Element) -> None:
        rows = []
        for row in _rows(element):
            line = _row_line(row)
            rows.append(line.cells or ())
            if line.text.replace("|", "").strip():
                self.lines.append(line)
        self.tables.append(rows)


def _row_line(row: etree._Element) -> ReadLine:
    cells, tags, bookmarks = [], [], []
    for cell in _cells(row):
        inner = _Reading()
        inner.container(cell, ())
        inner.flush()
        cells.append("\n".join(line.text for line in inner.lines))
        tags += [tag for line in inner.lines for tag in line.tags]
        bookmarks += [name for line in inner.lines for name in line.bookmarks]
    text = CELL_SEPARATOR.join(cells)
    return ReadLine(text, _unique(tags), _unique(bookmarks), tuple(cells))


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for child in table:
        match name_of(child):
            case "tr":
                if not _marked(child, "trPr", "del"):
                    yield child
            case "sdt":
                yield from _rows(_content(child))
            case "ins" | "moveTo" | "customXml":
                yield from _rows(child)


def _cells(row: etree._Element) -> Iterator[etree._Element]:
    for child in row:
        match name_of(child):
            case "tc":
                if not _marked(child, "tcPr", "cellDel"):
                    yield child
            case "sdt":
                yield from _cells(_content(child))
            case "customXml":
                yield from _cells(child)


def _gather(element: etree._Element, piece: _Piece) -> None:
    for child in element:
        name = name_of(child)
        if name in _UNSEEN:
            continue
        if name == "t":
            piece.text.append(child.text or "")
        elif name in _SPECIAL:
            piece.text.append(_SPECIAL[name])
        elif name == "bookmarkStart":
            mark = _value(child, "name")
            if is_bookmark_name(mark):
                piece.bookmarks.append(mark)
        else:
            if name == "sdt":
                piece.tags += _tag_of(child)
            _gather(child, piece)


def _tag_of(control: etree._Element) -> tuple[str, ...]:
    for properties in control:
        if name_of(properties) == "sdtPr":
            return tuple(_value(one, "val") for one in properties if name_of(one) == "tag")
    return ()


def _content(control: etree._Element) -> etree._Element:
    found = (child for child in control if name_of(child) == "sdtContent")
    return next(found, etree.Element("empty"))


def _end_deleted(paragraph: etree._Element) -> bool:
    for properties in paragraph:
        if name_of(properties) == "pPr":
            return _marked(properties, "rPr", "del") or _marked(properties, "rPr", "moveFrom")
    return False


def _marked(element: etree._Element, holder: str, mark: str) -> bool:
    return any(
        name_of(one) == mark for child in element if name_of(child) == holder for one in child
    )


def _value(element: etree._Element, name: str) -> str:
    for key, value in element.attrib.items():
        if etree.QName(str(key)).localname == name:
            return str(value)
    return ""


def _comments(part: etree._Element | None, document: etree._Element) -> Iterator[ReadComment]:
    if part is None:
        return
    about = _commented_words(document)
    for comment in part:
        if name_of(comment) == "comment":
            inner = _Reading()
            inner.container(comment, ())
            inner.flush()
            text = "\n".join(line.text for line in inner.lines)
            words = "".join(about.get(_value(comment, "id"), [])).strip()
            author, day = _value(comment, "author"), _value(comment, "date")
            yield ReadComment(author, text, words, day)


def _commented_words(document: etree._Element) -> dict[str, list[str]]:
    """The words between the two ends of each comment's range."""
    found: dict[str, list[str]] = {}
    running: set[str] = set()
    for element in document.iter("{*}*"):
        match name_of(element):
            case "commentRangeStart":
                running.add(_value(element, "id"))
            case "commentRangeEnd":
                running.discard(_value(element, "id"))
            case "t":
                for number in running:
                    found.setdefault(number, []).append(element.text or "")
    return found


def _unique(items: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(item for item in items if item))
