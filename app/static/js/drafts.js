/* Drafts: what is typed stays in this browser, under this account, until it is posted; it is offered, never filled in silently. */

const PREFIX = "draft:", DAYS = 30;
const storage = (() => { try { localStorage.getItem(PREFIX); return localStorage; } catch { return null; } })();
const form = document.querySelector("form[data-draft]");

function read(key) {
  try {
    const { at, fields } = JSON.parse(storage.getItem(key));
    if (Date.now() - at < DAYS * 86_400_000 && fields && typeof fields === "object") return { key, at, fields };
  } catch { /* not ours, or broken */ }
  storage.removeItem(key);
  return null;
}

/* The account and what is written about come first in a key, the moment at which this writing began last. */
function keep() {
  const base = `${PREFIX}${form.dataset.draft}|`;
  const mark = form.elements.draft;
  if (!mark.value) mark.value = `${form.dataset.draft}|${Date.now().toString(36)}`;
  const own = () => PREFIX + mark.value;
  const inputs = () => [...form.elements].filter((e) => e.name && !["hidden", "submit", "button"].includes(e.type));
  const fields = () => Object.fromEntries([...new FormData(form)].filter(([name]) => inputs().some((e) => e.name === name)));
  const texts = () => inputs().filter((e) => e.type === "textarea");
  const initial = JSON.stringify(fields()), isContinued = storage.getItem(own()) !== null;
  const offers = document.querySelector("[data-drafts]");

  function save() {
    const now = fields();
    const isNothing = texts().every((e) => !e.value.trim()) || (!isContinued && JSON.stringify(now) === initial);
    try {
      if (isNothing) storage.removeItem(own());
      else storage.setItem(own(), JSON.stringify({ at: Date.now(), fields: now }));
    } catch { /* full: the page keeps the text */ }
  }

  function restore(draft) {
    mark.value = draft.key.slice(PREFIX.length);
    for (const [name, value] of Object.entries(draft.fields)) {
      const field = form.elements[name];
      if (!field || typeof value !== "string") continue;
      if (field.options && ![...field.options].some((option) => option.value === value)) field.add(new Option(value, value));
      field.value = value;
      for (const each of field.length && !field.options ? field : [field]) {
        each.dispatchEvent(new Event("input", { bubbles: true }));
        if (each.tagName === "SELECT") each.dispatchEvent(new Event("change", { bubbles: true }));
      }
    }
    save();
    show();
    texts()[0]?.focus();
    const told = document.querySelector("[data-told]");
    if (told) told.textContent = told.dataset.restored;
  }

  function line(draft) {
    const shown = document.querySelector("[data-draft-offer]").content.cloneNode(true);
    const language = document.documentElement.lang.startsWith("en") ? "en-GB" : "zh-Hant-TW";
    const day = new Intl.DateTimeFormat(language, { day: "numeric", month: "long" }).format(draft.at);
    const time = new Intl.DateTimeFormat(language, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(draft.at);
    const words = shown.querySelector("[data-words]");
    words.textContent = words.dataset.words.replace("{t}", `${day} ${time}`);
    const begins = texts().map((e) => String(draft.fields[e.name] ?? "")).find((text) => text.trim()) ?? "";
    shown.querySelector("q").textContent = begins.length > 80 ? `${[...begins].slice(0, 80).join("")}…` : begins;
    shown.querySelector("[data-restore]").addEventListener("click", () => restore(draft));
    shown.querySelector("[data-discard]").addEventListener("click", () => { storage.removeItem(draft.key); show(); texts()[0]?.focus(); });
    return shown;
  }

  /* What the form holds already is not offered. */
  function show() {
    const present = JSON.stringify(fields());
    const drafts = Object.keys(storage).filter((key) => key.startsWith(base) && key !== own()).map(read).filter(Boolean);
    for (const same of drafts.filter((draft) => JSON.stringify(draft.fields) === present)) storage.removeItem(same.key);
    const others = drafts.filter((draft) => JSON.stringify(draft.fields) !== present).sort((a, b) => b.at - a.at);
    offers.replaceChildren(...others.map(line));
  }

  form.addEventListener("input", save);
  form.addEventListener("change", save);
  show();
}

/* The browser's own memory would fill a form in again that was posted. */
if (storage && form) { form.autocomplete = "off"; keep(); }
