// What the desk does beside being read: keys, copying, saving, and turning pages without loading them whole.
// Without this file every link, button and form does its work as links and forms do.
"use strict";

const root = document.documentElement;
const find = (selector, within = document) => within.querySelector(selector);
const all = (selector, within = document) => [...within.querySelectorAll(selector)];
root.classList.add("js");

// ---- Saying something for a moment, to eyes and to screen readers.

let silence = 0;
function tell(text) {
  const told = find("#told");
  told.textContent = text;
  clearTimeout(silence);
  silence = setTimeout(() => { told.textContent = ""; }, 2500);
}
const word = name => find("#told").dataset[name];

// ---- Turning pages: what is new of a page is its content, its title and where one is in the menu.

const KEPT = 20;
const kept = new Map(); // pages that were shown, for going back at once
let turning = null;

const inside = url => url.origin === location.origin && !/^\/(feed|static|picture)\/|^\/(keeper|login)\b|\/copy$/.test(url.pathname);

function take(html, url) {
  const page = new DOMParser().parseFromString(html, "text/html");
  if (!find("main", page) || !find(".top", page)) return false;
  for (const part of ["main", ".menu", ".kept", ".bottom"]) find(part).replaceWith(find(part, page));
  for (const link of all("head link[rel=alternate]")) link.remove();
  document.head.append(...all("head link[rel=alternate]", page));
  document.title = page.title;
  const words = find(".find input");
  words.value = find(".find input", page).value;
  kept.delete(url);
  kept.set(url, html);
  if (kept.size > KEPT) kept.delete(kept.keys().next().value);
  settle();
  return true;
}

async function turn(url, { back = null } = {}) {
  turning?.abort();
  const mine = turning = new AbortController();
  root.classList.add("busy");
  try {
    let html = back === null ? undefined : kept.get(url);
    if (html === undefined) {
      const answer = await fetch(url, { signal: mine.signal, headers: { Accept: "text/html" } });
      const type = answer.headers.get("content-type") || "";
      if (answer.status >= 500 || !type.startsWith("text/html")) throw new Error("no page");
      html = await answer.text();
      url = new URL(answer.url).pathname + new URL(answer.url).search + new URL(url, location.href).hash;
    }
    if (mine.signal.aborted) return;
    if (back === null) {
      history.replaceState({ ...history.state, at: scrollY }, "");
      history.pushState({ at: 0 }, "", url);
    }
    if (!take(html, url)) throw new Error("no page");
    keepNowAndThen();
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (target) target.scrollIntoView(); else scrollTo(0, back ?? 0);
    find("main").focus({ preventScroll: true });
  } catch (error) {
    if (error.name !== "AbortError") location.assign(url);
  } finally {
    if (turning === mine) root.classList.remove("busy");
  }
}

function here() { return location.pathname + location.search; }

history.scrollRestoration = "manual";
addEventListener("popstate", event => {
  if (event.state) turn(here(), { back: event.state.at || 0 });
});
addEventListener("pagehide", () => history.replaceState({ at: scrollY }, ""));

document.addEventListener("click", event => {
  const link = event.target.closest("a[href]");
  if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  const url = new URL(link.href);
  if (link.target || link.hasAttribute("download") || !inside(url)) return;
  if (url.hash && url.pathname === location.pathname && url.search === location.search) return;
  event.preventDefault();
  turn(url.pathname + url.search + url.hash);
});

document.addEventListener("submit", event => {
  const form = event.target;
  if (form.matches("form[data-save]")) {
    event.preventDefault();
    save(form.closest("[data-article]"));
  } else if (form.method === "get" && form.getAttribute("action")) {
    event.preventDefault();
    const query = new URLSearchParams([...new FormData(form)].filter(([, value]) => value));
    turn(`${form.getAttribute("action")}?${query}`);
  }
});

// ---- Saving and copying.

