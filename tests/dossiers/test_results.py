"""Results as signed, how they were given out, and papers used a second time with consent."""

import datetime as dt
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse

from congvu.applicants.actions import forget
from congvu.core import clock
from congvu.core.errors import BadInput, NotAllowed, StaleSave, WrongState
from congvu.core.models import LogEntry
from congvu.core.seals import seal_now
from congvu.core.verify import run_all
from congvu.documents.pdf import render_pdf
from congvu.documents.signing import sign_pdf
from congvu.dossiers import actions
from congvu.dossiers.models import Result, ResultReturn, Reuse
from congvu.dossiers.reusing import papers_for
from congvu.dossiers.states import DossierState, ReturnWay
from congvu.evidence.models import Attachment, Item
from congvu.organizations.states import Role
from tests.documents.authority import PASSWORD, Authority
from tests.documents.factories import letter
from tests.dossiers.factories import at
from tests.dossiers.money import PDF, result_of
from tests.organizations.factories import officer

pytestmark = pytest.mark.django_db


@pytest.fixture
def tenth():
    """The tenth of September 2020."""
    with clock.at(at(10)):
        yield


def signed(place, **fields):
    """A dossier whose result was signed on the tenth."""
    dossier = place.to_sign(**fields)
    with clock.at(at(10)):
        return actions.sign(dossier, by=place.head)


def add(dossier):
    return reverse("dossiers:result_add", args=[dossier.pk])


def fields(**more):
    known = {"title": "Quyết định", "number": "12/QĐ-LĐTBXH", "signed_on": "10/9/2020",
             "file": SimpleUploadedFile("qd.pdf", PDF)}  # fmt: skip
    return known | more


# --- the file and its signatures -----------------------------------------------------------------


def test_a_signed_file_becomes_evidence_with_what_its_signatures_are_worth(
    place, tenth, settings, tmp_path
):
    authority = Authority()
    (tmp_path / "root.pem").write_bytes(authority.root)
    settings.SIGNATURE_ROOTS = str(tmp_path)
    data = sign_pdf(render_pdf(letter()), authority.signer("Đặng Hồng Sơn"), PASSWORD)
    result = result_of(signed(place), place.clerk, file=data)
    [report] = result.signatures
    assert report["signer"] == "Đặng Hồng Sơn"
    assert report["intact"] and report["trusted"] and report["covers_whole_document"]
    item = Item.objects.get()
    assert item.document_number == "12/QĐ-LĐTBXH" and item.attached
    assert Attachment.objects.get().target == result
    assert result.file["sha256"] == item.versions.get().sha256


def test_a_changed_file_says_that_its_signature_is_broken(place, client_of, tenth):
    data = sign_pdf(render_pdf(letter()), Authority().signer("Người ký"), PASSWORD)
    spot = data.index(b"stream") + 20
    broken = data[:spot] + bytes([data[spot] ^ 1]) + data[spot + 1 :]
    dossier = signed(place)
    result_of(dossier, place.clerk, file=broken)
    page = client_of(place.clerk).get(dossier.get_absolute_url()).content.decode()
    assert "chữ ký số không còn nguyên vẹn" in page
    assert "chưa xác minh được tổ chức chứng thực" in page


def test_a_scan_has_no_signature_and_says_so(place, client_of, tenth):
    dossier = signed(place)
    assert result_of(dossier, place.clerk).signatures == []
    page = client_of(place.clerk).get(dossier.get_absolute_url()).content.decode()
    assert "không có chữ ký số" in page and "12/QĐ-LĐTBXH" in page


@pytest.mark.parametrize(
    "more,wrong",
    [
        ({"title": " "}, {"title"}),
        ({"number": ""}, {"number"}),
        ({"signed_on": dt.date(2020, 9, 7)}, {"signed_on"}),  # before it was taken in
        ({"signed_on": dt.date(2020, 9, 11)}, {"signed_on"}),  # tomorrow
        ({"valid_to": dt.date(2020, 1, 1)}, {"valid_to"}),
        ({"file": b""}, {"file"}),
    ],
)
def test_a_result_that_can_not_be_right_is_refused_by_field(place, more, wrong, tenth):
    dossier = signed(place)
    with pytest.raises(BadInput) as refused:
        result_of(dossier, place.clerk, **more)
    assert set(refused.value.fields) == wrong
    assert not Result.objects.exists() and not Item.objects.exists()


