"""People at counters of a served installation: each takes in, and hands over what it took in."""

import http.client
import json
import re
import threading
import time
import uuid
from dataclasses import dataclass, field
from urllib.parse import urlencode

from tests.core.home import Home
from tests.core.served import Browser

PAUSE = 0.05  # before the same form is sent again
FOUND = re.compile(r"/(\d+)/$")


def staged_counter(home: Home, clerks: int, signing: int = 0) -> dict:
    """A counter in that installation, as ``tests.dossiers.stage`` tells it."""
    words = ["-m", "tests.dossiers.stage", f"--clerks={clerks}", f"--signing={signing}"]
    done = home.process(*words)
    assert done.returncode == 0, done.stdout + done.stderr
    return json.loads(done.stdout)


class Forms(Browser):
    """A browser that leaves no doubt: sends a form until the site has said something."""

    def __init__(self, port: int, session: str) -> None:
        super().__init__(port, session)
        del self.headers["X-Autosave"]
        self.failed = 0  # tries that brought no answer, or one of a server in trouble

    def sent(self, path: str, fields: dict) -> tuple[int, str, int]:
        """Status, where it leads or its text, and how often it was sent in vain before."""
        tried = 0
        while True:
            try:
                status, text = self.form(path, urlencode(fields, doseq=True))
            except (OSError, http.client.HTTPException):
                status, text = 599, ""
            if status < 500:
                return status, text, tried
            tried += 1
            self.failed += 1
            assert tried < 2000, (status, text[:2000])
            time.sleep(PAUSE)

    def form(self, path: str, body: str) -> tuple[int, str]:
        """One POST; of a redirect where it leads."""
        try:
            self.line.request("POST", path, body.encode(), self.headers)
            with self.line.getresponse() as answer:
                text = answer.read().decode()
                return answer.status, answer.headers.get("Location") or text
        except (OSError, http.client.HTTPException):
            self.line.close()
            raise


@dataclass
class Told:
    """One form whose answer came."""

    begun: float
    seconds: float
    ticket: str
    dossier: int


class Clerk(threading.Thread):
    """One counter. ``hand_over``: passes each dossier on to its unit as well."""

    def __init__(self, port: int, session: str, facts: dict, turn: int, hand_over: bool) -> None:
        super().__init__(daemon=True, name=f"quầy {turn}")
        self.browser, self.facts, self.hand_over = Forms(port, session), facts, hand_over
        self.turn = turn
        self.told: list[Told] = []
        self.handed: list[int] = []
        self.sent: set[str] = set()  # tickets that went out
        self.trouble = ""  # what should never happen
        self.stopping = threading.Event()

    def run(self) -> None:
        """Until told to stop."""
        try:
            while not self.stopping.is_set():
                self.serve()
        except Exception as error:  # noqa: BLE001 - the test reads it; a thread has nobody else
            self.trouble = repr(error)

    def serve(self) -> None:
        """One person at the counter."""
        people = self.facts["people"]
        person, phone = people[(self.turn * 37 + len(self.told)) % len(people)]
        ticket = str(uuid.uuid4())
        fields = self.facts["form"] | {"nguoi": person, "q_nguoi": phone, "ticket": ticket}
        self.sent.add(ticket)
        begun = time.monotonic()
        status, place, _ = self.browser.sent(self.facts["counter"], fields)
        found = FOUND.search(place) if status == 302 else None
        assert found, (status, re.findall(r"(?s)field-error.*?<", place) or place[:3000])
        self.told.append(Told(begun, time.monotonic() - begun, ticket, int(found[1])))
        if self.hand_over:
            self.pass_on(f"{place}viec/transfer/", int(found[1]))

    def pass_on(self, path: str, dossier: int) -> None:
        """To the unit; a second try may hear that it is there."""
        status, text, tried = self.browser.sent(path, {})
        assert status == 302 or (tried and status == 409), (status, text[:2000])
        self.handed.append(dossier)


@dataclass
class Signer:
    """The head, who signs one dossier after the other."""

    browser: Forms
    facts: dict
    left: list[int]
    signed: list[int] = field(default_factory=list)
    trouble: str = ""

    def sign(self, most: int) -> None:
        """So many of those that wait."""
        try:
            self.sign_each(most)
        except Exception as error:  # noqa: BLE001 - the test reads it; a thread has nobody else
            self.trouble = repr(error)

    def sign_each(self, most: int) -> None:
        """One after the other."""
        at, self.left = self.left[:most], self.left[most:]
        for dossier in at:
            path = self.facts["counter"].replace("tiep-nhan/", f"{dossier}/viec/sign/")
            status, text, tried = self.browser.sent(path, {})
            assert status == 302 or (tried and status == 409), (status, text[:2000])
            self.signed.append(dossier)


def stop_clerks(clerks: list[Clerk]) -> None:
    """End them all; none may have met what should never happen."""
    for one in clerks:
        one.stopping.set()
    for one in clerks:
        one.join(90)
        assert not one.is_alive()
        one.browser.line.close()
    assert not [one.trouble for one in clerks if one.trouble]


STATE = """
import json
from collections import Counter
from congvu.core.models import LogEntry
from congvu.core.verify import run_all
from congvu.dossiers.models import CodeCounter, Dossier, IntakeTicket, Movement
def counted(rows):
    return {str(key): dict(verbs) for key, verbs in rows.items()}
logged, moved = {}, {}
for key, action in LogEntry.objects.filter(kind="dossiers.dossier").values_list(
    "object_id", "action"
):
    logged.setdefault(key, Counter())[action.removeprefix("dossiers.")] += 1
for key, verb in Movement.objects.values_list("dossier", "verb"):
    moved.setdefault(str(key), Counter())[verb] += 1
print(json.dumps({
    "dossiers": list(Dossier.objects.filter(source=None).order_by("pk").values_list(
        "pk", "code", "state")),
    "tickets": [[str(mark), dossier] for mark, dossier in IntakeTicket.objects.values_list(
        "mark", "dossier")],
    "drawn": sum(CodeCounter.objects.values_list("last", flat=True)),
    "logged": counted(logged), "moved": counted(moved), "faults": run_all().faults,
}))
"""


def compared(home: Home, clerks: list[Clerk], signed: list[int] = ()) -> dict:
    """What the installation holds against what everybody was told; the state it is in."""
    state = json.loads(home.python(STATE))
    assert state["faults"] == []
    keys = {pk: (code, stand) for pk, code, stand in state["dossiers"]}
    codes = [code for code, _ in keys.values()]
    assert len(codes) == len(set(codes)) == state["drawn"], "a code drawn twice, or lost"
    # log, movements and rows say the same
    for pk in map(str, keys):
        assert state["logged"][pk] == state["moved"][pk], pk
        assert max(state["moved"][pk].values()) == 1, (pk, state["moved"][pk])
    tickets = dict(state["tickets"])
    assert len(set(tickets.values())) == len(tickets), "one dossier under two tickets"
    for one in clerks:
        for told in one.told:
            assert tickets[told.ticket] == told.dossier, f"lost or doubled: {told}"
        for dossier in one.handed:
            assert "transfer" in state["moved"][str(dossier)], f"hand-over of {dossier} is lost"
    for dossier in signed:
        assert keys[dossier][1] == "result_ready", f"signature of {dossier} is lost"
    return state
