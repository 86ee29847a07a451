"""Mail to a real SMTP server on loopback, and the outbox of a demo."""

import socket

import pytest
from aiosmtpd.controller import Controller
from django.contrib.auth import get_user_model
from django.core import mail
from django.urls import reverse

from congvu.config.settings.addresses import email
from congvu.core.models import OutboxMail

TEXT = "Còn 02 ngày làm việc đến hạn khắc phục."


class Letters:
    """What arrived."""

    def __init__(self):
        self.came = []

    async def handle_DATA(self, server, session, envelope):
        self.came.append(envelope)
        return "250 OK"


@pytest.fixture
def smtp(unused_tcp_port):
    controller = Controller(Letters(), hostname="127.0.0.1", port=unused_tcp_port)
    controller.start()
    yield controller
    controller.stop()


@pytest.fixture
def unused_tcp_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def send():
    return mail.send_mail("Nhắc hạn", TEXT, "so@example.vn", ["dau-moi@example.vn"])


def test_mail_reaches_a_real_server(smtp, settings):
    for name, value in email(f"smtp://127.0.0.1:{smtp.port}").items():
        setattr(settings, name, value)
    assert send() == 1
    (letter,) = smtp.handler.came
    assert letter.rcpt_tos == ["dau-moi@example.vn"]
    assert b"From: so@example.vn" in letter.content


@pytest.fixture
def demo(settings):
    settings.EMAIL_BACKEND = email("")["EMAIL_BACKEND"]
    settings.DEMO = True


@pytest.mark.django_db
def test_mail_of_a_demo_is_shown(client, demo):
    assert send() == 1
    client.force_login(get_user_model().objects.create(username="contact", full_name="An"))
    page = client.get(reverse("core:outbox")).content.decode()
    assert "Nhắc hạn" in page
    assert TEXT in page
    assert "dau-moi@example.vn" in page
    assert client.post(reverse("core:outbox")).status_code == 405


@pytest.mark.django_db
def test_nobody_reads_the_outbox_of_a_real_installation(client, demo, settings):
    settings.DEMO = False
    send()
    assert OutboxMail.objects.count() == 1
    client.force_login(get_user_model().objects.create(username="contact", full_name="An"))
    assert client.get(reverse("core:outbox")).status_code == 404
