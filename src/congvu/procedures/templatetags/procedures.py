"""Words of parts in templates."""

from collections.abc import Iterable

from django import template

from congvu.procedures.states import PART_LABELS, Part

register = template.Library()


@register.filter
def part_words(parts: Iterable[str]) -> str:
    """thành phần hồ sơ, số lượng hồ sơ."""
    return ", ".join(PART_LABELS[Part(part)] for part in parts)
