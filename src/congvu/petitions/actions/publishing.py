"""After the answer: told to everybody without names, and what the sender thought of it."""

from typing import Any

from congvu.core import clock
from congvu.core.needed import words
from congvu.petitions import rules
from congvu.petitions.actions.moving import move, one_of
from congvu.petitions.errors import NamesDoubtful, NamesRemain
from congvu.petitions.models import Petition
from congvu.petitions.states import SATISFACTION_LABELS


def publish(
    petition: Petition,
    *,
    by: Any,
    question: str,
    answer: str,
    confirmed: bool = False,
    expected: int | None = None,
) -> Petition:
    """Question and answer for everybody (NĐ 20/2008 Đ19), refused while somebody is named.

    What only looks like a name needs ``confirmed``: an office-holder may stand there.
    """
    texts = {
        "question": words(question, "Ghi nội dung công khai.", "question"),
        "answer": words(answer, "Ghi nội dung trả lời công khai.", "answer"),
    }

    def work(row: Petition) -> dict[str, Any]:
        refuse_names(row, texts, confirmed)
        return {
            "public_question": texts["question"],
            "public_answer": texts["answer"],
            "published_at": clock.now(),
        }

    return move(petition, "publish", work, by=by, expected=expected)


def refuse_names(row: Petition, texts: dict[str, str], confirmed: bool) -> None:
    """Certain finds forbid, doubtful ones ask."""
    found = {name: rules.findings(text, **row.known_words()) for name, text in texts.items()}
    certain = {n: [one for one in rows if one.certain] for n, rows in found.items()}
    if any(certain.values()):
        raise NamesRemain(fields={n: f"Bỏ {rules.told(r)}." for n, r in certain.items() if r})
    if any(found.values()) and not confirmed:
        fields = {n: f"Xem lại {rules.told(rows)}." for n, rows in found.items() if rows}
        raise NamesDoubtful(fields=fields | {"confirmed": (NamesDoubtful.__doc__ or "").strip()})


def suggested(row: Petition) -> tuple[str, str]:
    """Question and answer with what is certain taken out, for a person to read again."""
    known = row.known_words()
    return rules.anonymised(row.full_content, **known), rules.anonymised(row.answer, **known)


def unpublish(petition: Petition, *, by: Any, reason: str, expected: int | None = None) -> Petition:
    """Taken off, with the reason; the texts stay here."""
    why = words(reason, "Ghi lý do gỡ.")
    return move(
        petition, "unpublish", lambda row: {"published_at": None}, by=by, expected=expected,
        reason=why,
    )  # fmt: skip


def record_satisfaction(
    petition: Petition, *, by: Any, satisfaction: str, note: str = "", expected: int | None = None
) -> Petition:
    """What the sender said when asked; asked again, the last word counts and the log has both."""
    choices = list(SATISFACTION_LABELS.items())
    chosen = one_of(satisfaction, choices, "Chọn hài lòng hoặc không hài lòng.", "satisfaction")
    fields = {
        "satisfaction": chosen,
        "satisfaction_note": note.strip(),
        "satisfaction_at": clock.now(),
    }
    return move(petition, "record_satisfaction", lambda row: fields, by=by, expected=expected)
