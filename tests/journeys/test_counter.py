"""The counter in a real browser: one dossier by keyboard alone; axe, width and policy."""

import pytest

from congvu.core.search import fold
from congvu.dossiers.models import Dossier
from congvu.organizations.states import Role
from congvu.procedures.models import Component
from tests.dossiers.factories import Office, office
from tests.evidence.factories import photo
from tests.journeys import browser as b
from tests.organizations.factories import UnitFactory, officer

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
COUNTER = "/ho-so/tiep-nhan/"


@pytest.fixture
def place(transactional_db) -> Office:
    made = office()
    procedure = made.procedure
    procedure.search_text = fold(procedure.search_words())
    procedure.save(update_fields=["search_text"])
    version = procedure.versions.get()
    for order, title in enumerate(("Đơn đề nghị", "Bản sao giấy khai sinh"), 1):
        Component.objects.create(
            procedure_version=version, order=order, title=title, originals=order
        )
    return made


def check(page, name, size):
    b.shot(page, f"counter-{name}-{size[0]}")
    assert b.axe(page) == [], name
    assert b.csp_violations(page) == [], name
    assert b.overflow(page) == 0, (name, size)


def search(page):
    """Somebody new and the procedure, found."""
    page.fill("#q-nguoi", "Tran Thi Moi")
    page.fill("#q-thu-tuc", "xac nhan")
    page.press("#q-thu-tuc", "Enter")
    page.wait_for_selector("#id_identity_number:focus")


SECONDS_A_KEY, SECONDS_A_FIELD = 0.28, 1.35  # an ordinary typist, a moment's thought a field


class Keys:
    """A keyboard that counts: what was pressed, how many fields were thought about."""

    def __init__(self, page):
        self.page, self.pressed, self.fields = page, 0, 0

    def type(self, words):
        self.page.keyboard.type(words)
        self.pressed += len(words)
        self.fields += 1

    def choose(self, key):
        """A key after a moment's thought: a paper there, a photo, the slip."""
        self.press(key)
        self.fields += 1

    def told(self):
        """A key after a moment's thought that is counted only."""
        self.pressed += 1
        self.fields += 1

    def press(self, key):
        self.page.keyboard.press(key)
        self.pressed += 1

    def tab_to(self, selector):
        for _ in range(60):
            if self.page.evaluate("s => document.activeElement.matches(s)", selector):
                return
            self.press("Tab")
        raise AssertionError(f"{selector} is not reached by keyboard")

    @property
    def seconds(self):
        return self.pressed * SECONDS_A_KEY + self.fields * SECONDS_A_FIELD


def test_the_departments_counter_takes_a_dossier_in_a_minute_without_a_mouse(
    place, signed_in, tmp_path
):
    """Somebody new typed once, the procedure without tone marks, a photo, the slip."""
    taken = tmp_path / "don.jpg"
    taken.write_bytes(photo())
    page = signed_in(place.clerk)
    b.visit(page, COUNTER)
    assert page.evaluate("document.activeElement.id") == "q-nguoi"
    keys = Keys(page)
    keys.type("Trần Thị Mới")
    keys.press("Tab")
    keys.type("cap giay xac nhan")
    keys.press("Enter")
    page.wait_for_selector("#id_identity_number:focus")
    assert page.url.endswith(COUNTER) and page.input_value("#id_name") == "Trần Thị Mới"
    keys.type("079000000017")
    keys.tab_to("#id_phone")
    keys.type("0912345678")
    for number in (0, 1):
        keys.tab_to(f"#id_papers_{number}")
        keys.choose("Space")
    keys.tab_to("[name=why_not_online]")
    keys.choose("Space")
    with page.expect_navigation():
        keys.press("Enter")
    dossier = Dossier.objects.get()
    assert page.url.endswith(dossier.get_absolute_url())
    assert dossier.applicant.full_name == "Trần Thị Mới" and len(dossier.papers) == 2
    assert dossier.why_not_online and dossier.code in page.inner_text("main")
    assert page.evaluate("document.activeElement.textContent") == "In giấy tiếp nhận"
    check(page, "taken", b.DESK)
    keys.tab_to("[data-photo] input[type=file]")
    keys.told()  # the key that opens the camera; its window is not ours
    with page.expect_navigation():
        page.set_input_files("[data-photo] input[type=file]", taken)
    page.get_by_text("Đã lưu ảnh.").wait_for()
    assert page.get_by_alt_text("Đơn đề nghị, ảnh 1").is_visible()
    keys.tab_to("a[href$='/phieu/acceptance/']")
    # the browser's own viewer of PDF is not ours to start and to end
    page.route("**/phieu/acceptance/", lambda route: route.fulfill(status=204))
    with page.expect_request("**/phieu/acceptance/") as asked:
        keys.choose("Enter")
    assert page.request.get(asked.value.url).headers["content-type"] == "application/pdf"
    assert keys.seconds <= 60, (keys.seconds, keys.pressed, keys.fields)


