"""Notices and batches."""

import factory
from django.utils import timezone

from congvu.notices.models import Batch, Notice
from congvu.notices.states import Kind
from tests.organizations.factories import UserFactory


class BatchFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Batch

    title = "Nhắc nộp báo cáo tự kiểm tra"
    prepared_by = factory.SubFactory(UserFactory)


class NoticeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Notice

    recipient = factory.SubFactory(UserFactory)
    kind = Kind.TASK
    title = "Nộp báo cáo tự kiểm tra"
    text = "Đề nghị đơn vị nộp báo cáo tự kiểm tra trước ngày 20/8/2020."
    path = "/he-thong/"
    released_at = factory.LazyFunction(timezone.now)
