"""After the answer: without names for everybody, the sender's word, data seen and erased."""

import pytest

from congvu.core import clock
from congvu.core.errors import BadInput, NotAllowed, WrongState
from congvu.core.models import LogEntry
from congvu.organizations.states import Role
from congvu.petitions import actions
from congvu.petitions.errors import NamesDoubtful, NamesRemain
from congvu.petitions.models import Petition
from tests.dossiers.factories import at
from tests.organizations.factories import officer
from tests.petitions.factories import ADDRESS, NAME, PHONE, TEXT

pytestmark = pytest.mark.django_db
CLEAN = {"question": "Người dân phải đi lại nhiều lần.", "answer": "Đã chấn chỉnh."}


def test_the_suggestion_can_be_published_as_it_is(place):
    row = place.answered()
    question, answer = actions.suggested(row)
    assert NAME in TEXT and NAME not in question and "[số điện thoại]" in question
    with clock.at(at(11)):
        row = actions.publish(row, by=place.secretary, question=question, answer=answer)
    assert row.published_at == at(11) and [*Petition.objects.published()] == [row]


@pytest.mark.parametrize(
    "part,words",
    [
        ("question", f"Bà {NAME} phản ánh"),
        ("question", "ba tran thi bich hanh"),
        ("answer", f"Đã gọi {PHONE}"),
        ("answer", f"Người dân ở {ADDRESS.upper()}"),
        ("question", "CCCD 091203004567"),
        ("answer", "gửi về hanh@example.vn"),
    ],
)
def test_nobody_is_named_in_public_even_when_confirmed(place, part, words):
    row = place.answered()
    with pytest.raises(NamesRemain) as refused:
        actions.publish(row, by=place.secretary, confirmed=True, **(CLEAN | {part: words}))
    assert list(refused.value.fields) == [part]
    assert not Petition.objects.published().exists()


def test_what_looks_like_a_name_is_asked_about(place):
    row = place.answered()
    texts = CLEAN | {"answer": "Ông Đặng Hồng Sơn, Giám đốc Sở, đã chỉ đạo."}
    with pytest.raises(NamesDoubtful) as asked:
        actions.publish(row, by=place.secretary, **texts)
    assert "Đặng Hồng Sơn" in asked.value.fields["answer"] and "confirmed" in asked.value.fields
    assert actions.publish(row, by=place.secretary, confirmed=True, **texts).published_at


def test_empty_texts_are_not_published(place):
    row = place.answered()
    for part in CLEAN:
        with pytest.raises(BadInput):
            actions.publish(row, by=place.secretary, **(CLEAN | {part: " "}))


def test_taking_off_needs_a_reason_and_keeps_the_texts(place):
    row = actions.publish(place.answered(), by=place.secretary, **CLEAN)
    with pytest.raises(WrongState):
        actions.publish(row, by=place.secretary, **CLEAN)
    with pytest.raises(BadInput):
        actions.unpublish(row, by=place.secretary, reason="")
    row = actions.unpublish(row, by=place.secretary, reason="Người gửi đề nghị")
    assert row.published_at is None and row.public_answer == CLEAN["answer"]
    assert not Petition.objects.published().exists()


def test_the_last_word_of_the_sender_counts(place):
    row = place.answered()
    with pytest.raises(BadInput):
        actions.record_satisfaction(row, by=place.clerk, satisfaction="great")
    actions.record_satisfaction(row, by=place.clerk, satisfaction="not_satisfied", note="Chậm")
    row = actions.record_satisfaction(row, by=place.clerk, satisfaction="satisfied")
    assert (row.satisfaction, row.satisfaction_note) == ("satisfied", "")
    assert LogEntry.objects.filter(action="petitions.record_satisfaction").count() == 2


def test_seeing_a_number_is_logged_with_its_reason(place):
    row = place.received()
    with pytest.raises(BadInput):
        actions.unmask(row, "sender_phone", by=place.clerk, reason="")
    with pytest.raises(BadInput):
        actions.unmask(row, "content", by=place.clerk, reason="x")
    with pytest.raises(NotAllowed):
        actions.unmask(row, "sender_phone", by=place.unit_head, reason="x")
    assert actions.unmask(row, "sender_phone", by=place.clerk, reason="Gọi lại") == PHONE
    entry = LogEntry.objects.latest("id")
    assert (entry.action, entry.reason, entry.actor) == ("core.unmask", "Gọi lại", place.clerk)


def test_the_sender_is_erased_and_the_figures_stay(place):
    row = place.answered()
    for user in (place.secretary, place.clerk, officer(Role.UNIT_HEAD)):
        with pytest.raises(NotAllowed):
            actions.forget(row, by=user, reason="Hết hạn lưu trữ")
    with pytest.raises(BadInput):
        actions.forget(row, by=place.head, reason=" ")
    actions.forget(row, by=place.head, reason="Hết hạn lưu trữ")
    row = Petition.objects.get(pk=row.pk)
    gone = "đã xóa theo quy định"
    assert (row.full_name, row.full_content, str(row.sender_phone)) == (gone, gone, gone)
    assert row.sender_label == "" and row.sender_phone_index == "" and row.lateness == "on_time"
    with pytest.raises(WrongState):
        actions.forget(row, by=place.head, reason="Lần nữa")