@pytest.mark.parametrize("size", [b.DESK, b.PHONE])
def test_a_walk_in_without_all_papers_gets_a_slip(place, signed_in, size):
    page = signed_in(place.clerk, size)
    b.visit(page, COUNTER)
    search(page)
    page.fill("#id_phone", "0912345678")
    page.select_option("#id_channel", "guided_at_counter")
    assert not page.is_visible("[name=why_not_online]")
    page.select_option("#id_channel", "direct")
    assert page.is_visible("[name=why_not_online]")
    page.click(".turn-away summary")
    check(page, "turn-away", size)
    page.fill("#id_reason", "Thiếu bản sao giấy khai sinh")
    with page.expect_navigation():
        page.click("text=Yêu cầu hoàn thiện hồ sơ")
    assert Dossier.objects.get().state == "returned_for_completion"
    assert page.evaluate("document.activeElement.textContent") == "In phiếu"
    check(page, "turned-away", size)


def test_a_school_takes_a_request_in_a_minute_and_signs_it_itself(transactional_db, signed_in):
    """One receiver, one signer, nothing but keys; the time is that of an ordinary typist."""
    school = office(UnitFactory(school=True), small=True)
    procedure = school.procedure
    procedure.search_text = fold(procedure.search_words())
    procedure.save(update_fields=["search_text"])
    version = procedure.versions.get()
    Component.objects.create(procedure_version=version, order=1, title="Đơn", originals=1)
    page = signed_in(school.clerk)
    b.visit(page, COUNTER)
    keys = Keys(page)
    keys.type("Trần Thị Mới")
    keys.press("Tab")
    keys.type("giay xac nhan")
    keys.press("Enter")
    page.wait_for_selector("#id_identity_number:focus")
    keys.press("Tab")
    keys.type("0912345678")
    keys.tab_to("#id_papers_0")
    keys.press("Space")
    with page.expect_navigation():
        keys.press("Enter")
    dossier = Dossier.objects.get()
    assert page.url.endswith(dossier.get_absolute_url()) and dossier.applicant.phone
    assert keys.seconds <= 60, (keys.seconds, keys.pressed)
    page = signed_in(school.head)
    b.visit(page, dossier.get_absolute_url())
    keys = Keys(page)
    keys.tab_to(".page-actions .button-primary")
    with page.expect_navigation():
        keys.press("Enter")
    keys.tab_to("form.panel .button-primary")
    with page.expect_navigation():
        keys.press("Enter")
    dossier.refresh_from_db()
    assert dossier.state == "result_ready" and keys.seconds <= 60
    check(page, "school-signed", b.DESK)


@pytest.mark.parametrize("size", [b.DESK, b.PHONE])
def test_every_page_is_clean(place, signed_in, size):
    working = place.at_work()
    place.at_work()
    pages = {
        place.clerk: {"counter": COUNTER},
        place.case: {
            "mine": "/ho-so/?nhom=cua-toi",
            "detail": working.get_absolute_url(),
            "verb": f"{working.get_absolute_url()}viec/apologise/",
            "bulk": f"/ho-so/nhieu/hand_over/?ho_so={working.pk}",
        },
        officer(Role.SECRETARY): {
            "points": "/ho-so/noi-tiep-nhan/",
            "point": f"/ho-so/noi-tiep-nhan/{place.point.pk}/",
        },
    }
    for user, asked in pages.items():
        page = signed_in(user, size)
        for name, path in asked.items():
            b.visit(page, path)
            check(page, name, size)
        if user == place.clerk:
            b.visit(page, COUNTER)  # anew: axe leaves its marks on the page
            search(page)
            check(page, "form", size)
