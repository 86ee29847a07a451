"""How the tests of pages ask, and what forms send."""

from django.urls import reverse


def at(name, *args):
    return reverse(f"procedures:{name}", args=args)


def page(client, name, *args, **query):
    answer = client.get(at(name, *args), query)
    assert answer.status_code == 200
    return answer.content.decode()


def rows(prefix, lines, blank=0):
    told = {f"{prefix}-TOTAL_FORMS": len(lines) + blank, f"{prefix}-INITIAL_FORMS": 0}
    for number, line in enumerate(lines):
        told |= {f"{prefix}-{number}-{name}": value for name, value in line.items()}
    return told


def typed(version, **more):
    form = {"version": version.version, "name": version.name}
    for prefix in ("limits", "components", "fees", "bases", "form_fields"):
        form |= rows(prefix, more.pop(prefix, []))
    return form | more
