// What stands on the left: how long the article is, what `check` finds, what is left to be done by hand, its cards in the feed.

import { make, part, say, section, shown, words } from "./element.js";
import { point } from "./phone.js";

// A part of a picture, as large as its frame.
function cut(address, { left, top, right, bottom }, kind) {
  const picture = make("img", { src: address, alt: "" });
  const [across, down] = [right - left, bottom - top];
  const share = (number) => 100 * number + "%";
  Object.assign(picture.style, { width: share(1 / across), height: share(1 / down), left: share(-left / across), top: share(-top / down) });
  return make("span", { class: kind }, picture);
}

function feed() {
  const cover = (kind) =>
    shown.state.cover ? cut(shown.state.cover.address, shown.state.cover[kind], kind) : make("span", { class: kind + " none" }, words.no_cover);
  return section(
    words.feed,
    make("div", { class: "card" }, cover("wide"), make("p", { class: "title" }, shown.state.title)),
    make("div", { class: "card row" }, make("p", { class: "title" }, shown.state.title), cover("square")),
    shown.state.digest ? make("p", { class: "digest" }, shown.state.digest) : null,
  );
}

function list(title, rows) {
  return rows.length === 0 ? null : section(title, make("ul", {}, ...rows.map((row) => make("li", {}, row))));
}

function findings() {
  const row = (found) =>
    make(
      "li",
      { class: found.severity, tabindex: "0", onclick: () => point(found.words), onkeydown: (e) => e.key === "Enter" && point(found.words) },
      make("b", {}, found.label),
      " " + say("line", found.line) + "  " + found.message,
      found.help ? make("span", { class: "help" }, found.help) : null,
      make("code", {}, found.rule),
    );
  const title = words.findings + (shown.state.findings.length ? " " + shown.state.findings.length : "");
  if (shown.state.findings.length === 0) return section(title, make("p", { class: "good" }, words.no_findings));
  return section(title, make("ul", { id: "findings" }, ...shown.state.findings.map(row)));
}

export function about() {
  const facts = [say("words", shown.state.words), say("minutes", shown.state.minutes), say("page", shown.state.characters)];
  part("about").replaceChildren(
    make("p", { class: "facts" }, facts.join(" · ")),
    findings(),
    ...[
      list(words.missing, shown.state.missing.map((one) => say("line", one.line) + "  " + one.address)),
      list(words.by_hand, shown.state.by_hand.map((one) => say("line", one.line) + "  " + one.label + "  " + one.words)),
      list(words.left_out, shown.state.left_out.map((one) => say("line", one.line) + "  " + one.what)),
      list(words.links, shown.state.links.map((one) => "[" + one.number + "] " + one.words + "  " + one.address)),
      shown.state.remote ? make("p", { class: "digest" }, words.remote) : null,
    ].filter(Boolean),
    feed(),
  );
}
