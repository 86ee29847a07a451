// The walk along the notice board: reads codes, says what holds, keeps ticks until there is network.
const box = document.getElementById("walk");
const at = (name) => box.querySelector(`[data-${name}]`);
const page = location.pathname;
const say = (name, text) => { at(name).textContent = text; };
let told = null;

// --- what is kept on the phone -------------------------------------------------------------

const shelf = () => `congvu.walk.${page}.${told.person}`;
const ticks = () => JSON.parse(localStorage.getItem(shelf()) || "[]");
const keep = (rows) => localStorage.setItem(shelf(), JSON.stringify(rows));
const ticked = (sheet) => ticks().some((one) => one.mark === sheet.mark);

function today() {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()]
    .map((part) => String(part).padStart(2, "0")).join("-");
}

async function stay() {
  if (!("serviceWorker" in navigator)) return say("ready", "Trình duyệt này cần có mạng khi quét.");
  await navigator.serviceWorker.register(`${page}ngoai-tuyen.js`, { scope: page });
  await navigator.serviceWorker.ready;
  if (!navigator.serviceWorker.controller) {
    await new Promise((go) => navigator.serviceWorker.addEventListener("controllerchange", go, { once: true }));
  }
  const parts = performance.getEntriesByType("resource").map((one) => new URL(one.name))
    .filter((url) => url.origin === location.origin && url.pathname.startsWith("/static/"));
  await Promise.all([page, `${page}danh-sach/`, ...parts].map((url) => fetch(url)));
  say("ready", "Đã lưu trên máy này: mất mạng vẫn quét và đánh dấu được.");
}

// --- what is said -----------------------------------------------------------------------------

const plain = (text) => text.toUpperCase().replace(/[OQ]/g, (c) => (c === "O" ? "0" : c))
  .replace(/[IL]/g, "1").replace(/[^0-9A-Z]/g, "");
const MARK = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/i;

function find(text) {
  const mark = MARK.exec(text)?.[0].toLowerCase();
  return told.sheets.find((one) => (mark ? one.mark === mark : plain(one.code) === plain(text)));
}

function answer(text) {
  const sheet = find(text);
  at("result").hidden = false;
  at("tick").hidden = !sheet;
  if (!sheet) {
    say("verdict", "Không có trong danh sách");
    say("what", `Mã này không phải của bản niêm yết nào còn treo tại đơn vị theo danh sách lúc ${told.made}.`);
    return;
  }
  const outdated = { current: "Còn đúng", outdated: "Đã cũ, cần thay", ended: "Cần gỡ" };
  say("verdict", outdated[sheet.state]);
  const now = sheet.state === "outdated" ? ` Đang áp dụng bản ${sheet.current}.` : "";
  say("what", `${sheet.name}: trên giấy là bản ${sheet.number}, in ngày ${sheet.printed}.${now}`);
  at("tick").dataset.mark = sheet.mark;
  at("tick").textContent = ticked(sheet) ? "Đã đánh dấu hôm nay" : "Đánh dấu: thấy bản này trên bảng";
  at("tick").disabled = ticked(sheet);
}

function row(name, words) {
  const line = document.createElement("li");
  const [what, end] = [document.createElement("span"), document.createElement("span")];
  what.textContent = name;
  end.className = "row-end";
  end.textContent = words;
  line.append(what, end);
  return line;
}

function show() {
  const waiting = ticks();
  say("made", `Danh sách lúc ${told.made}. `);
  say("waiting", waiting.length ? `${waiting.length} bản đã đánh dấu, chờ có mạng để gửi.` : "Không còn bản nào chờ gửi.");
  const hangs = (one) => one.seen || ticked(one);
  const there = new Set(told.sheets.filter((one) => one.state === "current" && hangs(one)).map((one) => one.procedure));
  at("missing").replaceChildren(...told.versions.filter((one) => !there.has(one.procedure))
    .map((one) => row(one.name, `bản ${one.number}`)));
  at("none").hidden = at("missing").children.length > 0;
  at("sheets").replaceChildren(...told.sheets.map((one) =>
    row(`${one.name} (bản ${one.number}, mã ${one.code})`, `${one.label}, ${ticked(one) ? "vừa đánh dấu" : one.seen ? `thấy ${one.seen}` : "chưa thấy treo"}`)));
}

// --- what is sent -----------------------------------------------------------------------------

let sending = false;
async function send() {
  const rows = told ? ticks() : [];
  if (!rows.length || sending) return;
  sending = true;
  try {
    const list = await fetch(`${page}danh-sach/?gui`, { headers: { Accept: "application/json" } });
    if (!list.ok || list.redirected) throw new Error("signed out");
    const { token, person } = await list.json();
    if (person !== told.person) throw new Error("somebody else");
    const body = new URLSearchParams({ ticks: JSON.stringify(rows), csrfmiddlewaretoken: token });
    const sent = await fetch(`${page}thay/`, { method: "POST", body });
    if (!sent.ok || sent.redirected) throw new Error(`answered ${sent.status}`);
    const { seen, left } = await sent.json();
    const done = new Set([...seen, ...left]);
    keep(ticks().filter((one) => !done.has(one.mark)));
    told = await (await fetch(`${page}danh-sach/`)).json();
    show();
    say("sent", `Đã gửi ${seen.length} bản.${left.length ? ` ${left.length} bản đã gỡ hoặc không thuộc đơn vị nên không ghi.` : ""}`);
  } catch (error) {
    if (navigator.onLine) say("sent", "Chưa gửi được. Hãy đăng nhập lại rồi mở trang này; các bản đã đánh dấu vẫn còn.");
  } finally {
    sending = false;
  }
}

// --- the camera -------------------------------------------------------------------------------

async function look() {
  const video = at("video");
  try {
    video.srcObject = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
  } catch (error) {
    return say("what", "Không mở được máy ảnh. Hãy gõ mã in dưới mã QR.");
  }
  video.hidden = false;
  await video.play();
  const detector = new BarcodeDetector({ formats: ["qr_code"] });
  const stop = () => { video.srcObject?.getTracks().forEach((one) => one.stop()); video.srcObject = null; video.hidden = true; };
  const step = async () => {
    if (!video.srcObject) return;
    const [code] = await detector.detect(video).catch(() => []);
    if (code) { stop(); answer(code.rawValue); } else requestAnimationFrame(step);
  };
  step();
}

// --- begin ------------------------------------------------------------------------------------

at("form").addEventListener("submit", (event) => {
  event.preventDefault();
  if (told) answer(at("code").value);
});
at("tick").addEventListener("click", () => {
  const mark = at("tick").dataset.mark;
  keep([...ticks().filter((one) => one.mark !== mark), { mark, on: today() }]);
  answer(mark);
  show();
  send();
});
if ("BarcodeDetector" in window && navigator.mediaDevices) {
  at("camera").hidden = false;
  at("camera").addEventListener("click", look);
}
addEventListener("online", send);
try {
  told = await (await fetch(`${page}danh-sach/`)).json();
  show();
  send();
} catch (error) {
  say("ready", "Chưa có danh sách trên máy này. Hãy mở trang khi có mạng một lần.");
}
stay().catch(() => {});
