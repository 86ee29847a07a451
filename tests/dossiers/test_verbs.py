"""Verbs on their pages: one way for all, the one that is due in front, many at once."""

import datetime as dt

import pytest
from django.urls import reverse

from congvu.core import clock
from congvu.dossiers import actions
from congvu.dossiers.forms.verbs import ASKS, FIELDS, VerbForm
from congvu.dossiers.models import Dossier
from congvu.dossiers.policies import next_verb, offered
from congvu.dossiers.states import BY_HAND, NEXT_VERBS, TRANSITIONS, Cause, DossierState
from congvu.organizations.models import Seat
from congvu.organizations.states import Role
from tests.dossiers.factories import at, dossier_at
from tests.organizations.factories import officer

pytestmark = pytest.mark.django_db
S = DossierState


def page_of(dossier, verb):
    return reverse("dossiers:dossier_verb", args=[dossier.pk, verb])


def many_of(verb):
    return reverse("dossiers:bulk_verb", args=[verb])


def opened(user):
    """The same person, with the rights of now."""
    return type(user).objects.get(pk=user.pk)


def first(user, dossier, moment=None):
    """What the page puts in front of somebody."""
    row = Dossier.objects.select_related("point", "unit").get(pk=dossier.pk)
    user = opened(user)
    with clock.at(moment or at(9)):
        return next_verb(user, row, offered(user, row), clock.now())


def test_every_verb_has_a_form_and_every_field_a_maker():
    assert set(ASKS) == BY_HAND
    assert {name for asks in ASKS.values() for name in asks} == set(FIELDS)
    for state, verbs in NEXT_VERBS.items():
        assert all(state in TRANSITIONS[verb][0] for verb in verbs)


def test_each_sees_in_front_what_is_his_turn(place):
    taken, working, signing = place.taken(), place.at_work(), place.to_sign()
    assert first(place.clerk, taken) == "transfer"
    assert first(place.case, working) == "propose"
    assert first(place.unit_head, working) == "" == first(place.clerk, working)
    assert first(place.head, signing) == "sign"
    assert first(place.case, working, at(30)) == "apologise"
    with clock.at(at(9)):
        actions.sign(signing, by=place.head)
    assert first(place.clerk, signing) == "return_result"


def test_a_pause_hides_what_it_forbids(place):
    working = place.at_work()
    with clock.at(at(9)):
        actions.pause(working, by=place.case, reason="force_majeure", paper="CV 1")
    working.refresh_from_db()
    able = offered(opened(place.case), working)
    assert "propose" not in able and "pause" not in able
    assert first(place.case, working) == "resume"


def test_a_small_school_signs_where_it_takes_in(place):
    place.point.small = True
    place.point.save(update_fields=["small"])
    taken = place.taken()
    assert first(place.head, taken) == "finish"
    assert "finish" not in offered(opened(place.clerk), taken)


def test_a_case_walks_through_its_pages_to_the_end(place, client_of):
    dossier = place.taken()
    steps = [
        (place.clerk, "transfer", {}),
        (place.unit_head, "assign", {"to": place.case.pk}),
        (place.case, "hand_over", {"to": place.colleague.pk, "step": "2", "note": "Nghỉ phép"}),
        (place.colleague, "request_opinion", {"of": "Sở Tài chính", "paper": "CV 12"}),
        (place.colleague, "receive_opinion", {"note": "Đồng ý"}),
        (place.colleague, "request_supplement", {"reasons": "Thiếu", "answer_by": "20/9/2020"}),
        (place.clerk, "receive_supplement", {}),
        (place.colleague, "request_payment", {"paper": "TB 1"}),
        (place.clerk, "receive_payment", {}),
        (place.colleague, "pause", {"reason": "coordination", "paper": "CV 2"}),
        (place.colleague, "resume", {}),
        (place.colleague, "propose", {}),
        (place.unit_head, "send_back", {"reason": "Sửa dự thảo"}),
        (place.colleague, "propose", {}),
        (place.unit_head, "approve", {}),
        (place.unit_head, "extend", {"until": "30/10/2020", "paper": "CV 3", "reason": "Phức tạp"}),
        (place.head, "sign", {}),
        (place.clerk, "post_result", {}),
        (place.clerk, "return_result", {"way": "post"}),
    ]
    for hours, (user, verb, fields) in enumerate(steps):
        with clock.at(at(8, hour=9) + dt.timedelta(minutes=hours)):
            client = client_of(user)
            asked = client.get(page_of(dossier, verb))
            assert asked.status_code == 200, (verb, asked.content.decode())
            answer = client.post(page_of(dossier, verb), fields)
            assert answer.status_code == 302, (verb, answer.content.decode())
    dossier.refresh_from_db()
    assert (dossier.state, dossier.step, dossier.lateness) == (S.RETURNED, 2, "early")
    assert dossier.movements.count() == len(steps) + 1
    assert dossier.promised_at == at(30, 10, hour=17)


