"""Files on a real S3 protocol server on loopback."""

import boto3
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from moto.server import ThreadedMotoServer

from congvu.config.settings.addresses import storage
from congvu.core import backup

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore::DeprecationWarning")]


@pytest.fixture(scope="module")
def server():
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"{host}:{port}"
    server.stop()


@pytest.fixture
def bucket(server):
    boto3.client(
        "s3",
        endpoint_url=f"http://{server}",
        aws_access_key_id="key",
        aws_secret_access_key="secret",
        region_name="us-east-1",
    ).create_bucket(Bucket="hoso")
    return storages.create_storage(storage(f"s3://key:secret@{server}/hoso?tls=0&region=us-east-1"))


def test_files_are_kept_and_found_again_on_s3(bucket, monkeypatch):
    name = bucket.save("a/b.txt", ContentFile("Quyết định".encode()))
    assert name == "a/b.txt"
    assert bucket.save("a/b.txt", ContentFile(b"other")) != name  # never overwritten
    with bucket.open(name) as file:
        assert file.read().decode() == "Quyết định"
    assert bucket.size(name) == len("Quyết định".encode())
    monkeypatch.setattr(backup, "default_storage", bucket)
    assert name in list(backup.stored_files())
    bucket.delete(name)
    assert not bucket.exists(name)