async function save(thing) {
  if (!thing) return;
  const number = thing.dataset.article || thing.dataset.card;
  const wanted = !thing.dataset.saved;
  const answer = await fetch(`/article/${number}/save`, {
    method: "POST", redirect: "manual", body: new URLSearchParams({ keep: wanted ? "1" : "0", back: here() }),
  }).catch(() => null);
  if (!answer || (answer.type !== "opaqueredirect" && !answer.ok)) return;
  thing.dataset.saved = wanted ? "1" : "";
  const button = find("form[data-save] button", thing);
  if (button) {
    button.setAttribute("aria-pressed", String(wanted));
    button.textContent = wanted ? button.dataset.on : button.dataset.off;
    find("form[data-save] [name=keep]", thing).value = wanted ? "0" : "1";
  }
  kept.clear();
  keep();
  tell(word(wanted ? "saved" : "dropped"));
}

async function clip(text) {
  try {
    if (navigator.clipboard) await navigator.clipboard.writeText(await text);
    else throw new Error("no clipboard");
    tell(word("copied"));
  } catch {
    // Where the browser gives no clipboard, as on a plain http address of another machine: the old way.
    const area = document.createElement("textarea");
    area.value = await text;
    document.body.append(area);
    area.select();
    tell(word(document.execCommand("copy") ? "copied" : "failed"));
    area.remove();
  }
}

function copy(link) {
  if (link) clip(fetch(link.href).then(answer => answer.text()).then(text => text.trimEnd()));
}

document.addEventListener("click", event => {
  const act = event.target.closest("[data-copy], [data-link], [data-system] button, [data-keys]");
  if (act) {
    event.preventDefault();
    if (act.matches("[data-copy]")) copy(act);
    else if (act.matches("[data-link]")) clip(act.dataset.link);
    else if (act.matches("[data-keys]")) find("#keys").showModal();
    else navigator.share({ title: act.dataset.title, url: act.dataset.url }).catch(() => {});
  }
  const share = find(".share[open]");
  if (share && (act || !share.contains(event.target))) share.open = false;
}, true);

// ---- Keys.

let at = -1;
function settle() {
  at = -1;
  for (const item of all("[data-system]")) item.hidden = !navigator.share;
}

function move(step) {
  const cards = all(".card");
  if (!cards.length) return;
  cards[at]?.classList.remove("at");
  at = Math.max(0, Math.min(cards.length - 1, at + step));
  const card = cards[at];
  card.classList.add("at");
  find(":is(h2, h3) a", card).focus({ preventScroll: true });
  card.scrollIntoView({ block: "nearest" });
}

const keys = {
  j: () => move(1),
  k: () => move(-1),
  o: () => (at >= 0 ? find(":is(h2, h3) a", all(".card")[at]) : find("[data-original]"))?.click(),
  s: () => save(at >= 0 ? all(".card")[at] : find("[data-article]")),
  c: () => copy(find("[data-copy]")),
  "/": () => { const field = find(".asking input[type=search]") || find(".find input"); field.focus(); field.select(); },
  "?": () => find("#keys").showModal(),
};

document.addEventListener("keydown", event => {
  if (event.key === "Escape" && find(".share[open]")) {
    find(".share").open = false;
    find(".share summary").focus();
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || find("dialog[open]")) return;
  if (event.target.closest("input, select, textarea")) return;
  const act = keys[event.key];
  if (act) {
    event.preventDefault();
    act();
  }
});

// ---- Reading without the desk: the newest articles are kept once a page has come to rest, and what was saved at once.

const REST = 3000, OFTEN = 300000; // milliseconds
let keptAt = -Infinity;
let resting = 0;
function keep() {
  keptAt = Date.now();
  clearTimeout(resting);
  resting = setTimeout(
    () => navigator.serviceWorker?.ready.then(({ active }) => active.postMessage("keep")).catch(() => {}), REST,
  );
}
function keepNowAndThen() {
  if (document.visibilityState === "visible" && Date.now() - keptAt > OFTEN) keep();
}
document.addEventListener("visibilitychange", keepNowAndThen);
navigator.serviceWorker?.register("/worker.js").then(keep, () => {});

history.replaceState({ at: scrollY, ...history.state }, "");
if (history.state.at) scrollTo(0, history.state.at);
settle();
