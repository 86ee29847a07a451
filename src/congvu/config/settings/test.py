"""Settings of the test suite: as production, minus what needs a network or costs seconds."""

import atexit
import os
import shutil
import tempfile

if "CONGVU_HOME" not in os.environ:
    os.environ["CONGVU_HOME"] = tempfile.mkdtemp(prefix="congvu-test-")
    atexit.register(shutil.rmtree, os.environ["CONGVU_HOME"], ignore_errors=True)
os.environ.setdefault("CONGVU_SECRET_KEY", "test-only-" + "x" * 60)
# Seals wait for every transaction of a cluster: tests side by side need a cluster each. Taken
# once, so that programs the tests start keep the address they are given.
_own = os.environ.pop(f"DATABASE_URL_{os.environ.get('PYTEST_XDIST_WORKER', '').upper()}", None)
if _own:
    os.environ["DATABASE_URL"] = _own

from congvu.config.settings.base import *  # noqa: E402,F403
from congvu.config.settings.base import DATABASES, STATIC_ROOT  # noqa: E402

STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # WhiteNoise warns of a missing folder

TESTING = True
if DATABASES["default"]["ENGINE"] == "congvu.core.sqlite":
    DATABASES["default"]["TEST"] = {"NAME": ":memory:"}  # said, as pytest knows only Django's own
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STYLES_JOINED = False
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # noqa: F405  whitenoise warns when it is not there

# Every migration draws up all models anew: half a minute for each process that runs tests. Their
# tables are made from the models; tests/core/test_migrated.py holds real migrations against them.
if "PYTEST_VERSION" in os.environ:

    class FromModels(dict[str, None]):
        """No app has migrations."""

        def __contains__(self, label: object) -> bool:
            return True

        def __missing__(self, label: str) -> None:
            return None

    MIGRATE_FIRST = ()
    MIGRATION_MODULES = FromModels()
