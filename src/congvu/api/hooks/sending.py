"""One delivery over the network."""

import ipaddress
import socket
from collections.abc import Mapping
from urllib.parse import urlsplit

import requests
from django.conf import settings

WITHIN = (5, 15)  # seconds to connect, to answer
PORTS = {"http": 80, "https": 443}


class NotDelivered(Exception):
    """The receiver does not have it; the text says why."""


class Gone(NotDelivered):
    """The receiver says it wants no more (410)."""


def send(address: str, body: bytes, headers: Mapping[str, str]) -> None:
    """POST ``body``; NotDelivered unless the answer is a 2xx. Redirects are not followed."""
    refuse_own_machine(address)
    try:
        with requests.post(
            address,
            data=body,
            headers=dict(headers),
            timeout=WITHIN,
            allow_redirects=False,
            stream=True,
        ) as answer:
            status = answer.status_code
    except requests.RequestException as error:
        raise NotDelivered(f"Không kết nối được ({type(error).__name__}).") from error
    if status == 410:
        raise Gone("Bên nhận trả lời 410: không nhận nữa.")
    if not 200 <= status < 300:
        raise NotDelivered(f"Bên nhận trả lời mã {status}.")


def refuse_own_machine(address: str) -> None:
    """No way to services that trust whoever calls from this machine, or from its own link."""
    parts = urlsplit(address)
    if settings.WEBHOOK_LOOPBACK:
        return
    try:
        port = parts.port or PORTS[parts.scheme]
        found = socket.getaddrinfo(parts.hostname, port, type=socket.SOCK_STREAM)
    except (OSError, KeyError, ValueError) as error:
        raise NotDelivered("Không tìm thấy máy chủ của địa chỉ này.") from error
    for *_, where in found:
        machine = ipaddress.ip_address(str(where[0]).partition("%")[0])
        if machine.is_loopback or machine.is_link_local or machine.is_unspecified:
            raise NotDelivered("Địa chỉ trỏ vào chính máy chủ này, không gửi.")