def test_before_the_proposal_there_is_no_result(place, tenth):
    with pytest.raises(WrongState, match="Đang giải quyết"):
        result_of(place.at_work(), place.case)
    assert result_of(place.to_sign(), place.head).pk  # while it waits for the signature


def test_strangers_put_in_and_take_back_nothing(place, tenth):
    dossier = signed(place)
    result = result_of(dossier, place.clerk)
    for user in (place.colleague, officer(Role.ONE_STOP_OFFICER), officer(Role.SECRETARY)):
        with pytest.raises(NotAllowed):
            result_of(dossier, user)
        with pytest.raises(NotAllowed):
            actions.withdraw_result(result, by=user, reason="x")


def test_a_result_taken_back_stays_and_says_why(place, client_of, tenth):
    dossier = signed(place)
    result = result_of(dossier, place.clerk)
    with pytest.raises(BadInput):
        actions.withdraw_result(result, by=place.clerk, reason=" ")
    with pytest.raises(StaleSave):
        actions.withdraw_result(result, by=place.clerk, reason="x", expected=99)
    actions.withdraw_result(result, by=place.clerk, reason="Nhầm tệp")
    with pytest.raises(WrongState):
        actions.withdraw_result(result, by=place.clerk, reason="lần nữa")
    page = client_of(place.clerk).get(dossier.get_absolute_url()).content.decode()
    assert "đã thu hồi" in page and "Nhầm tệp" in page


def test_the_file_is_read_by_those_who_work_on_the_dossier(place, client_of, tenth):
    result = result_of(signed(place), place.clerk)
    path = reverse("evidence:file", args=[result.file["version"]])
    for user in (place.clerk, place.case, place.unit_head, place.head, officer(Role.SECRETARY)):
        answer = client_of(user).get(path)
        assert answer.status_code == 200 and b"".join(answer.streaming_content) == PDF
    for user in (place.colleague, officer(Role.ONE_STOP_OFFICER), officer(Role.UNIT_HEAD)):
        assert client_of(user).get(path).status_code == 404


def test_a_result_is_put_in_on_its_page(place, client_of, tenth):
    dossier, client = signed(place), client_of(place.clerk)
    assert "Ngày ký" in client.get(add(dossier)).content.decode()
    wrong = client.post(add(dossier), fields(number="", signed_on="11/9/2020"))
    page = wrong.content.decode()
    assert wrong.status_code == 422 and "bắt buộc" in page.lower() and "Quyết định" in page
    late = client.post(add(dossier), fields(signed_on="11/9/2020"))
    assert late.status_code == 422 and "đến hôm nay" in late.content.decode()
    done = client.post(add(dossier), fields(), follow=True)
    assert "Đã đưa kết quả vào hồ sơ." in done.content.decode()
    result = Result.objects.get()
    path = reverse("dossiers:result_withdraw", args=[result.pk])
    assert client.post(path, {"reason": ""}).status_code == 422
    assert client.post(path, {"reason": "Nhầm", "version": result.version}).status_code == 302
    assert client.post(path, {"reason": "Nhầm"}).status_code == 409
    stranger = client_of(officer(Role.ONE_STOP_OFFICER))
    assert stranger.get(path).status_code == 404 and stranger.get(add(dossier)).status_code == 404
    assert client_of(place.case).get(add(place.at_work())).status_code == 409


# --- handed out ----------------------------------------------------------------------------------


def give(place, dossier, **told):
    with clock.at(at(11)):
        return actions.return_result(dossier, by=place.clerk, **told)


def test_who_took_the_result_is_kept_encrypted(place, client_of):
    dossier = signed(place)
    give(place, dossier, way=ReturnWay.AUTHORISED, taker="Trần Thị Bích", authority="GUQ 05/2020")
    told = ResultReturn.objects.get()
    assert told.taker_label == "Trần T. B." and told.taker.clear == "Trần Thị Bích"
    with connection.cursor() as cursor:
        cursor.execute("SELECT taker FROM dossiers_resultreturn")
        assert "Bích" not in cursor.fetchone()[0]
    [row] = LogEntry.objects.filter(kind="dossiers.resultreturn")
    assert "Bích" not in str(row.changes)
    page = client_of(place.clerk).get(dossier.get_absolute_url()).content.decode()
    assert "Người được ủy quyền nhận: Trần T. B." in page and "GUQ 05/2020" in page


