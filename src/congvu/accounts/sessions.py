"""Sessions in the database, found without making the SQL anew for every request."""

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db.models import CharField, DateTimeField
from django.utils import timezone

from congvu.core.prepared import Prepared, Slot

OPEN: Prepared[Session] = Prepared(
    lambda: Session.objects.filter(
        session_key=Slot("key", CharField()), expire_date__gt=Slot("now", DateTimeField())
    )
)


class SessionStore(db.SessionStore):
    """Django's own, but for how a session is found."""

    def _get_session_from_db(self) -> Session | None:
        found = OPEN.first(key=self.session_key, now=timezone.now())
        if found is None:
            self._session_key = None
        return found
