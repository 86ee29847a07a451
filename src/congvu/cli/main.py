"""The congvu command."""

import os
import sys

import django
from django.core.exceptions import ImproperlyConfigured
from django.core.management import (
    call_command,
    execute_from_command_line,
    get_commands,
)

from congvu.cli import installation, parser, serve
from congvu.cli.installation import Trouble

# static files of libraries we serve in a version of our own, or not at all
UNUSED = ["django_htmx", "ninja", "*.md"]


def main() -> None:
    """Run one command; what goes wrong is a sentence on stderr and a code."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "congvu.config.settings.production")
    try:
        sys.exit(dispatch(sys.argv[1:]))
    except (Trouble, ImproperlyConfigured) as trouble:
        sys.exit(f"congvu: {trouble}")
    except KeyboardInterrupt:
        sys.exit(130)


def dispatch(words: list[str]) -> int:
    """Our own commands by name, then Django's."""
    name = words[0] if words else ""
    if name in parser.DELEGATED and not {"-h", "--help"} & set(words[1:]):
        return delegate(name, words[1:])
    if name in parser.OWN or name.startswith("-") or not name:
        return own(words)
    if name == "django":  # a management command that shares its name with one of ours
        return manage(words[1:])
    installation.home()
    django.setup()  # before it nobody knows the commands of the packages, and later neither
    if name not in get_commands():
        known = [*parser.OWN, *get_commands()]
        raise Trouble(f"Không có lệnh {name!r}.{parser.near(name, known)} Xem: congvu --help")
    return manage(words)


def own(words: list[str]) -> int:
    """A command with a parser of ours."""
    top = parser.build()
    given = top.parse_args(words)
    if given.command is None:
        top.print_help()
        return 0
    if given.command == "serve":
        return serve.serve(given.host, given.port, worker=not given.no_worker)
    if given.command == "demo":
        return serve.demo(given.host, given.port, start=not given.no_serve, dossiers=given.dossiers)
    rest = [value for key, value in vars(given).items() if key != "command"]
    return delegate(given.command, rest)


def delegate(name: str, rest: list[str]) -> int:
    """Hand on to the management command of the same name."""
    if name == "migrate":
        return migrate(rest)
    plain = name.replace("-", "_")
    return manage([plain if installation.has_command(plain) else name, *rest])


def migrate(rest: list[str]) -> int:
    """Database, frame of the public site, static files; with arguments of Django's migrate."""
    manage(["migrate", *rest])
    if not any(word in rest for word in ("--plan", "--check", "-h", "--help")):
        call_command("set_up_portal")
        call_command("collectstatic", interactive=False, verbosity=0, ignore_patterns=UNUSED)
        installation.mark_prepared()
    return 0


def manage(words: list[str]) -> int:
    """A management command, with CONGVU_HOME settled for it and its children."""
    installation.home()
    execute_from_command_line([parser.PROG, *words])
    return 0


if __name__ == "__main__":
    main()