def test_who_took_it_is_erased_with_the_applicant_and_verify_finds_no_fault(place):
    dossier, other = signed(place), signed(place)
    for row, name in ((dossier, "Trần Thị Bích"), (other, "Lê Văn Tám")):
        give(place, row, way=ReturnWay.AUTHORISED, taker=name, authority="GUQ 05/2020")
    seal_now()
    forget(dossier.applicant, by=place.head, reason="Hết thời hạn lưu trữ")
    gone = ResultReturn.objects.get(dossier=dossier)
    assert gone.taker.clear is None and "Bích" not in gone.taker_label
    assert gone.authority == "GUQ 05/2020"  # how it was handed out stays
    assert ResultReturn.objects.get(dossier=other).taker.clear == "Lê Văn Tám"
    erased = LogEntry.objects.filter(action="core.erase_personal", kind="dossiers.resultreturn")
    assert erased.get().reason == "Hết thời hạn lưu trữ"
    seal_now()
    ours = ("dossiers.resultreturn", "dossiers.dossier", "applicants.applicant", "core.seal")
    faults = [one for one in run_all().faults if one["kind"] in ours]
    assert faults == []  # the fixtures' own units and seats are written past the log


@pytest.mark.parametrize(
    "told,wrong",
    [
        ({"way": "drone"}, {"way"}),
        ({"way": ReturnWay.AUTHORISED}, {"taker", "authority"}),
        ({"way": ReturnWay.AUTHORISED, "taker": "A"}, {"authority"}),
        ({"way": ReturnWay.AUTHORISED, "taker": "A", "authority": "ông Lê Tám"}, {"authority"}),
        (
            {
                "way": ReturnWay.AUTHORISED,
                "taker": "Lê Văn Tám",
                "authority": "GUQ 5 của LÊ VĂN TÁM",
            },
            {"authority"},
        ),
        ({"way": ReturnWay.POST, "authority": "anh bưu tá"}, {"authority"}),
    ],
)
def test_somebody_else_needs_a_name_and_a_paper(place, told, wrong):
    dossier = signed(place)
    with pytest.raises(BadInput) as refused:
        give(place, dossier, **told)
    assert set(refused.value.fields) == wrong
    dossier.refresh_from_db()
    assert dossier.state == DossierState.RESULT_READY and not ResultReturn.objects.exists()


def test_handing_out_asks_how_on_its_page(place, client_of):
    dossier, client = signed(place), client_of(place.clerk)
    path = reverse("dossiers:dossier_verb", args=[dossier.pk, "return_result"])
    with clock.at(at(11)):
        assert "Giấy ủy quyền" in client.get(path).content.decode()
        wrong = client.post(path, {"way": "authorised", "taker": "Lê Văn Tám"})
        assert wrong.status_code == 422 and "Lê Văn Tám" in wrong.content.decode()
        assert client.post(path, {"way": "applicant"}).status_code == 302
    assert ResultReturn.objects.get().way == ReturnWay.APPLICANT


def test_a_result_handed_out_without_saying_how_is_as_before(place):
    assert give(place, signed(place)).state == DossierState.RETURNED
    assert not ResultReturn.objects.exists()


# --- used again ----------------------------------------------------------------------------------


@pytest.fixture
def earlier(place, tenth):
    """A result of an earlier dossier, and a new dossier of the same applicant."""
    first = signed(place)
    result = result_of(first, place.clerk, valid_to=dt.date(2020, 12, 31))
    return result, place.taken(at(10), applicant=first.applicant)


def test_what_still_holds_is_offered_and_used_with_consent(place, earlier):
    result, dossier = earlier
    [paper] = papers_for(dossier, place.clerk)
    assert paper.title == str(result) and "31/12/2020" in paper.told
    with pytest.raises(BadInput, match="đồng ý"):
        actions.reuse_papers(dossier, [paper.item.pk], by=place.clerk, consent=False)
    [made] = actions.reuse_papers(dossier, [paper.item.pk], by=place.clerk, consent=True)
    assert (made.source, made.item, made.by) == (result.dossier, result.item, place.clerk)
    [row] = LogEntry.objects.filter(action="dossiers.reuse_papers")
    assert "đồng ý" in row.reason
    assert papers_for(dossier, place.clerk) == []  # used already
    with pytest.raises(BadInput):
        actions.reuse_papers(dossier, [paper.item.pk], by=place.clerk, consent=True)


