/* The words that a moderator selects in the comment go into the field; where they stand is looked up by the form itself. */

const field = document.querySelector("textarea[data-passage]");
const button = document.querySelector("[data-take-selection]");
const sources = [...document.querySelectorAll(".desk-context .comment-body, .desk-context .redline, [data-passage-source]")];

/* What is selected inside one of the texts, and nothing that reaches beyond. */
function selected() {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return "";
  const { commonAncestorContainer: within } = selection.getRangeAt(0);
  return sources.some((source) => source.contains(within)) ? selection.toString().trim() : "";
}

let words = "";
document.addEventListener("selectionchange", () => {
  words = selected() || words;
  button.disabled = !words;
});

button.hidden = false;
button.disabled = true;
button.addEventListener("click", () => {
  field.value = words;
  field.form.requestSubmit(field.form.elements.look);
});
