"""congvu check: Django's checks, the database's among them unless told otherwise."""

from argparse import ArgumentParser

from django.core.management.commands import check


class Command(check.Command):
    def add_arguments(self, parser: ArgumentParser) -> None:
        """Django's arguments; without ``--database`` ours is looked at."""
        super().add_arguments(parser)
        parser.set_defaults(databases=["default"])
