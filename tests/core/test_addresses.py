"""STORAGE_URL and EMAIL_URL as people write them."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from congvu.config.settings.addresses import email, storage


def test_without_addresses_files_stay_here_and_mail_goes_to_the_outbox():
    assert storage("")["BACKEND"].endswith("FileSystemStorage")
    assert email("") == {"EMAIL_BACKEND": "congvu.core.outbox.backend.OutboxBackend"}


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("s3://hoso", {"bucket_name": "hoso"}),
        ("s3://hoso?region=vn-1", {"bucket_name": "hoso", "region_name": "vn-1"}),
        (
            "s3://k:s%2Fx@127.0.0.1:9000/hoso?tls=0",
            {
                "bucket_name": "hoso",
                "endpoint_url": "http://127.0.0.1:9000",
                "access_key": "k",
                "secret_key": "s/x",
            },
        ),
        ("s3://kho.example.vn/hoso", {"endpoint_url": "https://kho.example.vn"}),
    ],
)
def test_a_bucket_is_understood(url, expected):
    options = storage(url)["OPTIONS"]
    assert {key: options[key] for key in expected} == expected
    assert options["file_overwrite"] is False


@pytest.mark.parametrize(
    ("url", "host", "port", "tls", "ssl"),
    [
        ("smtp://thu.example.vn", "thu.example.vn", 25, False, False),
        ("smtp://a%40b:p%3A@thu.example.vn?tls=1", "thu.example.vn", 587, True, False),
        ("smtps://a:p@thu.example.vn", "thu.example.vn", 465, False, True),
        ("smtp://127.0.0.1:8025", "127.0.0.1", 8025, False, False),
    ],
)
def test_a_mail_server_is_understood(url, host, port, tls, ssl):
    found = email(url)
    assert (found["EMAIL_HOST"], found["EMAIL_PORT"]) == (host, port)
    assert (found["EMAIL_USE_TLS"], found["EMAIL_USE_SSL"]) == (tls, ssl)


def test_names_and_passwords_are_unquoted():
    found = email("smtp://a%40b:p%3A@thu.example.vn")
    assert (found["EMAIL_HOST_USER"], found["EMAIL_HOST_PASSWORD"]) == ("a@b", "p:")


@pytest.mark.parametrize("read", [storage, email])
@pytest.mark.parametrize(
    "url", ["http://x", "hoso", "s3://", "smtp://", "smtp://x:port", "s3://x:y"]
)
def test_anything_else_is_refused(read, url):
    with pytest.raises(ImproperlyConfigured, match="it looks like"):
        read(url)
