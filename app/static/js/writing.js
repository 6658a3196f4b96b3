/* Writing in comfort: marks, keys, quotes, a preview in place. Enhancement only: every button here also works by sending the form. */

const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const form = document.querySelector("form[data-writing]");
const area = form?.querySelector("textarea[name=body]");
const told = document.querySelector("[data-told]");
const isApple = /Mac|iP(hone|ad|od)/.test(navigator.platform);

function tell(what) {
  told.textContent = "";
  setTimeout(() => { told.textContent = told.dataset[what]; }, 50);
}

/* Typing by script keeps the browser's undo, where it lets us. */
function insert(words, from = area.selectionStart, to = area.selectionEnd) {
  area.focus();
  area.setSelectionRange(from, to);
  if (words && document.execCommand("insertText", false, words)) return;
  area.setRangeText(words, from, to, "end");
  area.dispatchEvent(new Event("input", { bubbles: true }));
}

/* Marks go around what is chosen, without the blanks at its ends; a second time takes them away. */
function wrap(mark) {
  const { selectionStart: from, selectionEnd: to, value } = area;
  const [, before, words, after] = /^(\s*)(.*?)(\s*)$/s.exec(value.slice(from, to));
  const start = from + before.length, end = to - after.length;
  const stars = Math.min(/\**$/.exec(value.slice(0, start))[0].length, /^\**/.exec(value.slice(end))[0].length);
  const n = mark.length, isMarked = n === 1 ? stars % 2 === 1 : stars >= 2;
  if (isMarked) insert(words, start - n, end + n);
  else insert(mark + words + mark, start, end);
  const at = isMarked ? start - n : start + n;
  area.setSelectionRange(at, at + words.length);
}

function link() {
  const { selectionStart: from, selectionEnd: to, value } = area;
  const words = value.slice(from, to).trim(), isAddress = /^(https?:\/\/|mailto:)\S+$/.test(words);
  insert(isAddress ? `[](${words})` : `[${words}](https://)`, from, to);
  const at = isAddress || !words ? from + 1 : from + words.length + 3;
  area.setSelectionRange(at, isAddress || !words ? at : at + "https://".length);
}

/* A list or a quote: a mark before each chosen line. */
function markLines(mark) {
  const { value } = area;
  const from = value.lastIndexOf("\n", area.selectionStart - 1) + 1;
  const next = value.indexOf("\n", area.selectionEnd), to = next < 0 ? value.length : next;
  const lines = value.slice(from, to).split("\n");
  const isMarked = lines.every((line) => line.startsWith(mark));
  insert(lines.map((line) => isMarked ? line.slice(mark.length) : mark + line).join("\n"), from, to);
}

/* A quote stands between blank lines, where the cursor is. */
function quote(words) {
  const before = area.value.slice(0, area.selectionStart), after = area.value.slice(area.selectionEnd);
  const above = !before ? "" : before.endsWith("\n\n") ? "" : before.endsWith("\n") ? "\n" : "\n\n";
  const below = after.startsWith("\n\n") ? "" : after.startsWith("\n") ? "\n" : "\n\n";
  insert(above + words + below);
  tell("quoted");
}

function chosenPart() {
  const chosen = getSelection();
  const inside = all("[data-quotable]").some((box) => chosen.anchorNode && box.contains(chosen.anchorNode) && box.contains(chosen.focusNode));
  const words = inside ? chosen.toString().trim() : "";
  return words && words.split(/\n+/).map((line) => `> ${line.trim().replace(/[\\*_`[\]]/g, "\\$&")}`).join("\n");
}

async function ask(address, options) {
  const answer = await fetch(address, options);
  return { status: answer.status, page: new DOMParser().parseFromString(await answer.text(), "text/html") };
}

/* The preview takes the place of the one before; the focus stays. What is not a preview comes as a page of its own. */
let asked = 0;
async function preview(button) {
  const box = document.querySelector("[data-preview]"), mine = ++asked;
  const sent = new URLSearchParams(new FormData(form));
  sent.set(button.name, button.value);
  let answer;
  try { answer = await ask(form.action, { method: "POST", body: sent }); } catch { return tell("unreached"); }
  if (mine !== asked) return;
  if (answer.status !== 200) { form.dataset.native = "yes"; form.requestSubmit(button); return; }
  box.replaceChildren(...answer.page.querySelector("[data-preview]").childNodes);
  box.hidden = false;
  box.scrollIntoView({ block: "nearest" });
  tell("looked");
}

/* The words of another place, once it is chosen. */
async function showPlace(place) {
  const address = new URL(form.action);
  address.searchParams.set("place", place);
  try {
    const { page } = await ask(address);
    const box = document.querySelector("[data-beside]"), found = page.querySelector("[data-beside]");
    if (!box || !found || form.elements.place.value !== place) return;
    for (const element of all(".needs-js", found)) element.hidden = false;
    box.replaceChildren(...found.childNodes);
  } catch { /* the words of the earlier place stay, under its name */ }
}

function saveFile() {
  const words = all("textarea", form).map((each) => each.value).filter((each) => each.trim()).join("\n\n----\n\n");
  const file = document.createElement("a");
  file.href = URL.createObjectURL(new Blob([words + "\n"], { type: "text/plain;charset=utf-8" }));
  file.download = "gongyi-draft.txt";
  file.click();
  setTimeout(() => URL.revokeObjectURL(file.href), 10_000);
}

function press(event) {
  const button = event.target.closest?.("button");
  if (!button) return;
  if (button.dataset.wrap) wrap(button.dataset.wrap);
  else if ("link" in button.dataset) link();
  else if (button.dataset.lines) markLines(button.dataset.lines);
  else if (button.dataset.quote) quote(chosenPart() || button.dataset.quote);
  else if ("file" in button.dataset) saveFile();
  else return;
  event.preventDefault();
}

/* Keys that an input method needs are its own. */
function strike(event) {
  if (event.isComposing) return;
  if (event.key === "Escape") {
    const box = document.querySelector("[data-preview]");
    if (!box.hidden) { box.hidden = true; area.focus(); }
    return;
  }
  const isCommand = isApple ? event.metaKey : event.ctrlKey;
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    const post = form.querySelector("[data-post]");
    if (post) { event.preventDefault(); form.requestSubmit(post); }
    return;
  }
  if (event.target !== area || !isCommand || event.altKey || event.shiftKey) return;
  const act = { b: () => wrap("**"), i: () => wrap("*"), k: link }[event.key.toLowerCase()];
  if (act) { event.preventDefault(); act(); }
}

if (form && area) {
  document.addEventListener("click", press);
  /* a press of the mouse on a button leaves the selection, which it may be about */
  document.addEventListener("mousedown", (event) => { if (event.target.closest?.("[data-quote], [data-tools] button")) event.preventDefault(); });
  form.addEventListener("keydown", strike);
  form.elements.place?.addEventListener("change", (event) => showPlace(event.target.value));
  form.addEventListener("submit", (event) => {
    if (!event.submitter || !("look" in event.submitter.dataset) || form.dataset.native) return;
    event.preventDefault();
    preview(event.submitter);
  });
  if (isApple) for (const key of all("[data-keys] kbd")) key.textContent = key.textContent.replace("Ctrl+", "⌘");
  /* A form that was sent is not filled in again from the browser's memory. */
  let wasSent = false;
  addEventListener("pagehide", () => { wasSent = Boolean(form.dataset.sent); });
  addEventListener("pageshow", (event) => { if (event.persisted && wasSent) location.reload(); });
}
