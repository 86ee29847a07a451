"""A client for clamd's INSTREAM, because the one on the registry is no longer maintained."""

import socket
import struct
from typing import BinaryIO
from urllib.parse import urlsplit

CHUNK = 256 * 1024
TIMEOUT = 60


class ScannerDown(Exception):
    """clamd did not answer, or not sensibly: the file stays unopened until it does."""


def connect(url: str) -> socket.socket:
    """A socket for ``unix:/path`` or ``tcp://host:port``."""
    parts = urlsplit(url)
    if parts.scheme == "unix":
        plug = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        plug.settimeout(TIMEOUT)
        try:
            plug.connect(parts.path)
        except OSError:
            plug.close()
            raise
        return plug
    return socket.create_connection((parts.hostname, parts.port or 3310), timeout=TIMEOUT)


def scan(url: str, stream: BinaryIO) -> str:
    """Name of the signature found in ``stream``, "" when clean; ScannerDown when it can't tell."""
    try:
        with connect(url) as plug:
            plug.sendall(b"zINSTREAM\0")
            while chunk := stream.read(CHUNK):
                plug.sendall(struct.pack("!L", len(chunk)) + chunk)
            plug.sendall(struct.pack("!L", 0))
            reply = receive(plug)
    except OSError as error:
        raise ScannerDown(str(error)) from error
    if reply.endswith(" OK"):
        return ""
    if reply.endswith(" FOUND"):
        return reply.removeprefix("stream: ").removesuffix(" FOUND")
    raise ScannerDown(reply)


def receive(plug: socket.socket) -> str:
    """One answer, up to its closing zero byte."""
    answer = b""
    while not answer.endswith(b"\0") and (more := plug.recv(4096)):
        answer += more
    return answer.rstrip(b"\0\n").decode(errors="replace")
