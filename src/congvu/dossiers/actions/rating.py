"""Rating a returned dossier: once, by who shows to be the one it was returned to."""

import hmac
from collections.abc import Sequence
from typing import Any

from django.core import signing
from django.db import IntegrityError, transaction

from congvu.applicants.models import clear
from congvu.core import audit, clock
from congvu.core.errors import BadInput
from congvu.dossiers.errors import AlreadyRated, NotTheirs, NotYetReturned
from congvu.dossiers.models import Dossier, Rating
from congvu.dossiers.policies import may_serve
from congvu.dossiers.rules.ratings import scale_on
from congvu.dossiers.states import DossierState, RatedBy

SIGNER = signing.Signer(salt="dossiers.rating", sep="~")
LONGEST = 1000  # characters of a comment


def rate(
    dossier: Dossier,
    *,
    level: str,
    by: Any = None,
    reasons: Sequence[str] = (),
    comment: str = "",
    last_four: str = "",
    token: str = "",
) -> Rating:
    """``by`` is the officer whose counter invites; else the last four digits or the link prove it.

    The database keeps one rating per dossier: of two at the same moment one is refused.
    """
    way = proved(dossier, by, last_four, token)
    with transaction.atomic():
        row = Dossier.objects.select_for_update(of=("self",)).get(pk=dossier.pk)
        refuse_unless_returned(row)
        rating = judged(row, level, reasons, comment)
        rating.way, rating.by = way, by if way == RatedBy.TABLET else None
        return kept(rating)


def kept(rating: Rating) -> Rating:
    """Written with its log row, or refused because there is one."""
    if Rating.objects.filter(dossier=rating.dossier).exists():
        raise AlreadyRated
    try:
        with transaction.atomic():
            return audit.create(rating, by=rating.by, action="dossiers.rate")
    except IntegrityError as error:
        raise AlreadyRated from error


def proved(dossier: Dossier, by: Any, last_four: str, token: str) -> str:
    """How it was shown whose dossier this is; refused without any proof."""
    if token and opened(token) == dossier.pk:
        return RatedBy.LINK
    known = clear(dossier.applicant.last_four) if dossier.applicant else ""
    if last_four.strip() and known and hmac.compare_digest(known.encode(), last_four.encode()):
        return RatedBy.PHONE
    if by is not None and may_serve(by, dossier.point):
        return RatedBy.TABLET
    raise NotTheirs


def refuse_unless_returned(row: Dossier) -> None:
    """Only of a result that was given out here."""
    if row.is_imported or row.state != DossierState.RETURNED:
        raise NotYetReturned


def judged(row: Dossier, level: str, reasons: Sequence[str], comment: str) -> Rating:
    """The rating by the scale of today."""
    scale = scale_on(clock.today())
    if level not in scale.levels:
        raise BadInput(fields={"level": "Chọn một mức hài lòng."})
    unknown = [code for code in reasons if code not in scale.reasons]
    if unknown:
        raise BadInput(fields={"reasons": "Chọn lý do trong danh sách."})
    if len(comment.strip()) > LONGEST:
        raise BadInput(fields={"comment": f"Ý kiến dài quá {LONGEST} ký tự."})
    return Rating(
        dossier=row,
        level=level,
        satisfied=level in scale.satisfied,
        reasons=list(dict.fromkeys(reasons)),
        comment=comment.strip(),
        basis=scale.basis,
        at=clock.now(),
    )


def rating_token(dossier: Dossier) -> str:
    """What the code on the sheet carries: signed, so that no other can be made up."""
    return SIGNER.sign(str(dossier.pk))


def opened(token: str) -> int | None:
    """The dossier a token is for; None for a forged one."""
    try:
        return int(SIGNER.unsign(token))
    except (signing.BadSignature, ValueError):
        return None
