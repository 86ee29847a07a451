"""Errors as ``application/problem+json``: what, where and what to do, in Vietnamese."""

import json
import logging
from typing import Any

from django.apps import apps
from django.core.exceptions import ObjectDoesNotExist, RequestDataTooBig, TooManyFilesSent
from django.core.exceptions import ValidationError as FieldErrors
from django.db import DataError, IntegrityError
from django.http import Http404, HttpRequest, HttpResponse
from ninja.errors import AuthenticationError, HttpError, ValidationError

from congvu.api.words import field_name, sentence
from congvu.core.errors import ActionError

TITLES = {
    400: "Yêu cầu không đọc được",
    401: "Chưa có mã truy cập",
    403: "Không có quyền",
    404: "Không tìm thấy",
    405: "Không dùng được cách gọi này",
    409: "Trạng thái không cho phép",
    410: "Không còn nữa",
    412: "Phiên bản đã cũ",
    413: "Quá lớn",
    422: "Dữ liệu chưa đúng",
    428: "Thiếu phiên bản",
    429: "Quá nhiều yêu cầu",
    500: "Lỗi của hệ thống",
}
DETAILS = {
    400: "Nội dung gửi lên không phải JSON đúng. Hãy kiểm tra lại cú pháp.",
    401: "Thiếu mã truy cập, hoặc mã sai, đã thu hồi. Gửi Authorization: Bearer kèm mã còn dùng.",
    404: "Không có nội dung này, hoặc tài khoản không được xem. Kiểm tra lại địa chỉ.",
    405: "Địa chỉ này không nhận phương thức đã dùng. Xem phương thức được nhận ở Allow.",
    413: "Nội dung gửi lên quá lớn. Hãy chia nhỏ, tệp lớn thì tải lên từng phần qua uploads.",
    500: "Hệ thống gặp lỗi, chưa có gì thay đổi. Hãy thử lại, nếu vẫn lỗi thì báo quản trị.",
}
log = logging.getLogger("congvu.api")
Row = dict[str, str]


def problem(status: int, detail: str = "", errors: list[Row] | None = None, **more: Any):
    """The answer to a request that was refused."""
    body = {
        "type": f"/api/v1/docs#loi-{status}",
        "title": TITLES.get(status, TITLES[500]),
        "status": status,
        "detail": detail or DETAILS.get(status, TITLES.get(status, "")),
        "errors": errors or [],
        **more,
    }
    text = json.dumps(body, ensure_ascii=False)
    answer = HttpResponse(text, status=status, content_type="application/problem+json")
    answer["Cache-Control"] = "no-store"
    return answer


def of_action(request: HttpRequest, error: ActionError) -> HttpResponse:
    """What an action refused."""
    fields = error.details.get("fields") or {}
    errors = [{"field": name, "message": text} for name, text in fields.items()]
    more = {k: error.details[k] for k in ("current", "allowed", "offset") if k in error.details}
    answer = problem(error.status, error.message, errors, **more)
    if "retry_after" in error.details:
        answer["Retry-After"] = str(error.details["retry_after"])
    if "offset" in more:
        answer["Upload-Offset"] = str(more["offset"])
    return answer


def of_input(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Input that does not fit the schema, one entry per place."""
    rows = [{"field": field_name(e["loc"]), "message": sentence(e)} for e in error.errors]
    words = "; ".join(f"{row['field']}: {row['message']}" for row in rows[:5])
    return problem(422, words, rows)


def of_fields(request: HttpRequest, error: FieldErrors) -> HttpResponse:
    """What a model refused."""
    told = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
    rows = [{"field": name, "message": text} for name, texts in told.items() for text in texts]
    return problem(422, "; ".join(row["message"] for row in rows), rows)


def of_constraint(request: HttpRequest, error: IntegrityError) -> HttpResponse:
    """What the database refused, in the words of the constraint."""
    for model in apps.get_models():
        for constraint in model._meta.constraints:
            if constraint.name in str(error):
                return problem(422, str(constraint.violation_error_message))
    return problem(409, "Dữ liệu trùng với nội dung đã có, hoặc nơi khác đang dùng.")


def of_data(request: HttpRequest, error: Exception) -> HttpResponse:
    """A value no column holds."""
    log.warning("value refused by the database: %s", error)
    return problem(422, "Có giá trị quá dài hoặc quá lớn. Hãy rút ngắn rồi gửi lại.")


def of_http(request: HttpRequest, error: HttpError) -> HttpResponse:
    """What the framework refused."""
    answer = problem(error.status_code)
    if error.status_code == 401:
        answer["WWW-Authenticate"] = "Bearer"
    return answer


def of_nothing(request: HttpRequest, error: Exception) -> HttpResponse:
    """Not there, or not for this person: the same answer."""
    return problem(404)


def of_weight(request: HttpRequest, error: Exception) -> HttpResponse:
    """More than is read into memory."""
    return problem(413)


def of_fault(request: HttpRequest, error: Exception) -> HttpResponse:
    """Our own mistake: logged whole, told briefly."""
    log.exception("unhandled error at %s", request.path)
    return problem(500)


HANDLERS = {
    ActionError: of_action,
    ValidationError: of_input,
    FieldErrors: of_fields,
    IntegrityError: of_constraint,
    DataError: of_data,
    OverflowError: of_data,
    AuthenticationError: of_http,
    HttpError: of_http,
    Http404: of_nothing,
    ObjectDoesNotExist: of_nothing,
    RequestDataTooBig: of_weight,
    TooManyFilesSent: of_weight,
    Exception: of_fault,
}
