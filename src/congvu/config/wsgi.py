"""WSGI entry point for gunicorn, which loads it once and forks."""

import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

from congvu.core.garbage import settle

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "congvu.config.settings.production")

application = get_wsgi_application()
get_resolver().url_patterns  # noqa: B018 every view is loaded before the first request, and once
settle()
