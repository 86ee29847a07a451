"""Every letter of Vietnamese comes from our own font, on staff, public and printed pages."""

import unicodedata

import pytest
from django.urls import reverse

from tests.journeys import browser as b
from tests.procedures.factories import published

pytestmark = [pytest.mark.journey, pytest.mark.enable_socket]
TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
LETTERS = "".join(
    unicodedata.normalize("NFC", vowel + tone) for vowel in "aăâeêioôơuưy" for tone in TONES
)
SAID = f"{LETTERS}đ{LETTERS.upper()}Đ 0123456789 “”‘’–—…·§°²³×÷±½«»₫ a\u0323\u0302 Müller, François"
SHOW = """(said) => {
  const place = document.querySelector("main") || document.body;
  for (const [id, name] of [["font-400", "p"], ["font-600", "h2"]]) {
    const line = document.createElement(name);
    line.id = id; line.textContent = said; place.prepend(line);
  }
  return document.fonts.ready.then(() => ["font-400", "font-600"].map(
    (id) => getComputedStyle(document.getElementById(id)).fontWeight));
}"""


def fonts_of(page, selector):
    """(family, sent by us) of every letter below a node, as the browser drew it."""
    cdp = page.context.new_cdp_session(page)
    cdp.send("DOM.enable")
    cdp.send("CSS.enable")
    root = cdp.send("DOM.getDocument")["root"]["nodeId"]
    node = cdp.send("DOM.querySelector", {"nodeId": root, "selector": selector})["nodeId"]
    drawn = cdp.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
    return {(one["familyName"], one["isCustomFont"]): one["glyphCount"] for one in drawn}


@pytest.mark.parametrize("kind", ["staff", "public", "print"])
def test_every_letter_in_both_weights_is_of_our_font(signed_in, visitor, officer, kind):
    if kind == "staff":
        page, path = signed_in(officer), reverse("core:styleguide")
    elif kind == "public":
        page, path = visitor(), reverse("portal:home")
    else:
        page = visitor()
        path = reverse("portal:procedure_print", args=[published().procedure_id])
    b.visit(page, path)
    assert page.evaluate(SHOW, SAID) == ["400", "600"]
    page.evaluate("document.fonts.ready.then(() => true)")
    b.shot(page, f"font-{kind}", full=False)
    for weight in ("400", "600"):
        drawn = fonts_of(page, f"#font-{weight}")
        assert [custom for _, custom in drawn] == [True], drawn
        assert next(iter(drawn))[0].startswith("Be Vietnam Pro")
