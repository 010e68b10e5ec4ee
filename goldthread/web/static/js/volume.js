// Lines of a plan by keyboard: j and k go on and back, x ticks the line's "take". The page works
// without this; keys typed into a field are the field's.
const lines = [...document.querySelectorAll(".plan-lines > li")];
const typing = (target) => target.closest("input:not([type=checkbox]), select, textarea");
let here = -1;

function go(step) {
  here = Math.max(0, Math.min(lines.length - 1, here + step));
  const first = lines[here]?.querySelector("input[type=checkbox], a");
  first?.focus();
  lines[here]?.scrollIntoView({ block: "center" });
  const mark = document.getElementById(`text-${lines[here]?.id.slice(5)}`);
  document.querySelector(".source-text mark.here")?.classList.remove("here");
  mark?.classList.add("here");
}

document.addEventListener("focusin", (event) => {
  const line = event.target.closest(".plan-lines > li");
  if (line) here = lines.indexOf(line);
});
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  if (event.key === "j") go(1);
  else if (event.key === "k") go(-1);
  else if (event.key === "x") lines[here]?.querySelector(".take input")?.click();
});
