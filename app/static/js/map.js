/* Dragging on the summary desk (by headings, so that texts can still be selected): comments onto what they are cited under, citations elsewhere, issues and recommendations to their
   place. Each drop fills in and sends the same form that the buttons send. */

const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const map = document.querySelector("[data-map]");
const form = map?.querySelector("[data-map-form]");
const citing = document.querySelector("form[action*='/summary/citations']");
const boxes = all("input[name=comments]", citing ?? undefined);
let dragged = null;

for (const box of boxes) box.parentElement.setAttribute("data-drag", "comment");
for (const item of all("[data-drag]")) item.draggable = true;

/* What a drop on an element would do; null where what is in hand does not belong there. */
function placeFor(target) {
  if (!dragged || !(target instanceof Element)) return null;
  const kind = dragged.dataset.drag;
  if (kind === "comment" || kind === "citation") return target.closest("[data-drop=citation]") ?? defaultOf(target);
  const place = target.closest(`[data-drop=${kind}]`);
  if (place) return place.contains(dragged) ? null : place;
  return kind === "recommendation" ? target.closest("[data-drop=issue]") : null;
}
const defaultOf = (target) => target.closest("[data-drop=recommendation], [data-drop=issue]")?.querySelector("[data-drop=citation]") ?? null;

function clear() {
  for (const place of all(".is-over")) place.classList.remove("is-over");
}

document.addEventListener("dragstart", (event) => {
  const item = event.target instanceof Element ? event.target.closest("[data-drag]") : null;
  if (!item || event.target.closest("a, input, textarea, summary") !== null && event.target !== item) return;
  dragged = item;
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", "");
  item.classList.add("is-dragged");
});
document.addEventListener("dragover", (event) => {
  const place = placeFor(event.target);
  clear();
  if (!place) return;
  event.preventDefault();
  place.classList.add("is-over");
});
document.addEventListener("dragend", () => {
  dragged?.classList.remove("is-dragged");
  dragged = null;
  clear();
});
document.addEventListener("drop", (event) => {
  const place = placeFor(event.target);
  if (!place) return;
  event.preventDefault();
  ({ comment: cite, citation: move, recommendation: order, issue: order })[dragged.dataset.drag](place);
});

/* The comment in hand is cited with all that are ticked, if it is one of them; alone, if it is not. */
function cite(place) {
  const own = dragged.querySelector("input[name=comments]");
  if (!own.checked) for (const box of boxes) box.checked = box === own;
  citing.elements.part.value = place.dataset.part;
  citing.elements.comment.value = "";
  citing.requestSubmit();
}
function send(action, values) {
  form.action = action;
  for (const [name, value] of Object.entries(values)) form.elements[name].value = value;
  form.requestSubmit();
}
const move = (place) => send(dragged.dataset.action, { part: place.dataset.part });

/* Downwards something goes behind what it is dropped on, upwards before it; a recommendation on an issue goes there, last. */
function order(place) {
  const isAsked = dragged.dataset.drag === "recommendation";
  const issue = isAsked ? (place.dataset.drop === "issue" ? place.dataset.id : place.dataset.issue) : "";
  if (place.dataset.drop !== dragged.dataset.drag) { send(dragged.dataset.action, { issue, before: "" }); return; }
  const rows = all(`[data-drop=${dragged.dataset.drag}]`, map).filter((row) => !isAsked || row.dataset.issue === issue);
  const from = rows.findIndex((row) => row.contains(dragged)), to = rows.indexOf(place);
  const before = from >= 0 && from < to ? rows[to + 1] : place;
  send(dragged.dataset.action, { issue, before: before?.dataset.id ?? "" });
}
