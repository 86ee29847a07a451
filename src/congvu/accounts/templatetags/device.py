"""Names of browsers and machines on the page of sessions."""

from django import template

from congvu.accounts.devices import device_name

register = template.Library()


@register.filter
def device(user_agent: str) -> str:
    """Chrome trên Windows."""
    return device_name(user_agent)
