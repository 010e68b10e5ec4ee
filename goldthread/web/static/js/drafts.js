// Text that was typed and not sent is kept on this device only, and offered when the form is opened
// again. It is thrown away once the form was taken, or after a fortnight. Without this script
// nothing is lost but the keeping.

const PREFIX = "goldthread-draft/";
const SENT = "goldthread-draft-sent";
const KEPT_DAYS = 14;

function store(work) {
  try { return work(); } catch { return null; }  // a browser may forbid keeping
}

function typed(form) {
  const values = {};
  for (const field of form.elements) {
    if (!field.name || field.type === "hidden" || field.type === "file") continue;
    if ((field.type === "checkbox" || field.type === "radio") && !field.checked) continue;
    (values[field.name] ??= []).push(field.value);
  }
  return values;
}

function fill(form, values) {
  for (const field of form.elements) {
    if (!field.name || field.type === "hidden" || field.type === "file") continue;
    const given = values[field.name] ?? [];
    if (field.type === "checkbox" || field.type === "radio") field.checked = given.includes(field.value);
    else field.value = given[0] ?? "";
  }
}

function keep(form) {
  const draft = { at: Date.now(), values: typed(form) };
  store(() => localStorage.setItem(PREFIX + form.dataset.draft, JSON.stringify(draft)));
}

function button(text, work) {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = text;
  made.addEventListener("click", work);
  return made;
}

function offer(form, draft) {
  const place = form.querySelector(".draft");
  const close = () => { place.hidden = true; place.replaceChildren(); };
  const words = document.createElement("p");
  const when = new Date(draft.at).toLocaleString(document.documentElement.lang);
  words.textContent = `${place.dataset.offer} ${when}`;
  place.replaceChildren(
    words,
    button(place.dataset.take, () => { fill(form, draft.values); close(); }),
    button(place.dataset.drop, () => {
      store(() => localStorage.removeItem(PREFIX + form.dataset.draft));
      close();
    }),
  );
  place.hidden = false;
}

function watch(form) {
  const key = PREFIX + form.dataset.draft;
  const kept = store(() => JSON.parse(localStorage.getItem(key)));
  // A form that came back already holds what was typed.
  if (form.dataset.typed !== undefined) keep(form);
  else if (kept && JSON.stringify(kept.values) !== JSON.stringify(typed(form))) offer(form, kept);
  let waiting;
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => keep(form), 400);
  });
  form.addEventListener("submit", () => {
    clearTimeout(waiting);
    keep(form);
    store(() => sessionStorage.setItem(SENT, key));
  });
}

// The page that follows a form which was taken shows no form that came back.
function forgetSent(forms) {
  const key = store(() => sessionStorage.getItem(SENT));
  if (!key) return;
  store(() => sessionStorage.removeItem(SENT));
  const cameBack = forms.some((form) => form.dataset.typed !== undefined);
  const same = forms.some((form) => PREFIX + form.dataset.draft === key);
  if (!same || !cameBack) store(() => localStorage.removeItem(key));
}

function forgetOld() {
  const limit = Date.now() - KEPT_DAYS * 86_400_000;
  for (const key of Object.keys(localStorage)) {
    if (!key.startsWith(PREFIX)) continue;
    const draft = store(() => JSON.parse(localStorage.getItem(key)));
    if (!draft || draft.at < limit) localStorage.removeItem(key);
  }
}

const forms = [...document.querySelectorAll("form[data-draft]")];
forgetSent(forms);
store(forgetOld);
forms.filter((form) => form.querySelector(".field")).forEach(watch);
document.querySelector(".problem")?.focus();