@pytest.mark.parametrize(
    "verb,fields,state",
    [
        ("withdraw", {"reason": "Người nộp đổi ý"}, S.WITHDRAWN),
        ("stop", {"reason": "Thủ tục bị bãi bỏ"}, S.STOPPED),
        ("refuse_after_assessment", {"reason": "Không đủ điều kiện"}, S.REFUSED_AFTER_ASSESSMENT),
    ],
)
def test_a_case_may_end_without_a_result(place, client_of, verb, fields, state):
    dossier = place.at_work()
    who = place.clerk if verb == "withdraw" else place.head
    with clock.at(at(9)):
        client = client_of(who)
        empty = client.post(page_of(dossier, verb), {})
        assert empty.status_code == 422 and "bắt buộc" in empty.content.decode()
        assert client.post(page_of(dossier, verb), fields).status_code == 302
    dossier.refresh_from_db()
    assert dossier.state == state


@pytest.mark.parametrize(
    "verb,fields",
    [("check", {}), ("accept", {}), ("refuse", {"reason": "Không thuộc thẩm quyền"}),
     ("return_for_completion", {"reason": "Thiếu đơn"})],
)  # fmt: skip
def test_what_was_filed_is_checked_at_the_counter(place, client_of, verb, fields):
    with clock.at(at(8)):
        draft = actions.save_draft(place.filing(), point=place.point, by=place.clerk)
        client = client_of(place.clerk)
        assert client.post(page_of(draft, "submit"), {}).status_code == 302
        assert client.post(page_of(draft, verb), fields).status_code == 302
        if verb == "return_for_completion":
            assert client.post(page_of(draft, "resubmit"), {}).status_code == 302
    draft.refresh_from_db()
    assert draft.state == (S.SUBMITTED if verb == "return_for_completion" else TRANSITIONS[verb][1])


def test_what_is_late_is_signed_and_excused_only_with_its_cause(place, client_of):
    dossier = place.to_sign()
    with clock.at(at(30)):
        client = client_of(place.head)
        assert "Nguyên nhân trễ" in client.get(page_of(dossier, "sign")).content.decode()
        assert client.post(page_of(dossier, "sign"), {}).status_code == 422
        other = client.post(page_of(dossier, "sign"), {"cause": Cause.OTHER, "note": "Giữ lại"})
        assert other.status_code == 422 and "Giữ lại" in other.content.decode()
        told = {"new_date": "15/10/2020", "cause": Cause.COMPLEX, "reason": "Phải xác minh"}
        head = client_of(place.unit_head)
        early = head.post(page_of(dossier, "apologise"), told | {"new_date": "20/9/2020"})
        assert early.status_code == 422 and "Phải xác minh" in early.content.decode()
        assert head.post(page_of(dossier, "apologise"), told).status_code == 302
        assert client.post(page_of(dossier, "sign"), {"cause": Cause.COMPLEX}).status_code == 302
    dossier.refresh_from_db()
    assert (dossier.lateness, dossier.cause, dossier.promise_kept) == ("overdue", "complex", True)
    with clock.at(at(8)):
        page = client_of(place.head).get(page_of(place.to_sign(), "sign")).content.decode()
    assert "Nguyên nhân trễ" not in page


def test_wrong_state_wrong_role_stranger_and_nonsense(place, client_of):
    dossier = place.at_work()
    path = page_of(dossier, "propose")
    with clock.at(at(9)):
        assert client_of(place.clerk).get(path).status_code == 403
        assert client_of(place.clerk).post(path, {}).status_code == 403
        assert client_of(officer(Role.UNIT_HEAD)).get(path).status_code == 404
        assert client_of(place.colleague).post(path, {}).status_code == 404
        case = client_of(place.case)
        assert case.put(path).status_code == 405
        assert case.get(page_of(dossier, "redate")).status_code == 404
        assert case.get(page_of(dossier, "no")).status_code == 404
        assert case.get(page_of(dossier, "receive_opinion")).status_code == 409
        stale = case.post(path, {"version": "99", "note": "Của tôi"})
        assert stale.status_code == 409 and "Của tôi" in stale.content.decode()
    dossier.refresh_from_db()
    assert dossier.state == S.IN_PROGRESS


