/* The moderators' desk by single keys. Every key presses a link or button that stands on the page; a switch turns them off. */

const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const help = document.querySelector("[data-keys]");
const control = document.querySelector("[data-keys-switch]");
const rows = all("[data-queue] > li");
const boxes = rows.map((row) => row.querySelector("input[type=checkbox]"));
const SETTING = "desk-keys";
const stored = (value) => {
  try { return value === undefined ? localStorage.getItem(SETTING) : localStorage.setItem(SETTING, value); } catch { return null; }
};

/* The list of keys is open where there is room for it, and where they are switched off: there stands the switch. */
if (help) help.open = matchMedia("(min-width: 60rem)").matches || stored() === "off";

if (control) {
  control.checked = stored() !== "off";
  control.addEventListener("change", () => stored(control.checked ? "on" : "off"));
}

/* Choosing: the number is told, and one box chooses all. */
const told = document.querySelector("[data-chosen]"), everything = document.querySelector("[data-choose-all]");
const chosen = () => boxes.filter((box) => box.checked).length;
function tell() {
  if (!told) return;
  const n = chosen();
  told.textContent = n === 1 ? told.dataset.one : told.dataset.many.replace("{n}", n);
  everything.checked = n > 0 && n === boxes.length;
  everything.indeterminate = n > 0 && n < boxes.length;
}
for (const box of boxes) box.addEventListener("change", tell);
everything?.addEventListener("change", () => { for (const box of boxes) box.checked = everything.checked; tell(); });
addEventListener("pageshow", tell);

/* Moving: the row in hand is the one with the focus, or the last that had it. */
let current = rows.findIndex((row) => `#${row.id}` === location.hash);
function take(index, isMoved = true) {
  if (index < 0 || index >= rows.length) return;
  rows[current]?.classList.remove("is-current");
  current = index;
  rows[current].classList.add("is-current");
  if (!isMoved) return;
  rows[current].scrollIntoView({ block: "nearest" });
  rows[current].querySelector("[data-item]").focus({ preventScroll: true });
}
for (const [index, row] of rows.entries()) row.addEventListener("focusin", () => take(index, false));

/* A fragment that names a form takes the focus there. */
const first = (form) => form?.querySelector("[type=radio]:checked") ?? form?.querySelector("[type=radio], textarea");
const formOf = (key) => document.querySelector(`form[data-act=${key}]`);
/* (Later than the browser's own walk to the fragment, which takes the focus away.) */
function arrive() {
  if (current >= 0) take(current);
  else if (["#hide", "#leave"].includes(location.hash)) first(formOf(location.hash === "#leave" ? "r" : "h"))?.focus();
}
addEventListener("pageshow", () => setTimeout(arrive));

const press = (element) => { if (!element) return false; element.click(); return true; };
function decide(key) {
  if (!rows.length) { const field = first(formOf(key)); field?.focus(); field?.scrollIntoView({ block: "center" }); return Boolean(field); }
  if (chosen()) return press(document.querySelector(`[data-many-key=${key}]`));
  const link = rows[current]?.querySelector("[data-item]");
  if (link) location.assign(`${link.href}#${key === "r" ? "leave" : "hide"}`);
  return Boolean(link);
}
function show() {
  help.open = true;
  help.scrollIntoView({ block: "nearest" });
  help.querySelector("summary").focus();
  return true;
}
const inRow = (key) => (rows.length ? rows[current] : document)?.querySelector(`[data-key="${key}"]`);
const ACTS = {
  j: () => { take(Math.min(current + 1, rows.length - 1)); return rows.length > 0; },
  k: () => { take(Math.max(current - 1, 0)); return rows.length > 0; },
  h: () => decide("h"),
  r: () => decide("r"),
  x: () => press(boxes[current]),
  a: () => press(everything),
  c: () => (chosen() ? press(document.querySelector("[data-many-key=c]")) : press(inRow("c"))),
  m: () => press(inRow("m")),
  p: () => press(inRow("p")),
  n: () => press(document.querySelector("[rel=next]")),
  u: () => press(document.querySelector("[data-key=u]")),
  b: () => press(document.querySelector("[data-key=b]")),
  "?": show,
};
for (const digit of "12345") ACTS[digit] = () => press(document.querySelector(`.given-reasons [data-key="${digit}"]`));

/* Where somebody types, or chooses with the keyboard, letters are theirs. */
const isTyping = (element) => element.isContentEditable || element.matches("textarea, select, input:not([type=checkbox], [type=radio])");
document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.form?.dataset.act) {
    event.preventDefault();
    event.target.form.requestSubmit();
    return;
  }
  if (!control?.checked || event.ctrlKey || event.altKey || event.metaKey || event.isComposing || isTyping(event.target)) return;
  if (Object.hasOwn(ACTS, event.key) && ACTS[event.key]()) event.preventDefault();
});
