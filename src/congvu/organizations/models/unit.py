"""Units over time: names exactly as the office writes them, validity, what came after."""

import datetime as dt
from typing import Any

from django.db import models
from django.urls import reverse

from congvu.core.models import Record
from congvu.core.search import containing, fold
from congvu.organizations.states import UNIT_KIND_LABELS, UnitKind


class UnitQuerySet(models.QuerySet):
    def in_force(self, on: dt.date) -> "UnitQuerySet":
        """Units that exist on the day ``on``."""
        begun = models.Q(valid_from__isnull=True) | models.Q(valid_from__lte=on)
        not_over = models.Q(valid_to__isnull=True) | models.Q(valid_to__gte=on)
        return self.filter(begun & not_over)

    def inspectable(self) -> "UnitQuerySet":
        """Units below the Department that an inspection can choose from."""
        return self.exclude(kind__in=[UnitKind.DEPARTMENT, UnitKind.COUNTER])

    def matching(self, text: str) -> "UnitQuerySet":
        """Units whose names or symbol contain ``text``, tone marks ignored."""
        return containing(self, text)


class Unit(Record):
    """A department, office, division, centre, school or counter."""

    name = models.CharField("tên đầy đủ", max_length=300)
    short_name = models.CharField("tên gọi tắt", max_length=150)
    symbol = models.CharField("ký hiệu", max_length=30)
    kind = models.CharField("loại đơn vị", max_length=30, choices=UNIT_KIND_LABELS.items())
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name="đơn vị cấp trên",
    )
    address = models.CharField("địa chỉ", max_length=300, blank=True)
    # the two lines a letterhead needs besides the unit's own name
    superior_name = models.CharField("cơ quan chủ quản", max_length=200, blank=True)
    locality = models.CharField("địa danh ghi trên văn bản", max_length=100, blank=True)
    order = models.PositiveIntegerField("thứ tự", default=0)
    valid_from = models.DateField("thành lập từ", null=True, blank=True)
    valid_to = models.DateField("hoạt động đến", null=True, blank=True)
    decision = models.CharField("quyết định thành lập", max_length=200, blank=True)
    search_text = models.TextField(editable=False, blank=True)

    objects = UnitQuerySet.as_manager()

    class Meta:
        verbose_name = "đơn vị"
        verbose_name_plural = "đơn vị"
        ordering = ["order", "name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["symbol", "valid_from"],
                name="unit_symbol_period",
                violation_error_message="Ký hiệu này đã có đơn vị khác dùng trong cùng thời gian.",
            ),
            models.CheckConstraint(
                condition=models.Q(valid_to__isnull=True)
                | models.Q(valid_from__isnull=True)
                | models.Q(valid_to__gte=models.F("valid_from")),
                name="unit_period",
                violation_error_message="Ngày kết thúc phải sau ngày thành lập.",
            ),
        ]

    def __str__(self) -> str:
        return self.short_name

    def get_absolute_url(self) -> str:
        return reverse("organizations:unit_detail", args=[self.pk])

    @property
    def formal_name(self) -> str:
        """Full name with the short one in brackets where they differ, as at first mention."""
        if self.short_name.casefold() == self.name.casefold():
            return self.name
        return f"{self.name} ({self.short_name[:1].upper()}{self.short_name[1:]})"

    def fold_search(self) -> str:
        """The text that search looks in."""
        return fold(f"{self.name} {self.short_name} {self.symbol}")


def department() -> Unit | None:
    """The Department itself, which issues the documents; None before the set-up."""
    return the_department().first()


def the_department() -> models.QuerySet[Unit]:
    """The same for a query around it."""
    found = Unit.objects.filter(kind=UnitKind.DEPARTMENT)
    return found.order_by("-valid_from", "pk")[:1]


def parents_of_units() -> dict[int, int | None]:
    """Every unit with the one above it."""
    return dict(Unit.objects.order_by().values_list("pk", "parent_id"))


def below(unit_id: int) -> set[int]:
    """A unit and all under it."""
    parents, found = parents_of_units(), {unit_id}
    while more := {pk for pk, parent in parents.items() if parent in found} - found:
        found |= more
    return found


class Succession(Record):
    """One unit went over into another, by a decision."""

    predecessor = models.ForeignKey(
        Unit, models.PROTECT, related_name="succeeded_by", verbose_name="đơn vị cũ"
    )
    successor = models.ForeignKey(
        Unit, models.PROTECT, related_name="came_from", verbose_name="đơn vị mới"
    )
    decision = models.CharField("quyết định", max_length=200)
    on = models.DateField("từ ngày")

    class Meta:
        verbose_name = "kế thừa đơn vị"
        verbose_name_plural = "kế thừa đơn vị"
        constraints: list[Any] = [
            models.UniqueConstraint(fields=["predecessor", "successor"], name="succession_once"),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.successor}"
