"""From draft to the public page and back, through the actions."""

import io

import pytest
from django_tasks_db.models import DBTaskResult
from modelsearch.models import IndexEntry
from PIL import Image

from congvu.core import clock
from congvu.core.errors import BadInput, NotAllowed, StaleSave, WrongState
from congvu.core.jobs.running import drain
from congvu.core.models import LogEntry
from congvu.inspections.models import Inspection
from congvu.notices.models import Notice
from congvu.portal import actions, errors
from congvu.portal.models import NewsCategory, NewsIndex, NewsItem, NewsPage, PortalHome
from congvu.portal.states import NewsState
from tests.inspections.campaigns import make_campaign, moment
from tests.portal.factories import STAMP, drafted, out, picture

pytestmark = pytest.mark.django_db


def log(action: str) -> LogEntry:
    return LogEntry.objects.filter(action=f"portal.{action}").latest("pk")


def test_the_frame_stands_once():
    actions.set_up()
    assert (PortalHome.objects.count(), NewsIndex.objects.count()) == (1, 1)
    assert NewsCategory.objects.filter(name="Hoạt động cải cách hành chính").count() == 1
    assert actions.may_set_up()


def test_a_concluded_inspection_becomes_a_draft_that_reads_like_the_article():
    campaign = make_campaign(units=2).concluded()
    item = actions.draft_article(campaign.inspection, by=campaign.secretary)
    text = item.page.body
    assert item.state == NewsState.DRAFT and not item.page.live
    assert item.page.title.endswith("năm 2020.")
    assert "Thực hiện Kế hoạch số 35/KH-SLĐ ngày 17/3/2020" in text
    assert "Bên cạnh những kết quả đạt được" in text
    assert "Việc công khai thủ tục hành chính chưa đầy đủ" in text
    assert item.page.category.name == "Hoạt động cải cách hành chính"
    assert actions.draft_article(campaign.inspection, by=campaign.secretary) == item
    assert log("draft").actor == campaign.secretary


def test_nothing_is_drafted_before_the_conclusion_or_where_the_head_did_not_tick_it():
    campaign = make_campaign(units=1).remarked()
    with pytest.raises(errors.NotConcluded):
        actions.draft_article(campaign.inspection, by=campaign.secretary)
    Inspection.objects.update(state="concluded", disclosure={"article": False})
    with pytest.raises(errors.ArticleNotDisclosed):
        actions.draft_article(campaign.inspection, by=campaign.secretary)
    with pytest.raises(NotAllowed):
        actions.draft_article(campaign.inspection, by=campaign.inspector)
    assert not NewsItem.objects.exists()


def test_an_editor_submits_and_a_reviewer_lets_out_with_the_stamp_of_the_first_time(
    secretary, head
):
    item = actions.submit(drafted(secretary), by=secretary)
    revision = item.page.latest_revision_id
    with pytest.raises(NotAllowed):
        actions.publish(item, revision=revision, by=secretary)
    with clock.at(STAMP):
        item = actions.publish(item, revision=revision, by=head)
    assert (item.state, item.stamped_at, item.changed_at) == (NewsState.PUBLISHED, STAMP, None)
    assert NewsPage.objects.get().live
    assert log("publish").actor == head
    later = moment(2020, 9, 9)
    with clock.at(later):
        item = actions.publish(item, revision=revision, by=head)
    assert (item.stamped_at, item.changed_at) == (STAMP, later)


def test_what_was_not_read_is_not_let_out(secretary, head):
    item = drafted(secretary)
    read = item.page.latest_revision_id
    item.page.save_revision(user=secretary)
    with pytest.raises(errors.TextMoved):
        actions.publish(item, revision=read, by=head)
    with pytest.raises(StaleSave):
        actions.publish(item, revision=read, by=head, expected=item.version + 1)
    assert not NewsPage.objects.get().live


def test_each_flag_must_be_looked_at(secretary, head, unit):
    item = drafted(secretary, body=f"<p>{unit.name} còn hạn chế.</p><p>Bà Lê Thị Mai nộp.</p>")
    revision = item.page.latest_revision_id
    with pytest.raises(errors.FlagsUnseen) as refused:
        actions.publish(item, revision=revision, by=head)
    flags = refused.value.details["flags"]
    assert [flag.kind for flag in flags] == ["unit", "person"]
    with pytest.raises(errors.FlagsUnseen):
        actions.publish(item, revision=revision, seen={flags[0].key}, by=head)
    item = actions.publish(item, revision=revision, seen={f.key for f in flags}, by=head)
    assert len(item.kept) == 2 and "Lê Thị Mai" in item.kept[1]


def test_a_campaigns_own_words_pass_its_checks_and_changed_counts_do_not():
    campaign = make_campaign(units=2).concluded()
    item = actions.draft_article(campaign.inspection, by=campaign.secretary)
    page = item.page.get_latest_revision_as_object()
    page.body = page.body.replace("02 phòng chuyên môn", "03 phòng chuyên môn")
    page.save_revision()
    item.page.refresh_from_db()
    with pytest.raises(errors.FlagsUnseen) as refused:
        actions.publish(item, revision=item.page.latest_revision_id, by=campaign.head)
    assert {flag.kind for flag in refused.value.details["flags"]} == {"count"}
    page.body = page.body.replace("03 phòng chuyên môn", "02 phòng chuyên môn")
    page.save_revision()
    item.page.refresh_from_db()
    assert actions.publish(item, revision=item.page.latest_revision_id, by=campaign.head)


