"""Settings of the test suite: as production, minus what needs a network or costs seconds."""

import os
import tempfile

os.environ.setdefault("CONGVU_HOME", tempfile.mkdtemp(prefix="congvu-test-"))
os.environ.setdefault("CONGVU_SECRET_KEY", "test-only-" + "x" * 60)

from congvu.config.settings.base import *  # noqa: E402,F403

TESTING = True
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
