"""An inspector with a phone: touches per criterion, what saving says, and two at one answer."""

import pytest
from django.urls import reverse

from congvu.assessments.actions import judge_many
from congvu.assessments.models import Answer
from congvu.assessments.rules import Judgement
from tests.inspections.factories import make_inspection, make_library
from tests.journeys import browser as b

pytestmark = [pytest.mark.journey, pytest.mark.enable_socket]
STATE = "#cham [data-save-state]"
FOCUSED = "document.activeElement.value"


@pytest.fixture
def campaign(transactional_db):
    return make_inspection(1, library=make_library(areas=2, criteria=3))


@pytest.fixture
def phone(signed_in, campaign):
    """The inspector's phone on the first criterion."""
    page = signed_in(campaign.inspector, b.PHONE)
    b.visit(page, reverse("assessments:answer_detail", args=[campaign.answer.pk]))
    return page


def says(page, text):
    page.wait_for_function(
        "([s, t]) => document.querySelector(s)?.textContent.includes(t)", arg=[STATE, text]
    )


def test_a_whole_sheet_takes_at_most_three_touches_a_criterion(phone, campaign):
    touches = 0
    for _ in campaign.answers():
        phone.locator(".level-choice.level-good").tap()
        with phone.expect_navigation():
            phone.locator("[data-next]").tap()
        touches += 2
    assert touches / len(campaign.answers()) <= 3
    assert phone.url.endswith(reverse("assessments:sheet_detail", args=[campaign.sheet.pk]))
    points = set(Answer.objects.judged().values_list("points", flat=True))
    assert (Answer.objects.judged().count(), points) == (6, {8.5})


def test_levels_photo_and_next_lie_under_the_thumb(phone):
    assert b.overflow(phone) <= 0
    assert b.csp_violations(phone) == []
    assert b.axe(phone) == []
    bar = phone.locator(".thumb-bar").bounding_box()
    assert bar["y"] + bar["height"] <= b.PHONE[1] + 1


def test_a_level_saves_itself_and_the_database_agrees(phone, campaign):
    phone.locator(".level-choice.level-weak").tap()
    says(phone, "Đã lưu")
    assert campaign.answer.points == 2.5
    assert phone.input_value("[name=points]") == "2,5"
    phone.locator(".level-choice.level-good").tap()
    phone.wait_for_function("() => document.querySelector('[name=version]').value === '3'")
    phone.locator(".level-choice.level-weak").tap()
    phone.wait_for_function("() => document.querySelector('[name=version]').value === '4'")
    assert campaign.answer.points == 2.5


def test_next_waits_for_a_save_still_on_its_way(phone, campaign):
    held = []

    def hold(route):
        held.append(route) if "x-autosave" in route.request.headers else route.continue_()

    phone.route("**/cham/", hold)
    phone.locator(".level-choice.level-good").tap()
    while not held:
        phone.wait_for_timeout(50)
    phone.locator("[data-next]").tap()
    with phone.expect_navigation():
        held[0].continue_()
    second = campaign.answers()[1]
    assert phone.url.endswith(reverse("assessments:answer_detail", args=[second.pk]))
    assert campaign.answer.points == 8.5


def test_points_typed_move_the_level(phone, campaign):
    phone.fill("[name=points]", "9,5")
    says(phone, "Đã lưu")
    assert campaign.answer.points == 9.5
    assert phone.is_checked("[name=level][value=excellent]")


def test_a_dead_server_is_told_and_the_text_stays(phone, campaign):
    phone.route("**/cham/", lambda route: route.abort())
    phone.fill("[name=note]", "Thiếu thời hạn của 5 thủ tục")
    says(phone, "Chưa lưu được")
    assert phone.input_value("[name=note]") == "Thiếu thời hạn của 5 thủ tục"
    assert campaign.answer.judged_note == ""
    phone.unroute("**/cham/")
    phone.locator(".level-choice.level-good").tap()
    says(phone, "Đã lưu")
    assert campaign.answer.judged_note == "Thiếu thời hạn của 5 thủ tục"


def test_two_inspectors_at_one_answer_see_both_texts(phone, campaign):
    judge_many([Judgement(campaign.answer.pk, note="của trưởng đoàn")], by=campaign.head)
    phone.fill("[name=note]", "của tôi")
    phone.locator("#cham [data-stale]").wait_for()
    text = phone.inner_text("#cham [data-stale]")
    assert "của tôi" in text and "của trưởng đoàn" in text
    assert campaign.answer.judged_note == "của trưởng đoàn"
    phone.locator("[data-keep-mine]").tap()
    says(phone, "Đã lưu")
    assert campaign.answer.judged_note == "của tôi"


def test_the_table_is_filled_from_the_keyboard_alone(signed_in, campaign):
    page = signed_in(campaign.inspector)
    b.visit(page, reverse("assessments:sheet_judge", args=[campaign.sheet.pk]))
    page.focus("[data-judge-row] input[data-gives]")
    for digit in "222222":
        page.keyboard.press(f"Digit{digit}")
    page.focus("textarea >> nth=0")
    page.keyboard.type("1 thủ tục")
    with page.expect_navigation():
        page.click("text=Lưu cả bảng")
    assert Answer.objects.judged().count() == 6
    assert campaign.answer.judged_note == "1 thủ tục"


def test_arrows_walk_over_the_levels_and_change_none(signed_in, campaign):
    page = signed_in(campaign.inspector)
    b.visit(page, reverse("assessments:answer_detail", args=[campaign.answer.pk]))
    page.keyboard.press("Digit2")
    says(page, "Đã lưu")
    assert page.evaluate(FOCUSED) == "good"
    for arrow, level in (("Down", "fair"), ("Right", "average"), ("Up", "fair"), ("Left", "good")):
        page.keyboard.press(f"Arrow{arrow}")
        assert page.evaluate(FOCUSED) == level
        assert page.input_value("[name=level]:checked") == "good"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("KeyJ")
    page.wait_for_url(f"**{reverse('assessments:answer_detail', args=[campaign.answers()[1].pk])}")
    page.keyboard.press("ArrowDown")  # nothing has the focus: the page scrolls
    page.keyboard.press("KeyK")
    page.wait_for_url(f"**{reverse('assessments:answer_detail', args=[campaign.answer.pk])}")
    assert list(Answer.objects.judged().values_list("points", flat=True)) == [8.5]


def test_the_space_bar_chooses_what_the_arrows_reached(signed_in, campaign):
    page = signed_in(campaign.inspector)
    b.visit(page, reverse("assessments:answer_detail", args=[campaign.answer.pk]))
    page.focus("[name=level][value=excellent]")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Space")
    says(page, "Đã lưu")
    assert campaign.answer.points == 8.5


def test_digits_begin_the_table_at_its_first_row_in_view(signed_in, campaign):
    page = signed_in(campaign.inspector)
    b.visit(page, reverse("assessments:sheet_judge", args=[campaign.sheet.pk]))
    rows = page.locator("[data-judge-row]")
    page.keyboard.press("Digit2")
    assert rows.nth(0).locator("input[data-gives]:checked").input_value() == "good"
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    assert page.locator("input[data-gives]:checked").count() == 1
    page.evaluate("document.activeElement.blur()")
    page.set_viewport_size({"width": 1280, "height": 240})
    to_top = "row => scrollBy({top: row.getBoundingClientRect().top, behavior: 'instant'})"
    rows.nth(2).evaluate(to_top)
    page.keyboard.press("Digit5")
    assert rows.nth(2).locator("input[data-gives]:checked").input_value() == "weak"
    assert page.locator("input[data-gives]:checked").count() == 2
