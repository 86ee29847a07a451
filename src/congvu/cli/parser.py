"""What the congvu command understands, explained in the words of its users."""

import argparse
import difflib
import os
import re
from typing import Any, NoReturn

PROG = "congvu"
MOST_DOSSIERS = 1_000_000
ABOUT = """Công Vụ: kiểm tra cải cách hành chính, từ kế hoạch đến khắc phục.

Dữ liệu của bản cài đặt nằm trong thư mục CONGVU_HOME (mặc định: var/ tại thư mục đang đứng).
Lệnh quản trị khác của Django cũng chạy được: congvu createsuperuser, congvu changepassword …"""
MESSAGES = [
    (r"the following arguments are required: (.*)", r"thiếu: \1"),
    (r"unrecognized arguments: (.*)", r"không hiểu: \1"),
    (r"argument (.*): invalid int value: (.*)", r"\1 phải là một số, không phải \2"),
    (r"argument (.*): expected one argument", r"\1 cần một giá trị đi kèm"),
    (r"argument (.*): (.*)", r"\1: \2"),
]


class Parser(argparse.ArgumentParser):
    """An argument parser whose complaints are Vietnamese and end with what to type."""

    def __init__(self, **options: Any) -> None:
        super().__init__(add_help=False, **options)
        self._positionals.title = "Lệnh, tham số"
        self._optionals.title = "Lựa chọn"
        self.add_argument("-h", "--help", action="help", help="in lời giải thích này")

    def format_help(self) -> str:
        """The explanation, without an English word in it."""
        return super().format_help().replace("usage:", "Cách dùng:", 1)

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and how the command is used, then leave with 2."""
        for pattern, words in MESSAGES:
            message, hits = re.subn(f"^{pattern}$", words, message)
            if hits:
                break
        self.exit(2, f"{self.prog}: {message}\n{usage(self)}Xem thêm: {self.prog} --help\n")


def usage(parser: argparse.ArgumentParser) -> str:
    """The usage line, in Vietnamese."""
    return parser.format_usage().replace("usage:", "Cách dùng:")


def port(text: str) -> int:
    """A TCP port number."""
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise argparse.ArgumentTypeError(f"cổng phải là số từ 1 đến 65535, không phải {text!r}")
    return int(text)


def count(text: str) -> int:
    """How many dossiers."""
    if not text.isdecimal() or not 0 <= int(text) <= MOST_DOSSIERS:
        raise argparse.ArgumentTypeError(f"số hồ sơ phải từ 0 đến 1000000, không phải {text!r}")
    return int(text)


def add_address(parser: argparse.ArgumentParser) -> None:
    """Where to listen."""
    parser.add_argument("--host", default="127.0.0.1", help="địa chỉ lắng nghe (127.0.0.1)")
    parser.add_argument(
        "--port", type=port, default=os.environ.get("PORT", "8000"), help="cổng (PORT, hoặc 8000)"
    )


def build() -> Parser:
    """The whole command."""
    parser = Parser(
        prog=PROG,
        description=ABOUT,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(dest="command", metavar="LỆNH", parser_class=Parser)
    serve = commands.add_parser("serve", help="chạy trang web cùng một tiến trình nền")
    add_address(serve)
    serve.add_argument("--no-worker", action="store_true", help="không kèm tiến trình nền")
    demo = commands.add_parser("demo", help="dựng cơ quan mẫu rồi chạy trang web")
    add_address(demo)
    demo.add_argument("--no-serve", action="store_true", help="chỉ dựng dữ liệu, không chạy trang")
    demo.add_argument("--dossiers", type=count, default=0, metavar="N",
                      help="thêm chừng ấy hồ sơ giả định, nhiều nhất một triệu")  # fmt: skip
    commands.add_parser("worker", help="chạy thêm một tiến trình nền")
    commands.add_parser("migrate", help="tạo hoặc nâng cấp cơ sở dữ liệu, tệp tĩnh, bảng đệm")
    commands.add_parser("load-criteria", help="nạp các bộ tiêu chí (tệp YAML)")
    commands.add_parser("load-legal", help="nạp các căn cứ pháp lý còn thiếu")
    commands.add_parser("load-calendar", help="nạp lịch ngày nghỉ, ngày làm bù")
    commands.add_parser("load-stationery", help="nạp thể thức và mẫu văn bản kèm theo")
    commands.add_parser("import-dossiers", help="nhập danh sách hồ sơ xuất từ hệ thống khác")
    commands.add_parser("import-petitions", help="nhập danh sách phản ánh, kiến nghị")
    commands.add_parser("import-procedures", help="nhập thủ tục hành chính từ Excel, JSON")
    commands.add_parser("export-procedures", help="xuất thủ tục hành chính ra Excel, JSON")
    commands.add_parser("sign", help="ký số bản PDF của văn bản (xem: congvu sign --help)")
    commands.add_parser("check", help="kiểm tra cài đặt và cơ sở dữ liệu")
    commands.add_parser("verify", help="đối chiếu nhật ký, mã xác thực, tệp và kết luận")
    backup = commands.add_parser("backup", help="sao lưu toàn bộ vào một tệp, cả khi đang chạy")
    backup.add_argument("file", metavar="TỆP", help="tệp .tar.gz sẽ tạo")
    restore = commands.add_parser("restore", help="dựng lại từ tệp sao lưu vào nơi còn trống")
    restore.add_argument("file", metavar="TỆP", help="tệp do congvu backup tạo")
    token = commands.add_parser("token", help="in mã truy cập API của một người dùng")
    token.add_argument("user", metavar="NGƯỜI-DÙNG", help="tên đăng nhập")
    return parser


# their options belong to the management command of the same name
LOADERS = ["load-criteria", "load-legal", "load-calendar", "load-stationery"]
IMPORTERS = ["import-procedures", "import-dossiers", "import-petitions"]
EXPORTERS = ["export-procedures"]
DELEGATED = ["worker", "migrate", *LOADERS, *IMPORTERS, *EXPORTERS, "check", "verify"]
OWN = [*DELEGATED, "serve", "demo", "backup", "restore", "token"]


def near(word: str, known: list[str]) -> str:
    """A sentence that proposes what may have been meant, or nothing."""
    close = difflib.get_close_matches(word, known, n=1)
    return f" Có phải ý bạn là: {PROG} {close[0]}?" if close else ""
