"""Other ways in, for pages where somebody signs in."""

from typing import Any

from django import template

from congvu.accounts import providers

register = template.Library()


@register.simple_tag
def provider_for(kind: str) -> Any:
    """The provider of identities of officers or of citizens; None while there is none."""
    return providers.provider_for(kind)
