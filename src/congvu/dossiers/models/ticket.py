"""A form of the counter, opened once and sent once."""

from django.db import models

from congvu.core.tickets import Ticket
from congvu.dossiers.models.dossier import Dossier


class IntakeTicket(Ticket):
    """The mark a form carries; whoever sends it again gets the dossier it led to."""

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
