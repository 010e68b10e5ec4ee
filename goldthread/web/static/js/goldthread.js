// The only script of the pages: copying code, choosing without a button, and interactive charts.
// Without it everything still works: code can be selected, forms have buttons, charts are pictures.

const VEGA = "/static/vendor/vega.js";

function offerCopying(block) {
  const code = block.querySelector("code");
  const button = document.createElement("button");
  button.type = "button";
  button.className = "copy";
  button.textContent = block.dataset.copy;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(code.textContent);
      button.textContent = block.dataset.copied;
    } catch {
      getSelection().selectAllChildren(code);
      button.textContent = block.dataset.selected;
    }
    setTimeout(() => { button.textContent = block.dataset.copy; }, 2500);
  });
  block.append(button);
}

let loading;
function vega() {
  loading ??= import(VEGA).then(() => window.vegaEmbed);
  return loading;
}

function dark() {
  return matchMedia("(prefers-color-scheme: dark)").matches && !matchMedia("print").matches;
}

function narrow() {
  return matchMedia("(max-width: 40rem)").matches;
}

async function enhance(figure) {
  const [embed, answer] = await Promise.all([
    vega(),
    fetch(figure.dataset.spec + (dark() ? "&scheme=dark" : "") + (narrow() ? "&size=narrow" : "")),
  ]);
  if (!answer.ok) return;
  const spec = await answer.json();
  const stage = document.createElement("div");
  stage.className = "stage";
  stage.setAttribute("role", "img");
  stage.setAttribute("aria-label", figure.querySelector("img").alt);
  figure.prepend(stage);
  await embed(stage, spec, {
    ast: true, actions: false, renderer: "svg", defaultStyle: false,
    tooltip: { disableDefaultStyle: true },
  });
  figure.classList.add("live");
}

function watchCharts(figures) {
  const watch = new IntersectionObserver((entries) => {
    for (const entry of entries.filter((e) => e.isIntersecting)) {
      watch.unobserve(entry.target);
      // A chart that cannot be made interactive stays the picture that it is.
      enhance(entry.target).catch(() => {
        entry.target.querySelector(".stage")?.remove();
        entry.target.classList.remove("live");
      });
    }
  }, { rootMargin: "200px" });
  figures.forEach((figure) => watch.observe(figure));
}

// An empty choice has no place in the address.
function tidy(form) {
  form.addEventListener("submit", () => {
    for (const field of form.elements) if (field.name && !field.value) field.disabled = true;
  });
}

document.querySelectorAll("[data-copy]").forEach(offerCopying);
document.querySelectorAll("form[method=get]").forEach(tidy);
watchCharts(document.querySelectorAll("figure[data-spec]"));
addEventListener("beforeprint", () => document.querySelectorAll("details").forEach((d) => {
  if (d.dataset.print !== undefined) d.open = true;
}));
