"""A form of the counter, opened once and sent once."""

from django.conf import settings
from django.db import models

from congvu.core import clock
from congvu.dossiers.models.dossier import Dossier


class IntakeTicket(models.Model):
    """The mark a form carries; whoever sends it again gets the dossier it led to.

    The unique mark is written before anything else, so that a twin sent at the same moment waits
    for our commit and then finds the dossier.
    """

    mark = models.UUIDField("dấu của phiếu")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người tiếp nhận"
    )
    at = models.DateTimeField("lúc", default=clock.now)
    dossier = models.ForeignKey(
        Dossier, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="hồ sơ"
    )

    class Meta:
        verbose_name = "phiếu tiếp nhận đã gửi"
        verbose_name_plural = "phiếu tiếp nhận đã gửi"
        constraints = [
            models.UniqueConstraint(
                fields=["mark"],
                name="intake_ticket_once",
                violation_error_message="Phiếu này đã gửi.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.mark}"
