// Sends chosen files in parts, shows how far, and goes on after a cut. Without this script the
// form posts the file by itself.
const PART = 1024 * 1024;
const WAIT = [1000, 3000, 8000, 20000];
const kept = (file) => `upload:${file.webkitRelativePath || file.name}:${file.size}:${file.lastModified}`;
const remember = (key, url) => { try { url ? localStorage.setItem(key, url) : localStorage.removeItem(key); } catch { /* private window */ } };
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
  const key = kept(file);
  const known = form.dataset.uploadBatch ? null : remembered(key);
  if (known) {
    const { ok, told } = await ask(form, known);
    if (ok && ["open", "ready"].includes(told.state)) return told;
    remember(key, null);
  }
  const body = new FormData();
  body.append("name", file.webkitRelativePath || file.name);
  body.append("size", file.size);
  const batch = form.dataset.uploadBatch;
  if (batch && !form.dataset.uploadWhole) body.append("batch", batch);
  const { ok, told } = await ask(form, form.dataset.upload, { method: "POST", body });
  if (!ok) throw new Refused(told.message);
  remember(key, told.url);
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
    else { remember(kept(file), null); throw new Refused(told.message); }
  }
  remember(kept(file), null);
  if (state.state === "refused") throw new Refused(state.message);
  line.show(file.size, file.size);
  line.say("Đã tải lên");
  return state.uuid;
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
  };
}

async function one(form, box, file, camera) {
  form.dataset.uploadWhole = "1";
  const line = lineFor(box, file);
  try {
    form.elements.upload.value = await send(form, file, line);
    if (camera && form.elements.source) form.elements.source.value = "camera";
    return true;
  } catch (error) {
    line.fail(error.message || "Tệp không được nhận.");
    return false;
  }
}

async function many(form, box, files) {
  const queue = [...files];
  const worker = async () => {
    for (let file = queue.shift(); file; file = queue.shift()) {
      const line = lineFor(box, file);
      try { await send(form, file, line); } catch (error) { line.fail(error.message || "Tệp không được nhận."); }
    }
  };
  await Promise.all([worker(), worker()]);
  location.assign(form.dataset.uploadReview);
}

async function chosen(event) {
  const input = event.target;
  const box = input.closest?.("[data-upload-box]");
  const form = input.form;
  if (!box || input.type !== "file" || !form?.dataset.upload || !input.files.length || input.disabled) return;
  const files = [...input.files].filter((f) => !f.name.startsWith("."));
  const button = form.querySelector("[data-upload-submit]");
  const batch = form.dataset.uploadBatch;
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
  if (batch && !zip) await many(form, box, files);
  else done = await one(form, box, files[0], "uploadCamera" in input.dataset);
  input.value = ""; // the bytes are there already; the form carries only their mark
  asleep(false);
  button.disabled = false;
  button.focus();
  if (done && (batch || "uploadAtOnce" in form.dataset)) form.requestSubmit(button);
}

document.addEventListener("change", chosen);
// what was chosen while this script was still on its way
for (const input of document.querySelectorAll("form[data-upload] input[type=file]")) chosen({ target: input });
