// Describes a page: whether it is dark, by numbers the whole, its blocks and the elements that speak, and in words what is wrong with its ids.
// Of words and addresses it counts only whether they are there; a <span>, or a language of ours, that marks words changes nothing.
() => {
  const SAID = new Set(["title", "aria-label", "alt", "placeholder", "content", "value", "href", "action", "datetime", "src"]);
  const OURS = new Set(["zh-Hant-TW", "en"]);
  const BLOCKS = new Set([
    "HEADER", "NAV", "MAIN", "FOOTER", "SECTION", "ARTICLE", "ASIDE", "FORM", "FIELDSET", "DIV", "P", "UL", "OL", "LI", "DL", "DETAILS",
    "TABLE", "FIGURE", "H1", "H2", "H3",
  ]);
  const TIES = ["for", "headers", "list", "form", "aria-labelledby", "aria-describedby", "aria-details", "aria-errormessage", "aria-owns"];

  const plain = (e) => e.tagName === "SPAN" && e.getAttributeNames().every((name) => ["class", "lang"].includes(name));
  const counts = (a) => !a.name.startsWith("data-") && !(["lang", "hreflang"].includes(a.name) && OURS.has(a.value));
  const say = (a) => (SAID.has(a.name) ? a.name + (a.value.trim() ? "+" : "-") : a.name + "=" + a.value);
  const overflows = (e) => e.clientWidth > 0 && (e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 1);
  const head = (e) => (plain(e) ? "" : "<" + e.tagName + overflows(e) + [...e.attributes].filter(counts).map(say).sort().join(" "));
  const hasWords = (e) => [...e.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
  const speaks = (e) => ["INPUT", "TEXTAREA", "SELECT"].includes(e.tagName) || hasWords(e);
  const look = (e) => e.tagName
    + ["class", "type", "data-code", "data-tone", "open"].map((name) => e.getAttribute(name) ?? "").join(".")
    + e.getAttributeNames().filter((name) => name.startsWith("aria-") && name !== "aria-label").join(".")
    + (e.tagName === "A" && hasWords(e.parentElement) ? " in text" : "");
  const role = (e) => e.tagName + ["role", "aria-hidden"].map((name) => e.getAttribute(name) ?? "").join(".");

  const number = (words) => { // 53 bits
    let [a, b] = [0xdeadbeef, 0x41c6ce57];
    for (let i = 0; i < words.length; i++) {
      a = Math.imul(a ^ words.charCodeAt(i), 2654435761);
      b = Math.imul(b ^ words.charCodeAt(i), 1597334677);
    }
    a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
    b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
    return 4294967296 * (2097151 & b) + (a >>> 0);
  };

  const blocks = [], voices = new Map();
  const describe = (e, around, looks, inTable) => {
    if (e.matches(".language-switch")) return ""; // the sample in the dark has it in English
    looks += " " + look(e);
    if (speaks(e) && !voices.has(number(looks))) voices.set(number(looks), e);
    const block = !inTable && BLOCKS.has(e.tagName) ? { e } : {};
    if (block.e) blocks.push(block);
    const parts = [head(e)];
    for (const child of e.childNodes) {
      const isElement = child.nodeType === Node.ELEMENT_NODE;
      const part = isElement ? describe(child, around + " " + role(e), looks, inTable || e.tagName === "TABLE")
        : child.nodeType === Node.TEXT_NODE && child.data.trim() ? "words" : "";
      if (part && !(part === "words" && parts.at(-1) === "words")) parts.push(part);
    }
    const whole = parts.join("|") + (parts[0] && ">");
    block.number = block.e && number(around + whole);
    return whole;
  };
  const page = number(describe(document.documentElement, "", "", false));

  const ids = [...document.querySelectorAll("[id]")].map((e) => e.id);
  const wrong = ids.filter((id, i) => ids.indexOf(id) !== i).map((id) => `id twice: ${id}`);
  for (const tie of TIES)
    for (const e of document.querySelectorAll(`[${tie}]`))
      for (const id of e.getAttribute(tie).split(/\s+/))
        if (id && !document.getElementById(id)) wrong.push(`${tie} leads nowhere: ${id}`);

  window.inspected = { blocks: blocks.map((block) => block.e), voices: [...voices.values()] };
  const isDark = matchMedia("(prefers-color-scheme: dark)").matches;
  return [isDark, page, blocks.map((block) => block.number), [...voices.keys()], wrong];
}
