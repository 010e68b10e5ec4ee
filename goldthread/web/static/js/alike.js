// Proposals that read like what is being typed are shown beside it. Without this script a button
// opens the same list in a window of its own.

const WAIT = 600;
const READ = /^(title|background|request)_/;

function watch(place) {
  const form = place.closest("form");
  const found = place.querySelector(".found");
  let waiting;
  let asked;
  async function ask() {
    asked?.abort();
    asked = new AbortController();
    const body = new URLSearchParams();
    for (const [name, value] of new FormData(form)) {
      if (READ.test(name) || name === "csrfmiddlewaretoken") body.append(name, value);
    }
    try {
      const answer = await fetch(place.dataset.alike, {
        method: "POST", body, signal: asked.signal, headers: { "X-Fragment": "1" },
      });
      // The site escapes every text in it; what is not an answer leaves the last one standing.
      if (answer.ok) found.innerHTML = await answer.text();
    } catch (error) {
      if (error.name !== "AbortError") found.replaceChildren();
    }
  }
  form.addEventListener("input", (event) => {
    if (!READ.test(event.target.name ?? "")) return;
    clearTimeout(waiting);
    waiting = setTimeout(ask, WAIT);
  });
}

document.querySelectorAll("[data-alike]").forEach(watch);
