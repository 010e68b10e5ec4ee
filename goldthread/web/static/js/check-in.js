// Check-in at the door. A badge is noted on this device first, with its time, then sent; without a
// network it waits. A badge that was sent is kept as its hash only. Without this script the form is
// an ordinary one.

const form = document.getElementById("check-in");
const field = form.elements.badge;
const said = form.dataset;
const list = document.getElementById("badges-read");
const query = said.lang ? `?lang=${said.lang}` : "";
const AT_ONCE = 100;
const AGAIN = 5_000;
const REFRESH = 60_000;
const AHEAD = "goldthread-check-in-ahead";

// How far the site's clock is ahead of this device's, whose own is often wrong.
function now() {
  return new Date(Date.now() + Number(localStorage.getItem(AHEAD) ?? 0)).toISOString();
}

function promised(request) {
  return new Promise((done, failed) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error);
  });
}

let opened;
function database() {
  opened ??= new Promise((done, failed) => {
    const request = indexedDB.open("goldthread-check-in", 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore("read", { keyPath: ["seminar", "hash"] });
      request.result.createObjectStore("known", { keyPath: ["seminar", "hash"] });
    };
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error);
  });
  return opened;
}

async function store(name, mode = "readonly") {
  return (await database()).transaction(name, mode).objectStore(name);
}

async function get(name, hash) {
  return promised((await store(name)).get([said.seminar, hash]));
}

async function put(name, row) {
  return promised((await store(name, "readwrite")).put({ ...row, seminar: said.seminar }));
}

async function every(name) {
  const rows = await promised((await store(name)).getAll());
  return rows.filter((row) => row.seminar === said.seminar);
}

async function remove(name, hash) {
  return promised((await store(name, "readwrite")).delete([said.seminar, hash]));
}

async function hashed(badge) {
  const bytes = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(badge));
  return [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function take(badge) {
  const hash = await hashed(badge);
  const before = await get("read", hash);
  if (before && before.state !== "refused") {
    await put("read", { ...before, again: true });  // the earliest time stays
  } else {
    await put("read", { hash, badge, at: now(), state: "waiting" });
  }
  await show();
  await send();
}

async function sendWhatWaits() {
  if ((await every("read")).some((row) => row.state === "waiting")) await send();
}

// One sending at a time; what is read meanwhile goes with the next.
let sending = false;
async function send() {
  if (sending) return;
  sending = true;
  try {
    await sendWaiting();
  } catch {
    network(navigator.onLine ? said.failed : said.offline);
  } finally {
    sending = false;
    await show();
  }
}

async function sendWaiting() {
  const fresh = await refreshed();
  if (!fresh) return;
  for (;;) {
    const waiting = (await every("read")).filter((row) => row.state === "waiting");
    if (!waiting.length) return;
    const badges = waiting.slice(0, AT_ONCE);
    const answer = await fetch(said.path + query, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRFToken": fresh.token },
      body: JSON.stringify({ badges: badges.map(({ badge, at }) => ({ badge, at })) }),
    });
    if (!answer.ok) return network(answer.status === 404 ? said.signedOut : said.failed);
    await note(badges, (await answer.json()).badges);
  }
}

async function note(sent, told) {
  for (const [place, row] of sent.entries()) {
    const { done, word, name, office, sentence } = told[place];
    const { badge, ...kept } = row;
    await put("read", { ...kept, state: done ? "done" : "refused", word, name, office, sentence });
  }
}

// The list as it is now, for naming who comes while there is no network; a token for sending.
async function refreshed() {
  const answer = await fetch(`${said.path}/list${query}`);
  if (!answer.ok) {
    network(said.signedOut);
    return null;
  }
  const fresh = await answer.json();
  localStorage.setItem(AHEAD, Date.parse(fresh.now) - Date.now());
  const known = await store("known", "readwrite");
  for (const row of fresh.badges) known.put({ ...row, seminar: said.seminar });
  const current = new Set(fresh.badges.map((row) => row.hash));
  for (const row of await every("known")) if (!current.has(row.hash)) await remove("known", row.hash);
  const there = fresh.badges.filter((row) => row.at).length;
  document.getElementById("there").textContent = there;
  network(said.online);
  return fresh;
}

function network(sentence) {
  document.getElementById("network").textContent = sentence;
}

function element(tag, text, className = "") {
  const made = document.createElement(tag);
  made.textContent = text;
  made.className = className;
  return made;
}

async function show() {
  const rows = (await every("read")).sort((one, other) => other.at.localeCompare(one.at));
  list.replaceChildren(...(await Promise.all(rows.map(line))));
  document.getElementById("read-section").hidden = !rows.length;
}

async function line(row) {
  const known = await get("known", row.hash);
  const tone = { waiting: "warn", done: "good", refused: "bad" }[row.state];
  const made = document.createElement("li");
  made.dataset.state = row.state;
  const who = row.name ? row : known;
  const when = new Date(row.at).toLocaleTimeString(document.documentElement.lang);
  made.append(
    element("span", row.state === "waiting" ? said.waiting : row.word, `status ${tone}`),
    " ", element("b", who ? who.name : said.unknown),
    " ", element("span", who ? who.office : "", "quiet"),
    " ", element("small", when, "quiet"),
    " ", element("span", row.sentence ?? ""),
  );
  if (row.again) made.append(" ", element("small", said.already, "quiet"));
  return made;
}

async function forget() {
  for (const row of await every("read")) if (row.state !== "waiting") await remove("read", row.hash);
  for (const row of await every("known")) await remove("known", row.hash);
  await show();
}

async function keepPage() {
  await navigator.serviceWorker.register(`${said.path}/worker.js`, { scope: said.path });
  const files = [...document.querySelectorAll("link[rel=stylesheet], link[rel=icon], script[src]")];
  const kept = await caches.open("goldthread-check-in");
  const pages = [location.pathname + location.search, ...files.map((file) => file.href || file.src)];
  await kept.addAll(pages.map((page) => new Request(page, { cache: "reload" })));
  document.documentElement.dataset.kept = "yes";
}

async function watch(video) {
  const detector = new BarcodeDetector({ formats: ["qr_code"] });
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
  video.srcObject = stream;
  video.hidden = false;
  await video.play();
  let last = "";
  setInterval(async () => {
    const found = await detector.detect(video).catch(() => []);
    const badge = found[0]?.rawValue.trim() ?? "";
    if (badge && badge !== last) await take(badge);
    last = badge;
  }, 300);
}

function offerCamera() {
  if (!("BarcodeDetector" in window) || !navigator.mediaDevices) return;
  const button = document.getElementById("camera");
  button.hidden = false;
  button.addEventListener("click", () => {
    button.hidden = true;
    watch(document.getElementById("view")).catch(() => { button.hidden = false; });
  });
}

function begin() {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const badge = field.value.trim();
    field.value = "";
    field.focus();
    if (badge) take(badge);
  });
  document.getElementById("forget").addEventListener("click", forget);
  addEventListener("online", send);
  addEventListener("offline", () => network(said.offline));
  setInterval(sendWhatWaits, AGAIN);
  setInterval(send, REFRESH);
  offerCamera();
  keepPage().catch(() => network(said.offline));
  send();
}

if (isSecureContext && "serviceWorker" in navigator) begin();
else network(said.insecure);
field.focus();
