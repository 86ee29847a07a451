// Keeps one page and its list on the phone: nothing outside its own scope, nothing but GET.
// What is read is asked of the network first; only without an answer the kept copy is given.
const NAME = `congvu-walk:${self.registration.scope}`;
const KEPT = `${NAME}:__EDITION__`;
const PAGE = new URL(self.registration.scope);
const LIST = new URL("danh-sach/", PAGE);

self.addEventListener("install", () => self.skipWaiting());

self.addEventListener("activate", (event) => {
  event.waitUntil((async () => {
    for (const name of await caches.keys()) {
      if (name.startsWith(`${NAME}:`) && name !== KEPT) await caches.delete(name);
    }
    await self.clients.claim();
  })());
});

const whole = (answer) => answer.ok && answer.type === "basic" && !answer.redirected;

async function fresh(request) {
  const kept = await caches.open(KEPT);
  try {
    const answer = await fetch(request);
    if (whole(answer)) await kept.put(request.url, answer.clone());
    return answer;
  } catch (error) {
    const copy = await kept.match(request.url);
    if (copy) return copy;
    throw error;
  }
}

// files whose name changes with their content
async function once(request) {
  const kept = await caches.open(KEPT);
  const copy = await kept.match(request.url);
  if (copy) return copy;
  const answer = await fetch(request);
  if (whole(answer)) await kept.put(request.url, answer.clone());
  return answer;
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== PAGE.origin || url.search) return;
  if (url.pathname === PAGE.pathname || url.pathname === LIST.pathname) {
    event.respondWith(fresh(request));
  } else if (url.pathname.startsWith("/static/")) {
    event.respondWith(once(request));
  }
});