def test_sent_back_with_a_reason_withdrawn_with_a_reason(secretary, head):
    item = actions.submit(drafted(secretary), by=secretary)
    with pytest.raises(BadInput):
        actions.send_back(item, note=" ", by=head)
    item = actions.send_back(item, note="Viết gọn lại", by=head)
    assert (item.state, item.note) == (NewsState.DRAFT, "Viết gọn lại")
    with pytest.raises(WrongState):
        actions.send_back(item, note="Nữa", by=head)
    with clock.at(STAMP):
        item = actions.publish(item, revision=item.page.latest_revision_id, by=head)
    with pytest.raises(BadInput):
        actions.withdraw(item, reason="", by=head)
    item = actions.withdraw(item, reason="Đăng nhầm", by=head)
    assert item.state == NewsState.WITHDRAWN and not NewsPage.objects.get().live
    assert log("withdraw").reason == "Đăng nhầm"
    with pytest.raises(errors.AlreadyOut):
        actions.remove_draft(item, by=head)


def test_a_draft_is_thrown_away_with_its_page(secretary, head, inspector):
    item = drafted(secretary)
    with pytest.raises(NotAllowed):
        actions.remove_draft(item, by=inspector)
    actions.remove_draft(item, by=secretary)
    assert not NewsPage.objects.exists() and log("remove_draft").actor == secretary


def test_photos_get_one_caption_and_lose_place_and_camera(secretary, head):
    taken = Image.new("RGB", (1200, 800), "#0d5661")
    notes = taken.getexif()
    notes[0x010F], notes[0x8825] = "Máy của tôi", {1: "N"}
    data = io.BytesIO()
    taken.save(data, "JPEG", exif=notes)
    item = drafted(secretary)
    photos = [("anh-1.jpg", data.getvalue()), ("anh-2.jpg", picture())]
    item = actions.put_photos(
        item, photos, caption="Ảnh kiểm tra", author="Bích Tiên", by=secretary
    )
    item.page.refresh_from_db()
    actions.publish(item, revision=item.page.latest_revision_id, by=head)
    page = NewsPage.objects.get()
    assert (page.caption, page.author, page.photos.count()) == ("Ảnh kiểm tra", "Bích Tiên", 2)
    for photo in page.photos.all():
        for file in (photo.image.file, photo.wide.file):
            with file.open("rb") as kept:
                assert not Image.open(kept).getexif()
        assert photo.wide.width <= 960 and photo.small.width <= 480


def test_what_wagtail_notes_comes_into_our_log(secretary):
    item = drafted(secretary)
    item.page.save_revision(user=secretary, log_action=True)
    row = log("edit")
    assert (row.actor, row.kind, row.object_id) == (secretary, "portal.newsitem", str(item.pk))


def test_two_items_of_one_title_get_two_addresses(secretary, head):
    slugs = [out(head).page.slug, out(head).page.slug]
    assert slugs[1] == f"{slugs[0]}-2"


def test_the_group_follows_the_seats(secretary, inspector):
    actions.join_group(secretary)
    actions.join_group(inspector)
    assert secretary.groups.count() == 1 and not inspector.groups.exists()
    secretary.seats.all().delete()
    del secretary._rights
    actions.join_group(secretary)
    assert not secretary.groups.exists()


def test_log_editing_of_something_that_is_no_page(secretary):
    from wagtail.models import ModelLogEntry

    category = NewsCategory.objects.first()
    ModelLogEntry.objects.log_action(category, "wagtail.edit", user=secretary)
    assert log("edit").changes["+title"] == [None, str(category)]
    assert actions.log_editing


def test_reviewers_are_told_of_what_waits_and_the_editor_of_what_came_back(
    secretary, head, deputy, inspector
):
    item = actions.submit(drafted(secretary, "Tin về lịch nghỉ"), by=secretary)
    told = Notice.objects.filter(about_kind="portal.newsitem", about_id=str(item.pk))
    assert {one.recipient for one in told} == {head, deputy}
    assert all(one.path == item.get_absolute_url() for one in told)
    assert all("Tin về lịch nghỉ" in one.text for one in told)
    item = actions.send_back(item, note="Bỏ tên đơn vị", by=head)
    back = told.get(recipient=secretary)
    assert "Bỏ tên đơn vị" in back.text
    actions.submit(item, by=secretary)
    assert told.filter(recipient=head).count() == 2


def test_who_sends_an_item_to_himself_is_not_told(head):
    actions.submit(drafted(head), by=head)
    assert not Notice.objects.filter(about_kind="portal.newsitem").exists()


def test_what_wagtail_defers_is_done_by_our_worker(head):
    item = out(head, "Tin có ảnh")
    gone = drafted(head, "Bỏ đi")
    actions.remove_draft(gone, by=head)
    assert DBTaskResult.objects.ready().exists()
    drain()
    states = DBTaskResult.objects.values_list("status", flat=True)
    assert set(states) == {"SUCCESSFUL"}
    assert IndexEntry.objects.filter(object_id=str(item.page.pk)).exists()
