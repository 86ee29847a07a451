"""The congvu command."""

import os
import sys

from django.core.management import execute_from_command_line


def main() -> None:
    """Run a management command of the product."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "congvu.config.settings.production")
    execute_from_command_line(sys.argv)
