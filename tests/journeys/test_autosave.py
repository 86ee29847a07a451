"""A form that saves itself says only what the server proved, and never loses a text."""

import json

import pytest
from django.template.loader import render_to_string
from django.urls import reverse

from congvu.core import clock
from tests.journeys import browser as b

pytestmark = [pytest.mark.journey, pytest.mark.enable_socket]

STATE = "#form-mau [data-save-state]"
FIELD = "#form-mau input[name=mau-title]"


@pytest.fixture
def typing(signed_in, officer):
    """``typing(answer)``: type into the sample form while its server answers as given."""

    def start(answer):
        page = signed_in(officer)
        b.visit(page, reverse("core:styleguide"))

        def reply(route):
            if route.request.method != "POST":
                return route.continue_()
            return answer(route)

        page.route("**/giao-dien/", reply)
        page.fill(FIELD, "Niêm yết đủ quy trình")
        return page

    return start


def says(page, text):
    page.wait_for_function(
        "([s, t]) => document.querySelector(s).textContent.includes(t)", arg=[STATE, text]
    )


def proof(route):
    body = json.dumps({"saved_at": "10:15", "version": 7})
    route.fulfill(status=200, content_type="application/json", body=body)


def test_a_proven_save_shows_the_hour_of_the_server(typing):
    page = typing(proof)
    says(page, "Đã lưu 10:15")


def test_an_answer_without_proof_is_not_called_saved(typing):
    page = typing(lambda route: route.fulfill(status=200, content_type="text/html", body="ok"))
    says(page, "Chưa lưu được: máy chủ không xác nhận đã lưu")
    assert page.input_value(FIELD) == "Niêm yết đủ quy trình"


def test_a_lost_network_is_told_and_tried_again(typing):
    tries = []

    def flaky(route):
        tries.append(1)
        return route.abort() if len(tries) == 1 else proof(route)

    page = typing(flaky)
    says(page, "Nội dung vẫn còn trên trang này. Sẽ tự thử lại.")
    says(page, "Đã lưu 10:15")
    assert len(tries) == 2


def test_a_refusal_says_why(typing):
    body = '<div class="field-error">Hạn phải sau hôm nay.</div>'
    page = typing(lambda r: r.fulfill(status=422, content_type="text/html", body=body))
    says(page, "Chưa lưu được: Hạn phải sau hôm nay.")


def test_an_ended_session_keeps_the_text_and_offers_a_new_tab(typing):
    page = typing(lambda route: route.fulfill(status=401, body=""))
    says(page, "phiên đăng nhập đã hết")
    door = page.locator("[data-relogin] a")
    assert door.get_attribute("target") == "_blank"
    assert reverse("account_login") in door.get_attribute("href")
    assert page.input_value(FIELD) == "Niêm yết đủ quy trình"
    assert b.axe(page, "#messages") == []


def test_a_stale_save_shows_both_texts_and_keeps_mine_on_demand(typing):
    fragment = render_to_string(
        "core/_stale.html",
        {
            "yours": "Niêm yết đủ quy trình",
            "saved": "Niêm yết đủ thành phần",
            "saved_by": "Danh Văn Tài",
            "saved_at": clock.now(),
            "version": 9,
            "reload_url": "#",
        },
    )
    sent = []

    def stale_once(route):
        sent.append(route.request.post_data or "")
        if len(sent) == 1:
            return route.fulfill(status=409, content_type="text/html", body=fragment)
        return proof(route)

    page = typing(stale_once)
    page.wait_for_selector("#form-mau [data-stale]")
    shown = page.inner_text("#form-mau [data-stale]")
    assert "Niêm yết đủ quy trình" in shown and "Niêm yết đủ thành phần" in shown
    page.click("#form-mau [data-keep-mine]")
    says(page, "Đã lưu 10:15")
    assert "Niêm yết đủ quy trình" in sent[1]
