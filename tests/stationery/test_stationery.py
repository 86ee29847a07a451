"""Templates by kind, unit and date; settings; the layout of a paper's day."""

import datetime as dt
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from docx import Document

from congvu.core.errors import BadInput, NotAllowed, StaleSave, WrongState
from congvu.core.models import LogEntry
from congvu.documents.errors import NotWordFile
from congvu.organizations.states import Role
from congvu.stationery import actions, rules
from congvu.stationery.errors import BadStationery, TemplateHasProblems
from congvu.stationery.models import (
    DocumentType,
    LayoutRule,
    Template,
    document_type,
    layout_on,
    template_for,
)
from congvu.stationery.outputs import PLACEHOLDER_WORDS, PLACEHOLDERS, SLIP_PLACEHOLDERS, SLIP_WORDS
from congvu.stationery.states import DocumentKind, SlipKind, TemplateState
from tests.stationery import factories

LIST = "/mau-van-ban/"
DAY = dt.date(2020, 9, 21)


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"
    return settings.MEDIA_ROOT


@pytest.fixture
def clerk(db):
    return factories.person(Role.RECORDS_CLERK)


@pytest.fixture
def officer(db):
    return factories.person(Role.CASE_OFFICER)


@pytest.fixture
def outsider(db):
    return factories.person(Role.CITIZEN)


@pytest.fixture
def loaded(db):
    call_command("load-stationery", verbosity=0, stdout=io.StringIO())


@pytest.mark.parametrize(
    ("number", "shown"),
    [(35, "35/KH-LĐTBXH"), (7, "07/KH-LĐTBXH"), ("12826", "12826/KH-LĐTBXH")],
)
def test_a_number_is_written_as_the_decree_says(number, shown):
    assert rules.number_text(rules.DEFAULT_FORMAT, number, "KH", "LĐTBXH", 2020) == shown


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ("{number}/{abbreviation}-{agency}", ""),
        ("{number}-{year}", ""),
        ("{abbreviation}", "{number}"),
        ("{number}/{unit}", "unit"),
        ("{number", "ngoặc"),
        ("{number:04d}", "number"),
        ("{number!r}", "number"),
        ("{number.__class__}", "number.__class__"),
        ("{}{number}", "“”"),
    ],
)
def test_a_number_format_is_checked(form, words):
    assert (rules.format_faults(form) == "") if not words else words in rules.format_faults(form)


def test_every_placeholder_is_explained():
    assert set(PLACEHOLDER_WORDS) == PLACEHOLDERS


def test_loading_adds_what_is_missing_and_keeps_what_the_office_changed(loaded, clerk):
    kinds = set(DocumentType.objects.values_list("kind", flat=True))
    assert kinds == set(DocumentKind)
    conclusion = document_type(DocumentKind.CONCLUSION)
    assert (conclusion.title_words, conclusion.draws_number) == ("THÔNG BÁO", False)
    assert conclusion.number_for(8, "LĐTBXH", 2020) == "08/TB-LĐTBXH"
    actions.change_type(conclusion, by=clerk, abbreviation="KL")
    out = io.StringIO()
    call_command("load-stationery", stdout=out)
    assert "0 loại văn bản" in out.getvalue()
    assert document_type(DocumentKind.CONCLUSION).abbreviation == "KL"


@pytest.mark.parametrize(
    ("day", "code"),
    [
        (dt.date(2012, 1, 1), "TT01_2011"),
        (dt.date(2020, 3, 4), "TT01_2011"),
        (dt.date(2020, 3, 5), "ND30_2020"),
        (dt.date(2026, 1, 1), "ND30_2020"),
    ],
)
def test_the_layout_is_that_of_the_papers_day(loaded, day, code):
    assert layout_on(day).code == code


def test_an_office_may_set_its_own_measures(loaded):
    LayoutRule.objects.filter(code="ND30_2020").update(measures={"margin_left": 35.0})
    assert layout_on(DAY).margin_left == 35.0
    assert layout_on(dt.date(2019, 1, 1)).margin_left == 30.0


@pytest.mark.django_db
def test_without_layouts_it_is_said_what_to_run():
    with pytest.raises(LookupError, match="load-stationery"):
        layout_on(DAY)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "data",
    [
        {"document_types": [{"kind": "song", "title_words": "X"}]},
        {"document_types": [{"kind": "plan", "colour": "red"}]},
        {"document_types": [{"kind": "plan", "number_format": "{x}"}]},
        {"layout_rules": [{"code": "XX"}]},
        {"layout_rules": [{"code": "ND30_2020", "measures": {"colour": 1}}]},
        {"layout_rules": [{"code": "ND30_2020", "nonsense": 1}]},
    ],
)
def test_wrong_settings_are_refused_whole(data):
    with pytest.raises(BadStationery):
        actions.load_settings(data)
    assert DocumentType.objects.count() + LayoutRule.objects.count() == 0


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["[1, 2]", "a: [", None])
def test_a_file_that_cannot_be_read_is_named(tmp_path, text):
    file = tmp_path / "own.yaml"
    if text is not None:
        file.write_text(text)
    with pytest.raises(CommandError, match=r"own\.yaml"):
        call_command("load-stationery", str(file))


