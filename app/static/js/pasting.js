/* Pasting from a word processor or a page: paragraphs, emphasis, lists, quotes and links as our Markdown; nothing else comes along. */

const BLOCKS = new Set("ADDRESS ARTICLE ASIDE BLOCKQUOTE DD DIV DL DT FIGURE FOOTER H1 H2 H3 H4 H5 H6 HEADER HR LI MAIN OL P PRE SECTION TABLE TBODY TD TH THEAD TR UL".split(" "));
const DROPPED = new Set("HEAD IFRAME IMG META NOSCRIPT OBJECT SCRIPT STYLE SVG TEMPLATE TITLE VIDEO XML".split(" "));
const FORMATTED = "b, strong, i, em, a[href], ul, ol, li, blockquote, table, h1, h2, h3, h4, h5, h6, p + p, [data-style*='font-weight'], [data-style*='mso-list']";
const POINT = /^[ \t]*(?:[•●▪◦‣■\uf0b7\uf0a7\uf0d8\uf0fc][ \t]*|[·§o]\t[ \t]*)(?=\S)/gm;

const clean = (text) => text.replace(/[\u00a0\u2007\u202f]/g, " ").replace(/[\u00ad\u200b\u2060\ufeff]/g, "");
const escape = (text) => text.replace(/[\\*`[\]]/g, "\\$&").replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, "\\_");
const style = (element) => element.dataset.style ?? "";

function mark(words, sign) {
  const [, before, said, after] = /^(\s*)(.*?)(\s*)$/s.exec(words);
  return said ? `${before}${sign}${said}${sign}${after}` : words;
}

/* Google Docs wraps all in <b style="font-weight:normal">: the style outvotes the tag. */
function isBold(element) {
  const weight = /font-weight:\s*(\w+)/i.exec(style(element))?.[1];
  if (weight) return weight === "bold" || Number(weight) >= 600;
  return element.tagName === "B" || element.tagName === "STRONG";
}
function isSlanted(element) {
  const told = /font-style:\s*(\w+)/i.exec(style(element))?.[1];
  return told ? told === "italic" : element.tagName === "I" || element.tagName === "EM";
}

/* The words of one line; `has` are the marks around it. */
function inline(node, has = {}) {
  if (node.nodeType === Node.TEXT_NODE) return escape(clean(node.data).replace(/\s+/g, " "));
  if (node.nodeType !== Node.ELEMENT_NODE || DROPPED.has(node.tagName.toUpperCase())) return "";
  if (node.tagName === "BR") return "\n";
  if (/mso-list:\s*ignore/i.test(style(node))) return "";
  const bold = !has.bold && isBold(node), slanted = !has.slanted && isSlanted(node);
  const inside = { bold: has.bold || bold, slanted: has.slanted || slanted };
  let words = [...node.childNodes].map((child) => inline(child, inside)).join("");
  const href = node.tagName === "A" ? node.getAttribute("href") ?? "" : "";
  if (/^(https?:|mailto:)/i.test(href) && words.trim()) words = `[${words.trim()}](${href.replace(/[()\s]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`)})`;
  if (slanted) words = mark(words, "*");
  if (bold) words = mark(words, "**");
  return words;
}

const neat = (words) => words.replace(/\*{4}/g, "").split("\n").map((line) => line.trim()).join("\n").replace(/\n{2,}/g, "\n").trim();
const indent = (text, width) => text.replace(/\n/g, `\n${" ".repeat(width)}`);

/* Word writes a list as paragraphs, each with its sign and its level in the style. */
function wordPoint(element) {
  const level = Number(/mso-list:[^;]*level(\d)/i.exec(style(element))?.[1] ?? 0);
  if (!level) return null;
  const sign = [...element.querySelectorAll("[data-style]")].find((e) => /mso-list:\s*ignore/i.test(style(e)))?.textContent ?? "";
  const number = /^\s*(\d{1,3})[.)、]/.exec(clean(sign))?.[1];
  const mark = number ? `${number}. ` : "- ";
  return { level, text: mark + indent(neat(inline(element)), mark.length) };
}

/* The blocks of a piece of a page, each as Markdown; lines of one list stand together. */
function blocks(root) {
  const found = [];
  let line = "";
  const end = () => { const words = neat(line); line = ""; if (words) found.push({ text: words }); };
  for (const node of root.childNodes) {
    const name = node.nodeType === Node.ELEMENT_NODE ? node.tagName.toUpperCase() : "";
    const holdsBlocks = name && !DROPPED.has(name) && (BLOCKS.has(name) || [...node.children].some((child) => BLOCKS.has(child.tagName)));
    if (!holdsBlocks) { line += inline(node); continue; }
    end();
    found.push(...block(node, name));
  }
  end();
  return found;
}

function block(node, name) {
  const point = name === "P" ? wordPoint(node) : null;
  if (point) return [{ list: true, text: "   ".repeat(point.level - 1) + point.text }];
  if (name === "UL" || name === "OL") return list(node, name === "OL");
  if (name === "TABLE") return [...node.querySelectorAll("tr")].map((row) => ({ text: [...row.cells].map((cell) => neat(inline(cell)).replace(/\n/g, " ")).join(" | ").trim() })).filter((row) => row.text.replace(/[ |]/g, ""));
  if (/^H[1-6]$/.test(name)) { const words = neat(inline(node, { bold: true })); return words ? [{ text: `**${words.replace(/\n/g, " ")}**` }] : []; }
  if (name === "BLOCKQUOTE") { const said = join(blocks(node)); return said ? [{ text: said.split("\n").map((each) => `> ${each}`.trimEnd()).join("\n") }] : []; }
  return blocks(node);
}

function list(node, isNumbered) {
  let number = Number(node.getAttribute("start") ?? 1);
  return [...node.children].flatMap((item) => {
    if (item.tagName === "UL" || item.tagName === "OL") return list(item, item.tagName === "OL").map((each) => ({ list: true, text: `  ${indent(each.text, 2)}` }));
    const sign = isNumbered ? `${number++}. ` : "- ";
    const text = join(blocks(item), true);
    return text ? [{ list: true, text: sign + indent(text, sign.length) }] : [];
  });
}

const join = (found, isTight = false) => found.map((each, i) => i ? (isTight || (each.list && found[i - 1].list) ? "\n" : "\n\n") + each.text : each.text).join("");

/* The parser reports styles and handlers to the content policy, though it runs none: they are renamed before. */
const tame = (tag) => tag.replace(/\sstyle\s*=/gi, " data-style=").replace(/\son\w+\s*=/gi, " data-on=");

function convert(html) {
  const bare = html.replace(/<style\b[^]*?<\/style>/gi, "").replace(/<[^>]+>/g, tame);
  const page = new DOMParser().parseFromString(bare, "text/html");
  return page.querySelector(FORMATTED) ? join(blocks(page.body)) : "";
}

/* Plain text of a word processor: its points are list marks, its blanks plain. */
const plain = (text) => clean(text.replace(/\r\n?/g, "\n")).replace(POINT, "- ");

for (const area of document.querySelectorAll("form[data-writing] textarea[name=body]")) {
  area.addEventListener("paste", (event) => {
    const board = event.clipboardData;
    const text = board?.getData("text/plain") ?? "", html = board?.getData("text/html") ?? "";
    const words = (html && convert(html)) || plain(text);
    if (!words || words === text.replace(/\r\n?/g, "\n")) return;
    event.preventDefault();
    if (!document.execCommand("insertText", false, words)) {
      area.setRangeText(words, area.selectionStart, area.selectionEnd, "end");
      area.dispatchEvent(new Event("input", { bubbles: true }));
    }
  });
}
