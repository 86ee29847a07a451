"""What the page of sessions calls a browser."""

import pytest

from congvu.accounts.devices import device_name

SAFARI = "AppleWebKit/605.1.15 (KHTML, like Gecko)"
BLINK = "AppleWebKit/537.36 (KHTML, like Gecko) Chrome/128.0.0.0"


@pytest.mark.parametrize(
    ("user_agent", "said"),
    [
        (f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {BLINK} Safari/537.36", "Chrome trên Windows"),
        (
            f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {BLINK} Safari/537.36 Edg/128.0",
            "Edge trên Windows",
        ),
        (
            f"Mozilla/5.0 (Windows NT 6.1) coc_coc_browser/128.0 {BLINK} Safari/537.36",
            "Cốc Cốc trên Windows",
        ),
        (
            f"Mozilla/5.0 (Linux; Android 10; K) {BLINK} Mobile Safari/537.36",
            "Chrome trên điện thoại Android",
        ),
        (
            f"Mozilla/5.0 (Linux; Android 13; SM-X700) {BLINK} Safari/537.36",
            "Chrome trên máy tính bảng Android",
        ),
        (
            f"Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) {SAFARI} Version/17.5 "
            "Mobile/15E148 Safari/604.1",
            "Safari trên iPhone",
        ),
        (
            f"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) {SAFARI} Version/17.5 Safari/605.1",
            "Safari trên máy Mac",
        ),
        (
            "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0",
            "Firefox trên Linux",
        ),
        ("curl/8.9.1", "Trình duyệt không rõ tên"),
        ("", "Trình duyệt không rõ tên"),
        ("Mozilla/5.0 (Windows NT 10.0)", "Trình duyệt không rõ tên trên Windows"),
    ],
)
def test_a_browser_is_said_in_words(user_agent, said):
    assert device_name(user_agent) == said
