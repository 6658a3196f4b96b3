/* Enhancement only: every page works without this file. No imports, no requests. Pages to write on add writing.js, drafts.js, pasting.js. */

const all = (selector, root = document) => [...root.querySelectorAll(selector)];

/* What needs JavaScript shows only where it runs. */
for (const element of all(".needs-js")) element.hidden = false;

/* A failed form: its summary takes the focus. */
document.querySelector("[data-focus]")?.focus();

/* The outline marks the article that is being read. */
function followReading(outline) {
  const links = new Map(all("a[href*='#']", outline).map((link) => [decodeURIComponent(link.hash.slice(1)), link]));
  const targets = [...links.keys()].map((id) => document.getElementById(id)).filter(Boolean);
  if (!targets.length || !("IntersectionObserver" in window)) return;
  const inView = new Set();
  const mark = () => {
    const current = targets.find((target) => inView.has(target));
    if (!current) return;
    for (const link of links.values()) link.removeAttribute("aria-current");
    const link = links.get(current.id);
    link.setAttribute("aria-current", "true");
    const box = outline.closest(".reading-outline, .side-left") ?? outline;
    if (box.scrollHeight > box.clientHeight) {
      const place = link.getBoundingClientRect().top - box.getBoundingClientRect().top + box.scrollTop;
      box.scrollTop = place - box.clientHeight / 2;
    }
  };
  const observer = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) inView[isIntersecting ? "add" : "delete"](target);
    mark();
  }, { rootMargin: "-10% 0px -60% 0px" });
  for (const target of targets) observer.observe(target);
}
all("[data-outline]").forEach(followReading);

/* Characters are counted as a person would; the rest is announced once the typing pauses. */
const segmenter = "Segmenter" in Intl ? new Intl.Segmenter(undefined, { granularity: "grapheme" }) : null;
const countOf = (text) => {
  const clean = text.replace(/\r\n/g, "\n").trim();
  if (!segmenter || clean.length > 100_000) return [...clean].length;
  let n = 0;
  for (const _ of segmenter.segment(clean)) n += 1;
  return n;
};
function countDown(area) {
  const limit = Number(area.dataset.counter);
  const line = document.getElementById(`${area.id}-counter`);
  const voice = line?.parentElement.querySelector("[data-counter-status]");
  if (!line || !limit) return;
  let timer;
  const show = () => {
    const left = limit - countOf(area.value);
    const kind = (left < 0 ? "over" : "left") + (Math.abs(left) === 1 ? "One" : "");
    const words = line.dataset[kind].replace("{n}", Math.abs(left).toLocaleString());
    line.textContent = words;
    line.classList.toggle("is-over", left < 0);
    clearTimeout(timer);
    if (left < limit / 10) timer = setTimeout(() => { voice.textContent = words; }, 1200);
  };
  area.addEventListener("input", show);
  show();
}
all("textarea[data-counter]").forEach(countDown);

/* Drafts (drafts.js) go once the server says that they were posted, and all of them when somebody signs out. */
const forget = (isGone) => {
  try { for (const key of Object.keys(localStorage)) if (key.startsWith("draft:") && isGone(key)) localStorage.removeItem(key); } catch { /* no storage, no drafts */ }
};
for (const element of all("[data-draft-clear]")) forget((key) => key === `draft:${element.dataset.draftClear}`);
document.addEventListener("submit", (event) => { if (event.target.getAttribute("action") === "/account/sign-out") forget(() => true); });

/* One press sends a form once; coming back to the page frees it again. */
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || event.defaultPrevented || event.submitter?.hasAttribute("data-file")) return;
  if (form.dataset.sent) { event.preventDefault(); return; }
  form.dataset.sent = "yes";
  setTimeout(() => { for (const button of all("button", form)) button.setAttribute("aria-disabled", "true"); });
});
addEventListener("pageshow", () => {
  for (const form of all("form[data-sent]")) {
    delete form.dataset.sent;
    for (const button of all("button[aria-disabled]", form)) button.removeAttribute("aria-disabled");
  }
});

/* Menus close on Escape and when the focus or a click goes elsewhere. */
for (const menu of all("details[data-menu]")) {
  menu.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && menu.open) { menu.open = false; menu.querySelector("summary").focus(); }
  });
  document.addEventListener("click", (event) => { if (!menu.contains(event.target)) menu.open = false; });
  menu.addEventListener("focusout", (event) => { if (event.relatedTarget && !menu.contains(event.relatedTarget)) menu.open = false; });
}

/* Whoever follows an address into what is folded away finds it open. */
const unfold = () => {
  const target = document.getElementById(location.hash.slice(1));
  const folded = target?.closest("details:not([open])");
  if (!folded) return;
  folded.open = true;
  target.scrollIntoView();
};
addEventListener("hashchange", unfold);
unfold();

/* Copy a permanent address. */
document.addEventListener("click", async (event) => {
  const button = event.target.closest?.("[data-copy]");
  if (!button) return;
  const words = button.textContent;
  try {
    await navigator.clipboard.writeText(new URL(button.dataset.copy, document.baseURI).href);
    button.setAttribute("role", "status");
    button.textContent = button.dataset.copied;
    button.addEventListener("blur", () => { button.removeAttribute("role"); button.textContent = words; }, { once: true });
  } catch { /* the address stands in the page anyway */ }
});
