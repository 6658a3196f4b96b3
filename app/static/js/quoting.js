/* The words that a moderator selects in the comment go into the field of the passage. */

const field = document.querySelector("textarea[data-passage]");
const source = document.querySelector("[data-passage-source]");
const button = document.querySelector("[data-take-selection]");

/* What is selected inside the comment, without the words that stand there for readers' ears alone. */
function selected() {
  const selection = getSelection();
  if (!source || !selection.rangeCount || selection.isCollapsed) return "";
  return source.contains(selection.getRangeAt(0).commonAncestorContainer) ? selection.toString().trim() : "";
}

let words = "";
document.addEventListener("selectionchange", () => {
  words = selected() || words;
  button.disabled = !words;
});
button.disabled = true;
button.addEventListener("click", () => {
  field.value = words;
  field.focus();
});