def test_who_was_slower_sees_both_texts_and_nothing_is_lost(place, client_of):
    dossier = place.at_work()
    path, opened = page_of(dossier, "propose"), dossier.version
    with clock.at(at(9)):
        faster, slower = client_of(place.unit_head), client_of(place.case)
        asked = {"version": opened, "reasons": "Thiếu bản sao chứng thực"}
        assert faster.post(page_of(dossier, "request_supplement"), asked).status_code == 302
        answer = slower.post(path, {"version": opened, "note": "Đủ điều kiện, trình ký"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Thiếu bản sao chứng thực" in page and "Đủ điều kiện, trình ký" in page
    assert str(place.unit_head) in page
    dossier.refresh_from_db()
    assert dossier.state == S.AWAITING_SUPPLEMENT
    assert [one.verb for one in dossier.movements.all()][-1] == "request_supplement"


def test_a_case_is_given_to_one_of_a_list_by_name(place):
    names = ["Phan Văn Yên", "Bùi Thị Lan", "Lê Văn Minh"]
    for name in names:
        officer(Role.CASE_OFFICER, place.unit, full_name=name)
    people = VerbForm("assign", [place.taken()]).fields["to"].queryset
    assert [one.full_name for one in people if one.full_name in names] == sorted(names)


def test_nothing_is_given_to_somebody_of_another_unit(place, client_of):
    dossier, stranger = place.at_work(), officer(Role.CASE_OFFICER)
    with clock.at(at(9)):
        answer = client_of(place.case).post(page_of(dossier, "hand_over"), {"to": stranger.pk})
    assert answer.status_code == 422
    Seat.objects.filter(user=place.colleague).update(valid_to=dt.date(2020, 1, 1))
    with clock.at(at(9)):
        page = client_of(place.case).get(page_of(dossier, "hand_over"))
    assert place.colleague not in page.context["form"].fields["to"].queryset


def test_many_are_handed_over_from_the_list(place, client_of):
    rows = [place.at_work() for _ in range(3)]
    chosen = [row.pk for row in rows[:2]]
    with clock.at(at(9)):
        client = client_of(place.case)
        page = client.get(reverse("dossiers:dossier_list") + "?nhom=cua-toi").content.decode()
        assert page.count('name="ho_so"') == 3 and many_of("hand_over") in page
        assert many_of("transfer") not in page
        page = client.get(many_of("hand_over"), {"ho_so": chosen}).content.decode()
        assert rows[0].code in page and rows[2].code not in page
        sent = {"ho_so": chosen, "to": place.colleague.pk, "note": "Nghỉ phép"}
        assert client.post(many_of("hand_over"), sent).status_code == 302
    assert set(Dossier.objects.filter(holder=place.colleague)) == set(rows[:2])


def test_many_are_refused_together(place, client_of):
    mine, done = place.at_work(), place.to_sign()
    with clock.at(at(9)):
        case = client_of(place.case)
        assert case.get(many_of("hand_over")).status_code == 422
        assert case.get(many_of("sign"), {"ho_so": mine.pk}).status_code == 404
        assert case.put(many_of("hand_over")).status_code == 405
        both = {"ho_so": [mine.pk, done.pk], "to": place.colleague.pk}
        assert case.post(many_of("hand_over"), both).status_code == 403
        head = client_of(place.unit_head)
        assert head.post(many_of("hand_over"), both).status_code == 409
        assert head.post(many_of("hand_over"), {"ho_so": mine.pk}).status_code == 422
        stranger = client_of(officer(Role.UNIT_HEAD))
        assert stranger.post(many_of("hand_over"), both).status_code == 404
    mine.refresh_from_db()
    assert mine.holder == place.case


@pytest.mark.parametrize("many", [1, 20])
def test_pages_of_verbs_cost_the_same(place, client_of, many, django_assert_max_num_queries):
    for _ in range(many):
        dossier_at(place.clerk, place.unit, holder=place.case)
    rows, client = Dossier.objects.all(), client_of(place.case)
    with django_assert_max_num_queries(15):
        assert client.get(page_of(rows[0], "hand_over")).status_code == 200
    with django_assert_max_num_queries(15):
        chosen = {"ho_so": [row.pk for row in rows]}
        assert client.get(many_of("hand_over"), chosen).status_code == 200
