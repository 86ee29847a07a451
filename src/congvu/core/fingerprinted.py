"""Texts that go with their row: readable while it is there, in the log a fingerprint only."""

from typing import Any

from django.db import models

from congvu.core import ciphers


class FingerprintedField(models.CharField):
    """Of its values the log, from which nothing is erased, keeps that they changed and an HMAC.

    For what may name somebody whose data is erased by deleting the row: the name of a file. What
    must be unreadable at rest as well is an ``EncryptedField``.
    """

    def deconstruct(self) -> tuple:
        """To the database it is any other text."""
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs

    def logged(self, value: Any) -> Any:
        """As personal values stand in the log, under a key of the installation."""
        if not value:
            return value
        about = f"{self.model._meta.label_lower}.{self.name}"
        return {"hmac": ciphers.fingerprint(ciphers.subkey("log"), f"{about}:{value}")}
