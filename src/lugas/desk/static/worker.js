// Keeps the newest articles in the browser, so that they can be read without the desk.
// Pages come from the desk while it answers, and out of what was kept when it does not.
"use strict";

const KEPT = "desk";
const LIST = "/offline.json";
const KEEPERS = /^\/(keeper|login)\b/; // pages that are never kept, and that nothing stands in for
// What a proxy answers while the desk behind it does not; those from 520 on are Cloudflare's own.
const ABSENT = new Set([502, 503, 504, 520, 521, 522, 523, 524, 525, 526, 527, 530]);
const isFile = url => url.pathname.startsWith("/static/");
const isPage = request => request.mode === "navigate" || (request.headers.get("accept") || "").startsWith("text/html");

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", event => event.waitUntil(self.clients.claim()));

self.addEventListener("fetch", event => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin || KEEPERS.test(url.pathname)) return;
  if (isFile(url)) event.respondWith(fileOf(request));
  else if (isPage(request)) event.respondWith(pageOf(event));
});

async function fileOf(request) {
  const cache = await caches.open(KEPT);
  const kept = await cache.match(request);
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.ok) await cache.put(request, answer.clone());
  return answer;
}

async function pageOf(event) {
  const { request } = event;
  const answer = await fetch(request).catch(failure => failure);
  if (answer instanceof Response && !ABSENT.has(answer.status)) {
    if (leadsAway(answer)) event.waitUntil(look());
    return answer;
  }
  const cache = await caches.open(KEPT);
  const kept = await cache.match(request.url, { ignoreVary: true }) || await cache.match("/", { ignoreVary: true });
  if (kept) return kept;
  if (answer instanceof Response) return answer;
  throw answer;
}

// A redirect may lead to the door: whether it does, the list tells, which is refused to whom the desk does not know.
const leadsAway = answer => answer.type === "opaqueredirect" || answer.redirected || isRefused(answer);
const isRefused = answer => answer.status === 401 || answer.status === 403;

async function look() {
  const answer = await fetch(LIST, { redirect: "error" }).catch(() => null);
  const isOver = answer !== null && isRefused(answer);
  if (isOver) await forget();
  return isOver;
}

// What was kept is for readers whom the desk lets in.
async function forget() {
  for (const name of await caches.keys()) await caches.delete(name);
}

// The list names every page to keep, each with what tells whether it has changed since.
// Who asks for that while it is done has it done once more: something may have been saved since it began.
let keeping = null;
let again = false;
self.addEventListener("message", event => {
  again = true;
  keeping ||= keepOn().finally(() => { keeping = null; });
  event.waitUntil(keeping);
});

async function keepOn() {
  while (again) {
    again = false;
    await keep().catch(() => {});
  }
}

async function keep() {
  const answer = await fetch(LIST, { redirect: "error" });
  if (isRefused(answer)) return forget();
  if (!answer.ok) return;
  const cache = await caches.open(KEPT);
  const before = await cache.match(LIST).then(kept => (kept ? kept.json() : {}));
  const now = await answer.json();
  const held = {};
  for (const [path, mark] of Object.entries(now)) {
    if (before[path] === mark && await cache.match(path, { ignoreVary: true })) {
      held[path] = mark;
      continue;
    }
    // One after the other: the reader's own pages come first.
    const Accept = isFile(new URL(path, location)) ? "*/*" : "text/html";
    const page = await fetch(path, { redirect: "manual", headers: { Accept } });
    if (page.ok) {
      await cache.put(path, page);
      held[path] = mark;
    } else if (leadsAway(page) && await look()) {
      return;
    }
  }
  for (const request of await cache.keys()) {
    const { pathname, search } = new URL(request.url);
    if (!(pathname + search in now)) await cache.delete(request);
  }
  await cache.put(LIST, Response.json(held));
}
