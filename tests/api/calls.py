"""A program that calls the API as somebody."""

import json
from typing import Any

from django.http import HttpResponse
from django.test import Client

from congvu.accounts.models import User
from congvu.api.actions import create_token

ROOT = "/api/v1"


class Program:
    """Calls with the token of ``user``; paths are below ``/api/v1/``."""

    def __init__(self, user: User) -> None:
        _, self.secret = create_token(user, name="Chương trình thử", by=user)
        self.client = Client(raise_request_exception=True)

    def call(self, method: str, path: str, body: Any = None, **headers: str) -> HttpResponse:
        """One request; header names with underscores."""
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        sent["Authorization"] = f"Bearer {self.secret}"
        data = b"" if body is None else json.dumps(body)
        url = path if path.startswith("/") else f"{ROOT}/{path}"
        kind = "application/json"
        return self.client.generic(method, url, data, content_type=kind, headers=sent)

    def get(self, path: str, **headers: str) -> HttpResponse:
        return self.call("GET", path, **headers)

    def post(self, path: str, body: Any = None, **headers: str) -> HttpResponse:
        return self.call("POST", path, body, **headers)

    def patch(self, path: str, body: Any = None, **headers: str) -> HttpResponse:
        return self.call("PATCH", path, body, **headers)

    def verb(self, path: str, verb: str, body: Any = None) -> HttpResponse:
        """A change of state, under the version just read."""
        tag = self.get(path)["ETag"]
        return self.post(f"{path}/{verb}", body, If_Match=tag)


def told(answer: HttpResponse, status: int = 200) -> Any:
    """The JSON of an answer that has the status expected."""
    assert answer.status_code == status, answer.content.decode()
    return json.loads(answer.content)


def refused(answer: HttpResponse, status: int) -> dict[str, Any]:
    """The problem of an answer that was refused."""
    body = told(answer, status)
    assert answer["Content-Type"] == "application/problem+json"
    assert body["status"] == status
    assert body["detail"]
    return body


def places(body: dict[str, Any]) -> list[str]:
    """The fields a problem names."""
    return [row["field"] for row in body["errors"]]
