"""People who sign in: officers and citizens, one model, a kind."""

from django.contrib.auth.models import AbstractUser
from django.db import models

from congvu.core.personal import BlindIndex, EncryptedField


class User(AbstractUser):
    """Identity only. What a person may do comes from the seats they hold."""

    class Kind(models.TextChoices):
        OFFICER = "officer", "Công chức, viên chức"
        CITIZEN = "citizen", "Công dân, tổ chức"

    # not in the log: secrets, fingerprints, and what signing in writes by itself
    unlogged = frozenset({"password", "last_login", "phone_index"})

    first_name = None
    last_name = None
    full_name = models.CharField("họ và tên", max_length=200)
    kind = models.CharField("loại", max_length=20, choices=Kind.choices, default=Kind.OFFICER)
    title = models.CharField("chức vụ", max_length=200, blank=True)
    phone = EncryptedField("điện thoại", blank=True)
    phone_index = BlindIndex("phone", verbose_name="dấu tìm điện thoại")
    must_change_password = models.BooleanField("phải đổi mật khẩu", default=False)

    REQUIRED_FIELDS = ["full_name", "email"]

    class Meta:
        verbose_name = "người dùng"
        verbose_name_plural = "người dùng"

    def __str__(self) -> str:
        return self.full_name or self.username

    def get_full_name(self) -> str:
        return str(self)

    def get_short_name(self) -> str:
        return str(self)
