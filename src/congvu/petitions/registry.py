"""The door for packages above: where the account that sent a petition reads on."""

from collections.abc import Callable

_sender_pages: list[Callable[[int], str]] = []


def register_sender_page(path: Callable[[int], str]) -> None:
    """Say where a sender with an account finds a petition. Called in ``AppConfig.ready``."""
    _sender_pages.append(path)


def sender_path(pk: int) -> str:
    """That page; empty where nobody offers one."""
    return _sender_pages[-1](pk) if _sender_pages else ""
