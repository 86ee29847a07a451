// Sends chosen files in parts, shows how far, and goes on after a cut. Without this script the
// form posts the file by itself. Three ways: one file for one form; many into a batch that is
// looked through afterwards; many listed with a form that is still being filled in.
const PART = 1024 * 1024;
const WAIT = [1000, 3000, 8000, 20000];
const kept = (form, file) =>
  `${form.dataset.upload}:${file.webkitRelativePath || file.name}:${file.size}:${file.lastModified}`;
const remember = (key, way) => { try { way ? localStorage.setItem(key, way) : localStorage.removeItem(key); } catch { /* private window */ } };
const remembered = (key) => { try { return localStorage.getItem(key); } catch { return null; } };

class Refused extends Error {}

async function ask(form, url, options = {}) {
  const token = form.querySelector("[name=csrfmiddlewaretoken]").value;
  const headers = { "X-CSRFToken": token, Accept: "application/json", ...options.headers };
  const answer = await fetch(url, { ...options, headers, redirect: "error" });
  const told = answer.status === 204 ? {} : await answer.json();
  if (answer.status >= 500) throw new Error("server");
  return { ok: answer.ok, status: answer.status, told };
}

function online() {
  return navigator.onLine ? Promise.resolve() : new Promise((go) => addEventListener("online", go, { once: true }));
}

// Tries until it works; waits longer each time, and for the network to come back.
async function stubborn(line, act) {
  for (let tries = 0; ; tries += 1) {
    try {
      return await act();
    } catch (error) {
      if (error instanceof Refused) throw error;
      line.say("Mất kết nối, sẽ tự gửi tiếp…");
      await new Promise((go) => setTimeout(go, WAIT[Math.min(tries, WAIT.length - 1)]));
      await online();
    }
  }
}

async function begin(form, file) {
  const key = kept(form, file);
  const known = form.dataset.uploadBatch ? null : remembered(key);
  const ticket = form.dataset.uploadForm; // the field with the mark of a form still being filled in
  if (known && !ticket) {
    const { ok, told } = await ask(form, known);
    if (ok && ["open", "ready"].includes(told.state)) return told;
    remember(key, null);
  }
  const body = new FormData();
  body.append("name", file.webkitRelativePath || file.name);
  body.append("size", file.size);
  const batch = form.dataset.uploadBatch;
  if (batch && !form.dataset.uploadWhole) body.append("batch", batch);
  if (ticket) body.append("form", form.elements[ticket].value);
  if (ticket && known) body.append("known", known); // the page was opened anew meanwhile
  const { ok, told } = await ask(form, form.dataset.upload, { method: "POST", body });
  if (!ok) throw new Refused(told.message);
  remember(key, ticket ? told.uuid : told.url);
  return told;
}

async function send(form, file, line) {
  let state = await stubborn(line, () => begin(form, file));
  while (state.state === "open") {
    line.show(state.offset, file.size);
    const { ok, status, told } = await stubborn(line, () =>
      ask(form, state.url, {
        method: "PATCH",
        body: file.slice(state.offset, state.offset + PART),
        headers: { "Upload-Offset": String(state.offset), "Content-Type": "application/offset+octet-stream" },
      }),
    );
    if (ok) state = told;
    else if (status === 409) state = { ...state, offset: told.offset };
    else { remember(kept(form, file), null); throw new Refused(told.message); }
  }
  remember(kept(form, file), null);
  if (state.state === "refused") throw new Refused(state.message);
  line.show(file.size, file.size);
  line.say("Đã tải lên");
  return state;
}

function lineFor(box, file) {
  const row = document.createElement("div");
  row.className = "progress";
  const name = document.createElement("span");
  name.textContent = file.webkitRelativePath || file.name;
  const bar = document.createElement("progress");
  bar.max = file.size || 1;
  bar.value = 0;
  bar.setAttribute("aria-label", name.textContent);
  const note = document.createElement("span");
  row.append(name, bar, note);
  box.querySelector("[data-upload-progress]").append(row);
  return {
    show: (done, all) => { bar.value = done; note.textContent = `${Math.floor((done / (all || 1)) * 100)}%`; },
    say: (text) => { note.textContent = text; },
    fail: (text) => { note.textContent = text; note.className = "field-error"; },
    drop: () => row.remove(),
  };
}

async function one(form, box, file, camera) {
  form.dataset.uploadWhole = "1";
  const line = lineFor(box, file);
  try {
    form.elements.upload.value = (await send(form, file, line)).uuid;
    if (camera && form.elements.source) form.elements.source.value = "camera";
    return true;
  } catch (error) {
    line.fail(error.message || "Tệp không được nhận.");
    return false;
  }
}

async function many(form, box, files, arrived = () => {}) {
  const queue = [...files];
  const worker = async () => {
    for (let file = queue.shift(); file; file = queue.shift()) {
      const line = lineFor(box, file);
      try { arrived(await send(form, file, line), line); } catch (error) { line.fail(error.message || "Tệp không được nhận."); }
    }
  };
  await Promise.all([worker(), worker()]);
}

// A file the office has, ticked; as the server lists it when a form comes back.
function list(place, state, line) {
  line.drop();
  place.hidden = false;
  const there = place.querySelector(`input[name=kept][value="${state.uuid}"]`);
  if (there) { there.checked = true; return; }
  const row = place.querySelector("template").content.cloneNode(true);
  for (const input of row.querySelectorAll("input")) input.value = state.uuid;
  row.querySelector("span").textContent = state.label;
  place.querySelector(".choices").append(row);
}

async function chosen(event) {
  const input = event.target;
  const box = input.closest?.("[data-upload-box]");
  const form = input.form;
  if (!box || input.type !== "file" || !form?.dataset.upload || !input.files.length || input.disabled) return;
  const files = [...input.files].filter((f) => !f.name.startsWith("."));
  const button = form.querySelector("[data-upload-submit]");
  const batch = form.dataset.uploadBatch;
  const place = box.querySelector("[data-upload-kept]");
  box.querySelector("[data-upload-progress]").replaceChildren();
  if (batch && files.length > 200) {
    lineFor(box, { name: "", size: 1 }).fail("Mỗi lần nhận tối đa 200 tệp. Vui lòng chia thành nhiều lần.");
    input.value = "";
    return;
  }
  const asleep = (yes) => form.querySelectorAll("input[type=file]").forEach((field) => { field.disabled = yes; });
  button.disabled = true;
  asleep(true); // one choice at a time: a second would send beside the first
  const zip = files.length === 1 && files[0].name.toLowerCase().endsWith(".zip");
  let done = false;
  if (place) await many(form, box, files, (state, line) => list(place, state, line));
  else if (batch && !zip) {
    await many(form, box, files);
    location.assign(form.dataset.uploadReview);
  } else done = await one(form, box, files[0], "uploadCamera" in input.dataset);
  input.value = ""; // the bytes are there already; the form carries only their mark
  asleep(false);
  button.disabled = false;
  if (place) {
    input.dispatchEvent(new Event("change", { bubbles: true })); // says that nothing is chosen
    if (document.activeElement === document.body) input.focus({ preventScroll: true }); // asleep, it lost it
    return;
  }
  button.focus();
  if (done && (batch || "uploadAtOnce" in form.dataset)) form.requestSubmit(button);
}

document.addEventListener("change", chosen);
// what was chosen while this script was still on its way
for (const input of document.querySelectorAll("form[data-upload] input[type=file]")) chosen({ target: input });
