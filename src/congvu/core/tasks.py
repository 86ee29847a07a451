"""Work of the ground floor that runs in the background."""

from congvu.core import seals, verify


def seal() -> str | None:
    """Seal what is ready; the short code of the new seal, None when there was nothing."""
    made = seals.seal_now()
    return made.short_code if made else None


def verify_everything(user_id: int | None = None) -> str:
    """The whole check, asked for on the system page; the first fault, or an empty text."""
    return verify.run_all(by_id=user_id).first_fault
