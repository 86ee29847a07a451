"""Developing: extends the test settings, so nobody runs something untested."""

import os

os.environ.setdefault("CONGVU_HOME", "var")

from congvu.config.settings.test import *  # noqa: E402,F403

DEBUG = True
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}
}
