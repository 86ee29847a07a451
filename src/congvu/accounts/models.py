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
        constraints = [
            # one account of a citizen per address; of officers' addresses actions ask more
            models.UniqueConstraint(
                fields=["email"],
                condition=models.Q(kind="citizen") & ~models.Q(email=""),
                name="citizen_email_once",
            ),
        ]

    def __str__(self) -> str:
        return self.full_name or self.username

    def get_full_name(self) -> str:
        return str(self)

    def get_short_name(self) -> str:
        return str(self)


BY_KEY: Prepared[User] = Prepared(lambda: User.objects.filter(pk=Slot("pk", models.BigAutoField())))


class SignInCode(models.Model):
    """The last code sent to an address. Neither code nor address can be read from the row."""

    address = models.CharField("dấu của địa chỉ", max_length=64, unique=True)
    digest = models.CharField("dấu của mã", max_length=64, blank=True)  # empty: no code was sent
    sent_at = models.DateTimeField("gửi lúc")
    wrong = models.PositiveSmallIntegerField("số lần nhập sai", default=0)
    hour_began = models.DateTimeField("đếm từ lúc")
    in_hour = models.PositiveSmallIntegerField("số mã trong một giờ", default=0)

    class Meta:
        verbose_name = "mã đăng nhập"
        verbose_name_plural = "mã đăng nhập"
        indexes = [models.Index(fields=["sent_at"], name="sign_in_code_sent")]

    def __str__(self) -> str:
        return f"mã gửi lúc {self.sent_at:%H:%M %d/%m/%Y}"
