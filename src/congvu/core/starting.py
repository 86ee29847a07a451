"""What is asked of the database before the site is served; imports no model."""

from django.core.checks import ERROR, Tags, run_checks
from django.db import OperationalError, connections


def wrong_at_start() -> list[str]:
    """What speaks against serving on this database; nothing while it can't be reached.

    Leaves no connection open: the web's processes are forked afterwards.
    """
    try:
        found = run_checks(tags=[Tags.database], databases=["default"])
    except OperationalError:  # it comes back, or each page says so
        return []
    finally:
        connections.close_all()
    return [str(one.msg) for one in found if one.level >= ERROR]
