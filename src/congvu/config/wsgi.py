"""WSGI entry point for gunicorn, which loads it once and forks."""

import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

from congvu.core.garbage import settle
from congvu.core.starting import wrong_at_start

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "congvu.config.settings.production")

application = get_wsgi_application()
get_resolver().url_patterns  # noqa: B018 every view is loaded before the first request, and once
if wrong := wrong_at_start():
    raise SystemExit("Không mở trang web: " + " ".join(wrong))
settle()
