"""Where somebody goes on to, as an address or a form says it."""

from django.utils.http import url_has_allowed_host_and_scheme


def local_place(path: str) -> str:
    """``path`` when it is one of this site, from its root; empty for all else.

    A word alone is no place: Django would look it up as the name of a page.
    """
    fine = url_has_allowed_host_and_scheme(path, allowed_hosts=None)
    return path if fine and path.startswith("/") else ""
