// Keeps the check-in page and its files, so that it opens without a network. The network comes
// first: what is kept is shown only where nothing else can be had. What is sent, and the list of
// badges, never come from here.

const KEPT = "goldthread-check-in";

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

function keeps(request) {
  const address = new URL(request.url);
  const ours = address.origin === self.location.origin;
  const page = new URL(self.registration.scope).pathname;
  return ours && request.method === "GET" && (
    address.pathname === page || address.pathname.startsWith("/static/")
  );
}

async function answered(request) {
  const kept = await caches.open(KEPT);
  try {
    const answer = await fetch(request);
    if (answer.ok && !answer.redirected) await kept.put(request, answer.clone());
    if (answer.status === 404 && request.mode === "navigate") await kept.delete(request);
    return answer;
  } catch (error) {
    const found = (await kept.match(request)) ?? (await kept.match(request, { ignoreSearch: true }));
    if (found) return found;
    throw error;
  }
}

self.addEventListener("fetch", (event) => {
  if (keeps(event.request)) event.respondWith(answered(event.request));
});
