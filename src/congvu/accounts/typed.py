"""What somebody typed into a form whose session had ended, kept until they have signed in again."""

from typing import Any

from django.core.signing import BadSignature, Signer
from django.http import HttpRequest, HttpResponse

KEY = "typed_before_sign_in"
COOKIE = "congvu_last"
MOST_CHARACTERS = 64_000
MOST_FIELDS = 500
NEVER = ("password", "matkhau", "token", "secret", "otp", "csrf")
_signer = Signer(salt=COOKIE)


def keep(request: HttpRequest) -> bool:
    """Keep the fields of this POST for whoever was last signed in here; whether it did.

    Only for a browser we know, so that strangers can't fill the session table; no files; nothing
    that looks like a secret; nothing longer than a long report.
    """
    person = last_person(request)
    if not person or request.content_type not in FORMS:
        return False
    fields = [
        (name, value)
        for name in request.POST
        if not any(word in name.lower().replace("_", "") for word in NEVER)
        for value in request.POST.getlist(name)
    ]
    size = sum(len(name) + len(value) for name, value in fields)
    if not fields or len(fields) > MOST_FIELDS or size > MOST_CHARACTERS:
        return False
    files = sorted(request.FILES)
    request.session[KEY] = {
        "path": request.get_full_path(),
        "for": person,
        "fields": fields,
        "files": bool(files),
    }
    return True


FORMS = {"application/x-www-form-urlencoded", "multipart/form-data"}


def kept_for(request: HttpRequest) -> dict[str, Any] | None:
    """What was kept, when it belongs to the person signed in now."""
    found = request.session.get(KEY)
    return found if found and found["for"] == str(request.user.pk) else None


def drop(request: HttpRequest) -> None:
    """It was sent again, or is not wanted any more."""
    request.session.pop(KEY, None)


def last_person(request: HttpRequest) -> str:
    """Key of the person last signed in with this browser, by a signed cookie."""
    try:
        return _signer.unsign(request.COOKIES.get(COOKIE, ""))
    except BadSignature:
        return ""


def remember(request: HttpRequest, response: HttpResponse) -> None:
    """Note in the browser who is signed in."""
    if last_person(request) != str(request.user.pk):
        response.set_cookie(
            COOKIE,
            _signer.sign(str(request.user.pk)),
            max_age=30 * 24 * 3600,
            secure=request.is_secure(),
            httponly=True,
            samesite="Lax",
        )