def test_consent_lets_those_read_it_who_work_on_the_new_dossier(place, earlier, client_of):
    result, dossier = earlier
    path = reverse("evidence:file", args=[result.file["version"]])
    actions.transfer([dossier], by=place.clerk)
    actions.assign([dossier], by=place.unit_head, to=place.colleague)
    assert client_of(place.colleague).get(path).status_code == 404
    actions.reuse_papers(dossier, [result.item_id], by=place.clerk, consent=True)
    answer = client_of(place.colleague).get(path)
    assert answer.status_code == 200 and b"".join(answer.streaming_content) == PDF


@pytest.mark.parametrize("why", ["out of date", "taken back", "other applicant", "other counter"])
def test_nothing_else_is_offered(place, earlier, why):
    result, dossier = earlier
    clerk = place.clerk
    if why == "out of date":
        Result.objects.update(valid_to=dt.date(2020, 9, 9))
    elif why == "taken back":
        actions.withdraw_result(result, by=place.clerk, reason="x")
    elif why == "other applicant":
        dossier = place.taken(at(10))
    else:  # an officer of another counter, who never saw the earlier dossier
        clerk = officer(Role.ONE_STOP_OFFICER)
    assert papers_for(dossier, clerk) == []
    with pytest.raises((BadInput, NotAllowed)):
        actions.reuse_papers(dossier, [result.item_id], by=clerk, consent=True)
    assert not Reuse.objects.exists()


def test_an_ended_dossier_takes_no_papers(place, earlier):
    result, dossier = earlier
    actions.withdraw(dossier, by=place.clerk, reason="Không cần nữa")
    with pytest.raises(WrongState):
        actions.reuse_papers(dossier, [result.item_id], by=place.clerk, consent=True)


def test_papers_are_used_again_on_a_page(place, earlier, client_of):
    result, dossier = earlier
    client = client_of(place.clerk)
    path = reverse("dossiers:dossier_reuse", args=[dossier.pk])
    assert str(result) in client.get(path).content.decode()
    no = client.post(path, {"items": [result.item_id]})
    assert no.status_code == 422 and "đồng ý" in no.content.decode()
    none = client.post(path, {"consent": "on"})
    assert none.status_code == 422 and "ít nhất một giấy tờ" in none.content.decode()
    other = client.post(path, {"items": ["999999"], "consent": "on"})
    assert other.status_code == 422
    done = client.post(path, {"items": [result.item_id], "consent": "on"}, follow=True)
    assert str(result.dossier) in done.content.decode() and "đã đồng ý" in done.content.decode()
    assert "Chưa có giấy tờ nào" in client.get(path).content.decode()
    assert client_of(place.case).get(path).status_code in (403, 404)


@pytest.mark.parametrize("many", [1, 20])
def test_pages_cost_the_same_for_one_and_many(
    place, tenth, client_of, many, django_assert_max_num_queries
):
    first = signed(place)
    for number in range(many):
        result_of(first, place.clerk, number=f"{number}/QĐ", file=io.BytesIO(PDF).getvalue())
    dossier = place.taken(at(10), applicant=first.applicant)
    client = client_of(place.clerk)
    client.get(first.get_absolute_url())  # what is looked up once a process
    for path in (first.get_absolute_url(), reverse("dossiers:dossier_reuse", args=[dossier.pk])):
        with django_assert_max_num_queries(15):
            assert client.get(path).status_code == 200
    give(place, first, way=ReturnWay.AUTHORISED, taker="Trần Thị Bích", authority="GUQ 05/2020")
    with django_assert_max_num_queries(15):
        assert "Trần T. B." in client.get(first.get_absolute_url()).content.decode()
    keys = [paper.item.pk for paper in papers_for(dossier, place.clerk)]
    actions.reuse_papers(dossier, keys, by=place.clerk, consent=True)
    with django_assert_max_num_queries(15):
        client.get(dossier.get_absolute_url())
