"""A mail that was not sent anywhere."""

from django.db import models
from django.utils import timezone


class OutboxMail(models.Model):
    """One mail as it would have left."""

    at = models.DateTimeField("lúc", default=timezone.now)
    sender = models.CharField("người gửi", max_length=320)
    recipients = models.TextField("người nhận")
    subject = models.CharField("tiêu đề", max_length=500)
    body = models.TextField("nội dung")
    attachments = models.JSONField("tệp kèm", default=list)  # names only

    class Meta:
        verbose_name = "thư chưa gửi"
        verbose_name_plural = "thư chưa gửi"

    def __str__(self) -> str:
        return self.subject