def test_the_template_is_that_of_kind_unit_and_day(clerk):
    old = factories.template(
        clerk, effective_from=dt.date(2015, 1, 1), effective_to=dt.date(2020, 3, 4)
    )
    office = factories.template(clerk)
    newer = factories.template(clerk, effective_from=dt.date(2020, 9, 1))
    unit = factories.unit()
    own = factories.template(clerk, unit=unit)
    factories.template(clerk, accepted=False, effective_from=dt.date(2020, 9, 20))
    kind = DocumentKind.CONCLUSION
    assert template_for(kind, None, dt.date(2019, 5, 1)) == old
    assert template_for(kind, None, dt.date(2020, 3, 5)) == office
    assert template_for(kind, None, DAY) == newer
    assert template_for(kind, unit, DAY) == own
    assert template_for(kind, factories.unit(), DAY) == newer
    assert template_for(kind, None, dt.date(2014, 1, 1)) is None
    assert template_for(DocumentKind.PLAN, None, DAY) is None


def test_a_template_with_faults_is_kept_but_not_used(clerk):
    made = factories.template(clerk, accepted=False, data=factories.word("{{ so_van_ban }}"))
    assert [p["placeholder"] for p in made.lint] == ["so_van_ban"]
    with pytest.raises(TemplateHasProblems):
        actions.accept_template(made, by=clerk)


def test_its_life_is_logged_and_stale_or_wrong_steps_are_refused(clerk):
    made = factories.template(clerk)
    assert made.state == TemplateState.ACCEPTED
    with pytest.raises(WrongState):
        actions.accept_template(made, by=clerk)
    with pytest.raises(StaleSave):
        actions.end_template(made, DAY, by=clerk, expected=1)
    with pytest.raises(BadInput):
        actions.end_template(made, dt.date(2019, 1, 1), by=clerk)
    ended = actions.end_template(made, DAY, by=clerk, expected=2)
    assert template_for(made.kind, None, DAY) == ended
    assert template_for(made.kind, None, DAY + dt.timedelta(days=1)) is None
    with pytest.raises(BadInput):
        actions.withdraw_template(made, by=clerk, reason="")
    actions.withdraw_template(made, by=clerk, reason="sai tên cơ quan")
    assert template_for(made.kind, None, DAY) is None
    found = LogEntry.objects.filter(kind="stationery.template").order_by("pk")
    assert [e.action.split(".")[1].split("_")[0] for e in found] == [
        "upload",
        "accept",
        "end",
        "withdraw",
    ]


def test_a_file_that_is_no_word_file_is_not_kept(clerk, files):
    with pytest.raises(NotWordFile):
        factories.template(clerk, data=b"khong phai Word")
    with pytest.raises(BadInput):
        factories.template(clerk, data=b"x" * (actions.LIMIT + 1))
    with pytest.raises(BadInput):
        factories.template(clerk, effective_to=dt.date(2019, 1, 1))
    assert Template.objects.count() == 0
    assert not [p for p in files.rglob("*") if p.is_file()]


def test_only_the_keepers_change_anything(clerk, officer, loaded):
    made = factories.template(clerk)
    for act in (
        lambda: factories.template(officer),
        lambda: actions.accept_template(made, by=officer),
        lambda: actions.end_template(made, DAY, by=officer),
        lambda: actions.withdraw_template(made, by=officer, reason="x"),
        lambda: actions.change_type(document_type("plan"), by=officer, abbreviation="X"),
    ):
        with pytest.raises(NotAllowed):
            act()


def form(**more):
    values = {"kind": "conclusion", "name": "Mẫu kết luận", "effective_from": "2020-03-05"}
    return {**values, "file": SimpleUploadedFile("mẫu.docx", factories.word()), **more}


def test_a_template_goes_from_upload_to_use_in_the_browser(client, clerk, loaded):
    client.force_login(clerk)
    answer = client.post(f"{LIST}them/", form())
    made = Template.objects.get()
    assert answer.url == made.get_absolute_url()
    assert "Đưa vào dùng" in client.get(answer.url).content.decode()
    assert client.post(f"{answer.url}dung/", {"version": "1"}).status_code == 302
    assert client.post(f"{answer.url}dung/", {"version": "2"}).status_code == 409
    shown = client.get(f"{answer.url}xem-thu/")
    text = Document(io.BytesIO(shown.content)).element.xml
    assert "Bản xem thử, nội dung không có thật" in text
    assert "Đoạn văn mẫu thứ hai." in text
    kept = client.get(f"{answer.url}tep/")
    assert kept.content == made.read()
    assert kept["Content-Disposition"].startswith("attachment")
    assert "Mẫu kết luận" in client.get(LIST).content.decode()
    gone = client.post(f"{answer.url}thoi-dung/", {"version": "2", "last_day": "2020-12-31"})
    assert gone.status_code == 302
    assert client.post(f"{answer.url}thoi-dung/", {"reason": ""}).status_code == 422


