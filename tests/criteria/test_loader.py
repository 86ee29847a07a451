"""The loader names every problem with its line and column, and swallows no bomb."""

import pytest

from congvu.criteria.loader import parse
from congvu.criteria.states import Status
from tests.criteria.factories import SHIPPED, SMALL

INSPECTION = parse((SHIPPED / "insp_10.yaml").read_bytes()).data
INDEX = parse((SHIPPED / "so_par_demo.yaml").read_bytes()).data


def problems(old: str, new: str, text: str = SMALL) -> list[str]:
    assert old in text
    return [str(problem) for problem in parse(text.replace(old, new, 1), "nho.yaml").problems]


def test_the_small_library_is_read():
    parsed = parse(SMALL)
    assert parsed.problems == ()
    assert [c.code for _, c in parsed.data.criteria] == ["N1.1", "N1.2"]


def test_the_ten_areas_hold_46_questions_as_counted():
    assert len(INSPECTION.areas) == 10
    assert len(INSPECTION.criteria) == 46
    kinds = {"department_office": 38, "division": 32, "public_service_unit": 28, "school": 31}
    for kind, count in kinds.items():
        assert sum(kind in c.applies_to for _, c in INSPECTION.criteria) == count


def test_the_matrix_columns_have_their_short_titles():
    assert [area.short_title for area in INSPECTION.areas] == [
        "Thể chế",
        "Thủ tục, một cửa",
        "Thái độ phục vụ",
        "Bộ máy",
        "Đội ngũ",
        "Kỷ luật, kỷ cương",
        "Tài chính công",
        "Ứng dụng CNTT",
        "ISO 9001",
        "Chỉ đạo, điều hành",
    ]


def test_the_index_sums_to_100_and_names_its_sources():
    assert INDEX.max_points == 100
    assert [area.max_points for area in INDEX.areas] == [16, 12, 15, 10, 13, 9, 15, 10]
    assert len(INDEX.criteria) == 43
    assert all(c.source for _, c in INDEX.criteria)
    assert {c.status for _, c in INDEX.criteria} == set(Status)


@pytest.mark.parametrize("data", [INSPECTION, INDEX])
def test_shipped_libraries_use_the_published_scale(data):
    assert [(x.name, x.start) for x in data.scale.levels] == [
        ("Xuất sắc", 90),
        ("Tốt", 80),
        ("Khá", 65),
        ("Trung bình", 50),
        ("Yếu", 0),
    ]


def test_nothing_arose_is_full_exactly_where_the_bad_event_may_not_occur():
    full = {
        c.code for d in (INSPECTION, INDEX) for _, c in d.criteria if c.when_nothing_arose == "full"
    }
    assert full == {
        *("1.3.2", "3.1", "3.5", "3.6", "6.3"),
        *("A2.4", "A3.2", "A9.2", "A9.4", "A10.4"),
    }


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("format: 1", "format: 2", "nho.yaml:1:9: Chỉ đọc được cấu trúc format: 1."),
        (
            "purpose: inspection",
            "purpose: exam",
            "nho.yaml:4:10: purpose “exam” không có trong danh sách: inspection, index.",
        ),
        (
            "2019-01-01",
            "01/01/2019",
            "nho.yaml:5:17: effective_from phải viết năm-tháng-ngày, như 2020-08-25; "
            "đang ghi “01/01/2019”.",
        ),
        (
            "{code: weak, name: Yếu, from: 0,",
            "{code: weak, name: Yếu, from: 10,",
            "nho.yaml:10:7: Mức cuối cùng phải bắt đầu từ 0.",
        ),
        (
            "points_percent: 90",
            "points_percent: 70",
            "nho.yaml:9:7: points_percent phải nằm trong chính mức này.",
        ),
        (
            "from: 80, points_percent: 90}",
            "from: 0, points_percent: 90}",
            "nho.yaml:10:7: Các mức xếp từ cao xuống thấp; mốc này không thấp hơn mức trên nó.",
        ),
        (
            "answer: yes_no",
            "anwser: yes_no",
            "nho.yaml:18:9: Không có mục “anwser” trong tiêu chí. Có phải “answer”?",
        ),
        (
            "answer: yes_no",
            "answer: percent",
            "nho.yaml:21:22: Cách trả lời “percent” cần type tiers hoặc ratio; đang ghi “yes_no”.",
        ),
        (
            "[division, school]",
            "[division, shcool]",
            "nho.yaml:19:32: Loại đơn vị “shcool” không có trong danh sách: department, "
            "department_office, division, public_service_unit, school, counter.",
        ),
        (
            "max_points: 10",
            "max_points: mười",
            "nho.yaml:20:21: max_points phải là số không âm, viết như 2 hoặc 0.5; đang ghi “mười”.",
        ),
        (
            "'yes': 10",
            "'yes': 9",
            "nho.yaml:21:15: Mức cao nhất được 9 điểm nhưng điểm tối đa là 10.",
        ),
        ("code: N1.2", "code: N1.1", "nho.yaml:22:9: Tiêu chí mang mã “N1.1” có hai lần."),
        (
            "{from: 95, points: 10}",
            "{from: 96, points: 10}",
            "nho.yaml:32:15: Hở: không có mốc điểm cho giá trị ngay trước 96.",
        ),
        (
            "below: 95",
            "below: 97",
            "nho.yaml:32:15: Chồng nhau: giá trị 95 rơi vào hai mốc điểm.",
        ),
        (
            "{from: 95, points: 10}",
            "{from: 95, below: 100, points: 10}",
            "nho.yaml:32:15: Hở: không có mốc điểm cho giá trị từ 100 trở lên.",
        ),
        (
            "{from: 95, points: 10}",
            "{from: 95, over: 95, points: 10}",
            "nho.yaml:32:15: Chỉ ghi một trong hai: from hoặc over.",
        ),
        (
            "until: 2020-12-31",
            "until: hôm qua",
            "nho.yaml:25:21: until phải viết năm-tháng-ngày, như 2020-08-25; đang ghi “hôm qua”.",
        ),
        (
            "title: Bộ tiêu chí nhỏ",
            'title: "Bộ\\0tiêu chí"',
            "nho.yaml:3:8: title có ký tự điều khiển không được phép.",
        ),
    ],
)
def test_a_problem_is_named_with_its_line_and_column(old, new, expected):
    assert expected in problems(old, new)


