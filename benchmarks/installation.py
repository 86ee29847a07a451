"""A fresh installation to measure on: its own folder, or the database of DATABASE_URL."""

import atexit
import os
import shutil
import tempfile

import django
from django.apps import apps
from django.core.management import call_command

from congvu.core.garbage import settle


def ready() -> None:
    """Settings, tables, once per process."""
    if apps.ready:
        return
    if "CONGVU_HOME" not in os.environ:
        folder = tempfile.mkdtemp(prefix="congvu-bench-")
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
        os.environ["CONGVU_HOME"] = folder
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "congvu.config.settings.test")
    django.setup()
    call_command("migrate", run_syncdb=True, verbosity=0)  # in tests no app has migrations
    settle()  # as the server does
