// Entry: every page loads this; each module finds its own elements.
import "./autosave.js";
import "./dialog.js";
import "./files.js";
import "./keys.js";
import "./print.js";
import "./relogin.js";
import "./share.js";
import "./textsize.js";
import "./upload.js";
import "./once.js"; // last: what the others held back is not on its way

const focusSummary = (root) => root.querySelector?.("form[method=post] [data-focus]")?.focus();
focusSummary(document);
document.addEventListener("htmx:afterSettle", (event) => focusSummary(event.target));
document.addEventListener("htmx:sendError", () => {
  const region = document.getElementById("messages");
  if (!region) return;
  region.innerHTML =
    '<div class="messages"><p class="message message-error" role="alert">Không có mạng hoặc máy chủ ' +
    "không trả lời. Chưa có gì được lưu, nội dung vẫn còn trên trang này.</p></div>";
});
document.addEventListener("htmx:responseError", (event) => {
  const region = document.getElementById("messages");
  if (!region) return;
  region.innerHTML =
    '<div class="messages"><p class="message message-error" role="alert">Máy chủ báo lỗi ' +
    `${Number(event.detail.xhr.status)}. Chưa có gì được lưu, nội dung vẫn còn trên trang này.</p></div>`;
});

// a table wider than its box must be reachable by keyboard
function openBoxes() {
  for (const box of document.querySelectorAll(".table-box, .tabs")) {
    const wide = box.scrollWidth > box.clientWidth;
    box.toggleAttribute("data-wide", wide); // the table says that there is more to the right
    if (wide && !box.querySelector("a, button, input")) box.tabIndex = 0;
  }
}
openBoxes();
for (const tabs of document.querySelectorAll(".tabs")) {
  const here = tabs.querySelector("[aria-current]"); // the present page among many, on a narrow screen
  if (here) tabs.scrollLeft = here.offsetLeft - tabs.offsetLeft - 24;
}
function openFold() {
  const aim = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const fold = aim && aim.closest("details:not([open])");
  if (!fold) return;
  fold.open = true;
  aim.scrollIntoView();
}
openFold();
window.addEventListener("hashchange", openFold);
document.addEventListener("htmx:afterSettle", openBoxes);
window.addEventListener("resize", openBoxes); // a phone turned, a window made wider
