// The article in its frame: shown, selected, pointed at.

import { part, shown } from "./element.js";

export const frame = part("article");

export function showArticle() {
  const at = frame.contentWindow ? frame.contentWindow.scrollY : 0;
  frame.onload = () => {
    frame.contentWindow.scrollTo(0, at);
    frame.contentDocument.addEventListener("selectionchange", select);
    frame.contentDocument.addEventListener("click", (event) => {
      if (event.target.closest("a")) event.preventDefault();
    });
    frame.dataset.version = shown.state ? shown.state.version : "";
  };
  frame.src = "article/page?" + (shown.night ? "night" : "day") + "&" + (shown.state ? shown.state.version : "");
  document.documentElement.classList.toggle("night", shown.night);
}

function select() {
  const chosen = String(frame.contentDocument.getSelection()).trim();
  if (chosen === "") return;
  shown.selected = chosen;
  const quote = part("quote");
  if (quote) quote.textContent = chosen;
}

// Shows where words stand on the page.
export function point(text) {
  const page = frame.contentDocument;
  if (text === "" || !page.body) return;
  const walk = page.createTreeWalker(page.body, NodeFilter.SHOW_TEXT);
  for (let length = text.length; length >= 2; length = Math.floor(length / 2)) {
    const sought = text.slice(0, length);
    walk.currentNode = page.body;
    while (walk.nextNode()) {
      const at = walk.currentNode.data.indexOf(sought);
      if (at < 0) continue;
      const range = page.createRange();
      range.setStart(walk.currentNode, at);
      range.setEnd(walk.currentNode, at + sought.length);
      const selection = page.getSelection();
      selection.removeAllRanges();
      selection.addRange(range);
      walk.currentNode.parentElement.scrollIntoView({ block: "center" });
      return;
    }
  }
}
