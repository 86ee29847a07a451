"""congvu sign NUMBER: sign a paper's PDF with a PKCS#12 file or a token and put it in."""

import io
import os
from getpass import getpass
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from congvu.accounts.models import User
from congvu.core.errors import ActionError
from congvu.documents.pdf import render_pdf
from congvu.documents.signing import sign_pdf, sign_pdf_with
from congvu.documents.stamp import Stamp, signature_places
from congvu.documents.token import token_signer
from congvu.inspections.actions import put_signed_file
from congvu.inspections.models import OfficialDocument
from congvu.inspections.outputs import build
from congvu.inspections.outputs.files import file_label, safe_name


class Command(BaseCommand):
    help = (
        "Ký số bản PDF của một văn bản đã ký, hiện hình chữ ký và thời gian ký giữa chức vụ và "
        "họ tên, rồi đưa vào làm bản ký. Mật khẩu hoặc mã PIN được hỏi khi chạy, "
        "hoặc lấy từ biến CONGVU_SIGN_PASSWORD."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("paper", type=int, metavar="VĂN-BẢN", help="số cuối địa chỉ văn bản")
        parser.add_argument("--by", required=True, metavar="NGƯỜI-DÙNG", help="văn thư hoặc thư ký")
        key = parser.add_mutually_exclusive_group(required=True)
        key.add_argument("--pkcs12", type=Path, metavar="TỆP", help="tệp .p12 hoặc .pfx")
        key.add_argument("--pkcs11", metavar="THƯ-VIỆN", help="thư viện của thiết bị ký")
        parser.add_argument("--token", default="", help="nhãn của thiết bị")
        parser.add_argument("--certificate", default="", help="nhãn của chứng thư trong thiết bị")
        parser.add_argument("--picture", type=Path, metavar="TỆP", help="ảnh chữ ký .png")

    def handle(self, *args: Any, **given: Any) -> None:
        by = User.objects.filter(username=given["by"], is_active=True).first()
        if by is None:
            raise CommandError(f"Không có người dùng {given['by']!r}.")
        rows = OfficialDocument.objects.visible_to(by).select_related("inspection", "plan")
        document = rows.filter(pk=given["paper"]).first()
        if document is None:
            raise CommandError(f"Không có văn bản {given['paper']}.")
        try:
            self.put_in(document, by, given)
        except OSError as error:
            raise CommandError(f"{error.filename}: không đọc được tệp.") from error
        except ActionError as error:
            raise CommandError(error.message) from error
        self.stdout.write(f"Đã ký số và đưa bản ký vào {document}.")

    def put_in(self, document: OfficialDocument, by: User, given: dict[str, Any]) -> None:
        """Sign what is printed now and keep it as the signed copy."""
        name = safe_name(file_label(document.kind, document.code or "đã ký"))
        signed = io.BytesIO(signed_pdf(document, given))
        put_signed_file(document, signed, f"{name}.pdf", by=by, expected=document.version)


def signed_pdf(document: OfficialDocument, given: dict[str, Any]) -> bytes:
    """The paper's PDF with the signature on it."""
    text = build(document)
    picture = given["picture"].read_bytes() if given["picture"] else b""
    places = signature_places(text)
    stamp = Stamp(places[0], picture) if places else None
    secret = os.environ.get("CONGVU_SIGN_PASSWORD") or getpass("Mật khẩu hoặc mã PIN: ")
    about = {"location": text.place, "stamp": stamp}
    if given["pkcs12"]:
        return sign_pdf(render_pdf(text), given["pkcs12"].read_bytes(), secret, **about)
    with token_signer(given["pkcs11"], given["token"], secret, given["certificate"]) as signer:
        return sign_pdf_with(render_pdf(text), signer, **about)