def test_a_missing_key_is_named_where_its_block_begins():
    found = problems("        text: Có kế hoạch không?\n", "")
    assert found == ["nho.yaml:16:9: Tiêu chí thiếu “text”."]


def test_blank_values_count_as_missing():
    assert problems("code: NHO", "code: ''") == ["nho.yaml:1:1: Bộ tiêu chí thiếu “code”."]


def test_a_key_written_twice_is_refused():
    assert problems("code: NHO", "code: NHO\ncode: TO") == [
        "nho.yaml:3:1: Mục “code” ghi hai lần trong bộ tiêu chí."
    ]


def test_stated_sums_must_be_the_sums():
    assert problems("scale:", "total_points: 100\nscale:") == [
        "nho.yaml:6:15: Ghi tổng điểm của bộ tiêu chí là 100 nhưng cộng lại được 20."
    ]
    assert problems("    criteria:", "    max_points: 10\n    criteria:") == [
        "nho.yaml:15:17: Ghi tổng điểm của nội dung N1 là 10 nhưng cộng lại được 20."
    ]


def test_all_problems_come_at_once_in_the_order_of_the_file():
    text = SMALL.replace("format: 1", "format: 3").replace("answer: percent", "answer: maybe")
    lines = [problem.line for problem in parse(text).problems]
    assert lines == sorted(lines)
    assert {1, 26} <= set(lines)


def test_points_must_lie_on_the_step():
    assert problems("max_points: 10", "max_points: 10.2")[0].startswith(
        "nho.yaml:20:21: Điểm tối đa phải lớn hơn 0 và là bội của 0,5."
    )


def test_a_text_answer_has_no_points():
    text = SMALL.replace("answer: yes_no", "answer: text").replace(
        "{type: yes_no, 'yes': 10, 'no': 0}", "{type: text}"
    )
    assert [str(p) for p in parse(text).problems] == [
        "20:21: Tiêu chí trả lời bằng lời thì không có điểm."
    ]
    without = text.replace("        max_points: 10\n", "", 1)
    assert parse(without).data.criteria[0][1].max_points == 0


@pytest.mark.parametrize(
    ("rule", "message"),
    [
        ("{type: ratio, full_at: 50, zero_below: 80}", "Cần zero_below nhỏ hơn full_at"),
        ("{type: tiers, tiers: []}", "Cần ít nhất một mốc điểm."),
        ("{type: tiers, tiers: [{from: 5, below: 5, points: 10}]}", "Mốc điểm này rỗng"),
        ("{type: tiers, tiers: no}", "tiers phải là một danh sách."),
        ("[tiers]", "Cách tính điểm thiếu “type”."),
    ],
)
def test_a_rule_that_makes_no_sense_is_refused(rule, message):
    start, end = SMALL.index("        rule:\n"), SMALL.index("        when_nothing")
    text = f"{SMALL[:start]}        rule: {rule}\n{SMALL[end:]}"
    assert any(message in problem.message for problem in parse(text).problems)


@pytest.mark.parametrize(
    ("answer", "rule", "message"),
    [
        ("steps", "{type: steps, steps: [{when: có, points: 10}]}", "Cần ít nhất hai bậc điểm."),
        ("survey", "{type: survey, weights: {good: 0.5}}", "Trọng số của câu trả lời cao nhất"),
    ],
)
def test_steps_and_surveys_have_their_own_checks(answer, rule, message):
    text = SMALL.replace("answer: yes_no", f"answer: {answer}", 1)
    text = text.replace("{type: yes_no, 'yes': 10, 'no': 0}", rule, 1)
    assert [message in p.message for p in parse(text).problems] == [True]


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ("", (1, 1), "Tệp trống."),
        ("a: [1\nb: 2", (2, 2), "Sai cú pháp YAML"),
        ("a: &x [1]\nb: *x", (1, 4), "Không dùng neo"),
        ("[" * 5000, (1, 13), "lồng nhau quá sâu"),
        (b"a: 1\nb: \xff", (2, 1), "không phải văn bản UTF-8"),
        ("a: 1\nb: \x07", (2, 1), "ký tự điều khiển"),
        ("x" * (1024 * 1024 + 1), (1, 1), "lớn hơn 1 MB"),
        ("chỉ một câu", (1, 1), "phải gồm các dòng"),
    ],
)
def test_what_is_no_library_is_refused_with_a_reason(text, place, message):
    first = parse(text).problems[0]
    assert (first.line, first.column) == place
    assert message in first.message


def test_line_ends_and_byte_order_mark_do_not_change_the_hash():
    windows = ("\ufeff" + SMALL.replace("\n", "\r\n")).encode()
    assert parse(windows).sha256 == parse(SMALL).sha256
