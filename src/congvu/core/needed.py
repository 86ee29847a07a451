"""What an action must be told in words."""

from congvu.core.errors import BadInput


def words(text: str, what: str, field: str = "reason") -> str:
    """Something that must be said, without blanks around; ``what`` asks for it beside its field."""
    if not text.strip():
        raise BadInput(fields={field: what})
    return text.strip()
