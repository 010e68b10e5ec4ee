// The hall's screen: takes each new state from the stream. Without the stream, as without this
// script, the page loads itself again and shows the same.

const screen = document.getElementById("screen");
const line = document.getElementById("line");
const source = new EventSource(
  `${screen.dataset.stream}&since=${screen.dataset.id}`,
  { withCredentials: true },
);

function say(word) {
  line.textContent = line.dataset[word];
  line.dataset.state = word;
}

// Two or three reloads of many screens at once would be a rush: each takes its own time.
function reloadLater(seconds) {
  source.close();
  setTimeout(() => location.reload(), 1000 * seconds * (1 + Math.random()));
}

source.addEventListener("open", () => say("live"));
source.addEventListener("message", (event) => {
  screen.innerHTML = event.data;
  screen.dataset.id = event.lastEventId;
});
source.addEventListener("ended", () => reloadLater(0));
source.addEventListener("error", () => {
  if (source.readyState === EventSource.CLOSED) {
    say("reloads");
    reloadLater(Number(screen.dataset.reload));
  } else {
    say("away");
  }
});
