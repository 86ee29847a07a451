"""What the forms of campaigns share: the version that was opened, and answers of actions."""

from collections.abc import Callable
from typing import Any, TypeVar

from django import forms

from congvu.core.errors import ActionError, BadInput, NotAllowed, StaleSave
from congvu.core.models import LogEntry, Record

T = TypeVar("T")


class NoFields(forms.Form):
    """A form that only asks to be confirmed."""


class ActionForm(forms.Form):
    """A form behind which stands one action. ``status`` is what its refusal answers with."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    status = 422
    stale: dict[str, Any] | None = None

    def run(self, act: Callable[[], T], *, current: Callable[[], Record] | None = None) -> T | None:
        """Do it; what is refused stands beside the fields, a stale save shows both texts."""
        try:
            return act()
        except NotAllowed:
            raise
        except StaleSave as error:
            self.refuse(None, error.message, error.status)
            now = current() if current else error.details.get("current")
            if now is not None:
                self.stale = both_texts(self, now)
        except BadInput as error:
            for name, text in (error.fields or {"": error.message}).items():
                self.refuse(name if name in self.fields else None, text, error.status)
        except ActionError as error:
            self.refuse(None, error.message, error.status)
        return None

    def refuse(self, name: str | None, text: str, status: int) -> None:
        """Put a refusal beside its field."""
        self.status = status
        self.add_error(name, text)

    @property
    def expected(self) -> int | None:
        """The version the person had opened."""
        return self.cleaned_data.get("version")


def both_texts(form: forms.Form, now: Record) -> dict[str, Any]:
    """What ``core/_stale.html`` needs: the typed text, and the saved one with its author."""
    names = [name for name in form.fields if hasattr(now, name) and name != "version"]
    last = LogEntry.objects.filter(kind=now._meta.label_lower, object_id=str(now.pk))
    author = last.order_by("-pk").values_list("actor_name", flat=True).first()
    return {
        "yours": "\n".join(line(form, n, form.cleaned_data.get(n)) for n in names),
        "saved": "\n".join(line(form, n, getattr(now, n)) for n in names),
        "saved_by": author,
        "saved_at": now.updated_at,
        "version": now.version,
        "reload_url": "",
    }


def line(form: forms.Form, name: str, value: Any) -> str:
    """One field as a person reads it."""
    field = form.fields[name]
    choices = dict(getattr(field, "choices", ()) or ())
    if isinstance(value, list):
        value = "; ".join(str(one) for one in value)
    text = "có" if value is True else "không" if value is False else choices.get(value, value)
    return f"{field.label}: {text if text not in (None, '') else 'để trống'}"


class ReasonForm(ActionForm):
    """One sentence why."""

    reason = forms.CharField(
        label="Lý do", max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
