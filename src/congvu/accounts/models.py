"""People who sign in: officers and citizens, one model, a kind."""

from typing import Any

from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models

from congvu.core.personal import BlindIndex, EncryptedField
from congvu.core.prepared import Prepared, Slot


class PeopleManager(UserManager):
    """Finds one person by key, as every request does, without making the SQL anew."""

    def get(self, *args: Any, **wanted: Any) -> "User":
        if args or wanted.keys() != {"pk"}:
            return super().get(*args, **wanted)
        found = BY_KEY.first(**wanted)
        if found is None:
            raise User.DoesNotExist
        return found


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

    objects = PeopleManager()

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


BY_KEY: Prepared[User] = Prepared(lambda: User.objects.filter(pk=Slot("pk", models.BigAutoField())))
