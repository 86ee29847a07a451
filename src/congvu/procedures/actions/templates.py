"""Forms to fill in (mẫu đơn, tờ khai) as files: let in by the file store, told with the version."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from django.db import transaction

from congvu.core.errors import BadInput
from congvu.core.policies import require
from congvu.evidence.actions import NewItem, add_items, let_in
from congvu.evidence.errors import Refused
from congvu.evidence.models import Version as FileVersion
from congvu.procedures.actions.content import Content, edit_version
from congvu.procedures.errors import FixedVersion
from congvu.procedures.models import ProcedureVersion
from congvu.procedures.models.reading import template_file
from congvu.procedures.policies import may_keep
from congvu.procedures.rules import ComponentFacts
from congvu.procedures.states import TEMPLATE_KINDS, TEMPLATE_LARGEST

PURPOSE = "Mẫu đơn, tờ khai"
Sent = tuple[Any, str]  # a stream and its name


def edit_with_templates(
    version: ProcedureVersion,
    content: Content,
    files: Mapping[int, Sent],
    *,
    by: Any,
    expected: int | None = None,
) -> ProcedureVersion:
    """Write a draft with fresh files for some of its components, by their place in ``content``.

    A file is recognised by what is in it, measured and scanned before anything is written.
    """
    require(may_keep(by, version.procedure))
    if version.is_fixed:
        raise FixedVersion
    papers = list(content.components or ())
    with let_in_templates(version, papers, files, by=by) as stored, transaction.atomic():
        for place, one in record(version, papers, stored, by=by).items():
            papers[place] = replace(papers[place], file=template_file(one))
        fresh = replace(content, components=papers) if content.components is not None else content
        return edit_version(version, fresh, by=by, expected=expected)


@contextmanager
def let_in_templates(
    version: ProcedureVersion,
    papers: Sequence[ComponentFacts],
    files: Mapping[int, Sent],
    *,
    by: Any,
) -> Iterator[dict[int, Any]]:
    """The files that came, each a Word, Excel or PDF of reasonable size; a refusal names it."""
    try:
        with let_in(list(files.values()), by=by, about=version.procedure) as prepared:
            found = dict(zip(files, prepared, strict=True))
            for place, file in found.items():
                refuse_odd(papers[place], file)
            yield found
    except Refused as error:
        raise BadInput(fields={"components": f"Tệp mẫu: {error.message}"}) from error


def refuse_odd(paper: ComponentFacts, file: Any) -> None:
    """Only what an applicant can open and fill in."""
    if file.media_type not in TEMPLATE_KINDS:
        told = f"Tệp mẫu của “{paper.title}” phải là Word, Excel hoặc PDF."
        raise BadInput(fields={"components": told})
    if file.size > TEMPLATE_LARGEST:
        most = TEMPLATE_LARGEST // 2**20
        told = f"Tệp mẫu của “{paper.title}” lớn hơn {most} MB. Hãy giảm dung lượng rồi chọn lại."
        raise BadInput(fields={"components": told})


def record(
    version: ProcedureVersion,
    papers: Sequence[ComponentFacts],
    files: Mapping[int, Any],
    *,
    by: Any,
) -> dict[int, FileVersion]:
    """The files as items of the store, kept with the procedure."""
    if not files:
        return {}
    rows = [
        NewItem(file, {"title": f"Mẫu: {papers[place].title}"[:300]},
                target=version.procedure, purpose=PURPOSE)
        for place, file in files.items()
    ]  # fmt: skip
    return dict(zip(files, add_items(rows, by=by), strict=True))
