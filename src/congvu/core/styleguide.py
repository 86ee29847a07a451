"""The living style page: every component once, with content an office would recognise."""

from types import SimpleNamespace

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from congvu.core import samples


@login_required
def styleguide(request: HttpRequest) -> HttpResponse:
    """All components; reads nothing and writes nothing."""
    crumbs = [{"label": "Thông tin hệ thống", "url": "/he-thong/"}, {"label": "Giao diện"}]
    return render(
        request,
        "core/styleguide.html",
        {
            "crumbs": crumbs,
            "areas": samples.AREAS,
            "units": samples.matrix(),
            "levels": samples.ANSWER_LEVELS,
            "facts": [{**fact, "door_url": "#bang"} for fact in samples.FACTS],
            "entries": samples.entries(),
            "saved_at": samples.entries()[0].at,
            "form": samples.SampleForm(prefix="mau"),
            "wrong_form": samples.SampleForm({"sai-note": "Đã trao đổi"}, prefix="sai"),
            "diff": [
                {"kind": "same", "text": "Niêm yết đủ thành phần hồ sơ "},
                {"kind": "removed", "text": "trước tháng 10"},
                {"kind": "added", "text": "trước ngày 15/9/2020"},
                {"kind": "same", "text": " tại phòng đào tạo."},
            ],
            "job": SimpleNamespace(
                pk="mau", title="Đang lập báo cáo kết quả", done=4, total=7, finished=False, url=""
            ),
            "ready": SimpleNamespace(
                pk="xong", title="Báo cáo kết quả", finished=True, result_url="#bang"
            ),
        },
    )


@login_required
def print_sheet(request: HttpRequest) -> HttpResponse:
    """The matrix as a sheet for the wall: the layout of printed pages."""
    return render(
        request, "core/styleguide_print.html", {"areas": samples.AREAS, "units": samples.matrix()}
    )
