// The page around an article: loaded, and loaded again when something is saved.

import { about } from "./about.js";
import { copy } from "./copying.js";
import { make, part, shown, tell, words } from "./element.js";
import { showArticle } from "./phone.js";
import { review } from "./review.js";

function tools() {
  const turn = (value) => () => {
    shown.night = value;
    tools();
    showArticle();
  };
  part("tools").replaceChildren(
    make("button", { id: "day", "aria-pressed": String(!shown.night), onclick: turn(false) }, words.day),
    make("button", { id: "night", "aria-pressed": String(shown.night), onclick: turn(true) }, words.night),
    make("button", { id: "copy", class: "main", onclick: copy }, words.copy),
  );
}

async function load() {
  const told = await (await fetch("state")).json();
  if (told.error) {
    tell([told.error.message, ...told.error.help].join("\n"));
    if (shown.state) shown.state.version = told.version;
    return told.version;
  }
  tell("");
  shown.state = told;
  document.title = shown.state.title || words.preview;
  part("title").textContent = shown.state.title;
  part("byline").textContent = shown.state.author;
  about();
  review();
  showArticle();
  return shown.state.version;
}

async function follow() {
  let version = await load();
  for (;;) {
    try {
      const now = (await (await fetch("watch?seen=" + version)).json()).version;
      if (now !== version) version = await load();
    } catch {
      tell(words.ended);
      await new Promise((done) => setTimeout(done, 2000));
    }
  }
}

tools();
follow();