def test_faults_are_listed_in_words(client, clerk, loaded):
    client.force_login(clerk)
    file = SimpleUploadedFile("a.docx", factories.word("{{ sai }}"))
    answer = client.post(f"{LIST}them/", form(file=file))
    text = client.get(answer.url).content.decode()
    assert "Không có chỗ điền nào tên là" in text
    assert "Đưa vào dùng" not in text
    assert client.get(f"{answer.url}xem-thu/").status_code == 422


@pytest.mark.parametrize(
    "more",
    [
        {"file": SimpleUploadedFile("a.docx", b"x")},
        {"name": ""},
        {"effective_to": "2019-01-01"},
        {"kind": "song"},
    ],
)
def test_bad_input_is_said(client, clerk, more):
    client.force_login(clerk)
    answer = client.post(f"{LIST}them/", form(**more))
    assert answer.status_code == 422
    assert "field-error" in answer.content.decode()
    assert Template.objects.count() == 0


def test_settings_of_a_kind_are_changed(client, clerk, loaded):
    client.force_login(clerk)
    plan = document_type("plan")
    url = f"{LIST}loai/{plan.pk}/"
    assert "KẾ HOẠCH" in client.get(url).content.decode()
    told = {"abbreviation": "KH", "title_words": "KẾ HOẠCH", "number_format": "{number}/KH-X"}
    assert client.post(url, {**told, "version": "1"}).status_code == 302
    assert document_type("plan").number_for(3, "LĐTBXH", 2020) == "03/KH-X"
    assert client.post(url, {**told, "number_format": "{x}", "version": "2"}).status_code == 422


def test_readers_look_and_strangers_do_not(client, clerk, officer, outsider, loaded):
    made = factories.template(clerk)
    pages = [LIST, made.get_absolute_url(), f"{made.get_absolute_url()}tep/"]
    for user, status in ((officer, 200), (outsider, 403)):
        client.force_login(user)
        assert {client.get(url).status_code for url in pages} == {status}
        assert client.get(f"{LIST}them/").status_code == 403
        assert client.post(f"{made.get_absolute_url()}dung/").status_code == 403
        assert client.post(f"{made.get_absolute_url()}thoi-dung/", {"reason": "x"}).status_code in (
            403,
        )


def test_wrong_methods_and_missing_templates(client, clerk):
    client.force_login(clerk)
    assert client.post(LIST).status_code == 405
    assert client.get(f"{LIST}1/dung/").status_code == 405
    assert client.get(f"{LIST}999/").status_code == 404


def test_the_list_costs_the_same_for_one_and_twenty(
    client, clerk, loaded, django_assert_max_num_queries
):
    client.force_login(clerk)
    counts = []
    for more in (1, 19):
        for _ in range(more):
            factories.template(clerk, unit=factories.unit())
        with django_assert_max_num_queries(15) as seen:
            client.get(LIST)
        counts.append(len(seen))
    assert counts[0] == counts[1]


SLIP = {"kind": SlipKind.ACCEPTANCE, "accepted": False}


def test_every_placeholder_of_a_slip_is_explained():
    assert set(SLIP_WORDS) == SLIP_PLACEHOLDERS


@pytest.mark.parametrize(
    "paragraphs,words",
    [
        (("{{ code }}", "{{ due }}", "{{ qr }}", "{{p table_blocks }}"), ""),
        (("{% for one in facts %}{{ one.label }}: {{ one.words }}{% endfor %}",), ""),
        (("{{ body_blocks }}",), "body_blocks"),  # of a document, not of a slip
        (("{{ kode }}",), "kode"),
        (("{% for one in facts %}{{ one.worts }}{% endfor %}",), "worts"),
        (("{{ code",), "Cú pháp"),
    ],
)
def test_a_form_of_a_slip_is_linted_against_what_slips_say(clerk, paragraphs, words):
    made = factories.template(clerk, data=factories.word(*paragraphs), **SLIP)
    assert [words in one["message"] for one in made.lint] == ([True] if words else [])


@pytest.mark.parametrize("kind", SlipKind)
def test_a_form_of_a_slip_is_previewed(clerk, client, kind):
    paragraphs = [f"{{{{ {name} }}}}" for name in sorted(SLIP_PLACEHOLDERS - {"table_blocks"})]
    data = factories.word(*paragraphs, "{{p table_blocks }}")
    made = factories.template(clerk, data=data, **SLIP | {"kind": kind})
    client.force_login(clerk)
    answer = client.get(f"{LIST}{made.pk}/xem-thu/")
    body = Document(io.BytesIO(b"".join(answer) if answer.streaming else answer.content))
    text = " ".join(body.element.body.itertext())
    assert answer.status_code == 200 and "không có thật" in text and "Dòng mẫu" in text
    assert len(body.inline_shapes) == 2


def test_the_page_tells_the_placeholders_of_both(clerk, client):
    client.force_login(clerk)
    page = client.get(f"{LIST}them/").content.decode()
    assert "Phiếu của Bộ phận Một cửa" in page and "point_address" in page and "grounds" in page
