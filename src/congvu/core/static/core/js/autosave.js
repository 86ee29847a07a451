// form[data-autosave]: saves itself and tells the truth about it.
// The server proves a save with JSON {"saved_at": "09:41", "version": 5}; nothing else counts as saved.
// "shown" may name figures of the page by their id, as they are now.
import { askSignIn, signedOut } from "./relogin.js";

const PAUSE = 900;
const RETRY_LONGEST = 60_000;
const KEPT = "Nội dung vẫn còn trên trang này.";
const forms = new Map();

function stateOf(form) {
  if (!forms.has(form)) {
    forms.set(form, { dirty: false, sending: false, again: false, stale: false, wait: 5_000, timer: 0 });
  }
  return forms.get(form);
}

function say(form, kind, text) {
  const place =
    form.querySelector("[data-save-state]") || document.querySelector(`[data-save-state="${form.id}"]`);
  if (!place) return;
  place.dataset.state = kind;
  place.textContent = text;
}

function plan(form, delay) {
  const state = stateOf(form);
  clearTimeout(state.timer);
  state.timer = setTimeout(() => save(form), delay);
}

function adopt(form, version) {
  const field = form.querySelector('input[name="version"]');
  if (field && version !== undefined && version !== null) field.value = version;
}

async function reasonOf(answer) {
  const body = await answer.text();
  if ((answer.headers.get("Content-Type") || "").includes("json")) {
    try {
      return JSON.parse(body).message || "";
    } catch {
      return "";
    }
  }
  const page = new DOMParser().parseFromString(body, "text/html");
  const found = page.querySelectorAll(".field-error, .message-error, .error-summary li");
  return [...new Set([...found].map((node) => node.textContent.trim()))].join(" ");
}

async function showBoth(form, answer) {
  const state = stateOf(form);
  const body = await answer.text();
  const page = new DOMParser().parseFromString(body, "text/html");
  const fragment = page.querySelector("[data-stale]");
  if (!fragment) {
    const why = page.querySelector(".message-error")?.textContent.trim() || "bản này đã bị người khác sửa.";
    say(form, "failed", `Chưa lưu được: ${why} ${KEPT}`);
    return;
  }
  state.stale = true;
  form.querySelector("[data-stale]")?.remove();
  form.append(document.importNode(fragment, true));
  say(form, "failed", "Chưa lưu được: bản này đã bị người khác sửa. Chọn bản sẽ dùng ở dưới.");
}

function failed(form, why, retry) {
  const state = stateOf(form);
  say(form, "failed", `Chưa lưu được: ${why} ${KEPT}${retry ? " Sẽ tự thử lại." : ""}`);
  if (!retry) return;
  plan(form, state.wait);
  state.wait = Math.min(state.wait * 2, RETRY_LONGEST);
}

async function proven(form, answer) {
  const state = stateOf(form);
  const json = (answer.headers.get("Content-Type") || "").includes("json");
  const proof = json ? await answer.json() : {};
  if (!proof.saved_at) return failed(form, "máy chủ không xác nhận đã lưu.", false);
  adopt(form, proof.version);
  for (const [id, text] of Object.entries(proof.shown ?? {})) {
    const place = document.getElementById(id);
    if (place) place.textContent = text; // what the page counts of all forms
  }
  state.wait = 5_000;
  state.dirty = state.again;
  if (state.again) return say(form, "waiting", "Có nội dung chưa lưu…");
  say(form, "saved", `Đã lưu ${proof.saved_at}`);
  form.dispatchEvent(new CustomEvent("autosave:saved", { bubbles: true, detail: proof }));
}

async function settle(form, answer) {
  if (signedOut(answer.status, answer.url)) {
    askSignIn();
    return failed(form, "phiên đăng nhập đã hết.", false);
  }
  if (answer.ok) return proven(form, answer);
  if (answer.status === 409) return showBoth(form, answer);
  if (answer.status >= 500) return failed(form, `máy chủ báo lỗi ${answer.status}.`, true);
  return failed(form, (await reasonOf(answer)) || "dữ liệu chưa đúng.", false);
}

async function save(form) {
  const state = stateOf(form);
  if (state.stale || !form.isConnected) return;
  if (state.sending) {
    state.again = true;
    return;
  }
  state.sending = true;
  state.again = false;
  const opened = form.querySelector('input[name="version"]')?.value;
  say(form, "saving", "Đang lưu…");
  try {
    const answer = await fetch(form.dataset.autosave || form.getAttribute("action") || location.href, {
      method: "POST",
      body: new FormData(form),
      headers: { "X-Autosave": "1", Accept: "application/json, text/html" },
    });
    await settle(form, answer);
  } catch {
    failed(form, navigator.onLine ? "không nối được máy chủ." : "không có mạng.", true);
  } finally {
    state.sending = false;
    const held = state.held;
    state.held = null;
    const saved = form.querySelector('input[name="version"]')?.value !== opened;
    if (held && saved) form.requestSubmit(held.submitter);
    else if (state.again) plan(form, PAUSE);
  }
}

function touched(event) {
  const form = event.target.form || event.target.closest?.("form");
  if (!form?.matches?.("form[data-autosave]") || event.target.closest("[data-stale]")) return;
  const state = stateOf(form);
  state.dirty = true;
  if (state.stale) return; // the choice below must not move under the finger
  if (state.sending) state.again = true;
  else say(form, "waiting", "Có nội dung chưa lưu…");
  plan(form, event.type === "change" ? 150 : PAUSE);
}
document.addEventListener("input", touched);
document.addEventListener("change", touched);

document.addEventListener("click", (event) => {
  const region = event.target.closest("[data-stale]");
  const form = region?.closest("form[data-autosave]");
  if (!form) return;
  const state = stateOf(form);
  const mine = event.target.closest("[data-keep-mine]");
  if (mine) {
    event.preventDefault();
    adopt(form, mine.value);
    region.remove();
    state.stale = false;
    save(form);
  } else if (event.target.closest("a")) {
    state.dirty = false;
  }
});

document.addEventListener("submit", (event) => {
  if (!forms.has(event.target)) return;
  const state = stateOf(event.target);
  clearTimeout(state.timer);
  if (state.sending) { // its proof brings the version that this must carry
    event.preventDefault();
    state.held = { submitter: event.submitter };
    return;
  }
  state.dirty = false;
});
for (const kind of ["htmx:sendError", "htmx:responseError"]) {
  document.addEventListener(kind, (event) => {
    const form = event.target.closest?.("form[data-autosave]");
    if (form) stateOf(form).dirty = true;
  });
}
window.addEventListener("online", () => {
  for (const [form, state] of forms) if (state.dirty) plan(form, 0);
});
window.addEventListener("focus", () => {
  for (const [form, state] of forms) if (state.dirty && !state.sending && !state.stale) plan(form, PAUSE);
});
window.addEventListener("beforeunload", (event) => {
  for (const [form, state] of forms) if (form.isConnected && state.dirty) event.preventDefault();
});
