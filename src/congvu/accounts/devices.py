"""A browser and its machine in a person's words, read off what the browser calls itself."""

# first that fits: most browsers also call themselves Chrome, Safari and Mozilla
BROWSERS = (
    ("Zalo", "Zalo"),
    ("coc_coc_browser", "Cốc Cốc"),
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
MACHINES = (
    ("Windows", "Windows"),
    ("Android", "điện thoại Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Mac OS X", "máy Mac"),
    ("CrOS", "Chromebook"),
    ("Linux", "Linux"),
)


def device_name(user_agent: str) -> str:
    """ "Chrome trên Windows"; what is not known is not guessed."""
    browser = next((name for mark, name in BROWSERS if mark in user_agent), "")
    machine = next((name for mark, name in MACHINES if mark in user_agent), "")
    if "Android" in user_agent and "Mobile" not in user_agent:
        machine = "máy tính bảng Android"
    if not browser and not machine:
        return "Trình duyệt không rõ tên"
    return f"{browser or 'Trình duyệt không rõ tên'} trên {machine or 'máy không rõ loại'}"
