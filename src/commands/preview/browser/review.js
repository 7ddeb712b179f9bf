// What stands on the right while the article is reviewed: what changed, what was asked, what this reviewer writes now.

import { make, part, section, shown, tell, words } from "./element.js";
import { point } from "./phone.js";

function hunk(lines) {
  const row = (line) =>
    make("div", { class: { "+": "plus", "-": "minus" }[line.sign] || "same" }, line.sign + " " + line.text);
  return make("div", { class: "hunk" }, ...lines.map(row));
}

function changes(review) {
  if (!review.note) return null;
  const files = review.files.map((file) =>
    make("div", {}, make("code", {}, file.path), ...file.hunks.map((one) => hunk(one.lines))),
  );
  return section(words.changes, make("p", { class: "digest" }, review.note), ...files);
}

function asked(review) {
  if (review.opinions.length === 0) return null;
  const row = (opinion) =>
    make(
      "li",
      { tabindex: "0", onclick: () => point(opinion.quote || "") },
      make("b", {}, opinion.label),
      " " + opinion.name + "  " + opinion.text,
      opinion.answer ? make("span", { class: "help" }, "→ " + opinion.answer.answer + (opinion.answer.text ? "  " + opinion.answer.text : "")) : null,
    );
  return section(words.opinions, make("ol", {}, ...review.opinions.map(row)));
}

function drafts(review) {
  const row = (draft, n) =>
    make(
      "li",
      { onclick: () => point(draft.quote || "") },
      make("b", {}, [draft.weight, draft.category].filter(Boolean).join(" · ")),
      " " + draft.text + " ",
      make("button", { class: "drop", onclick: () => send("opinion/drop", { n }) }, words.drop),
    );
  return make("ol", { id: "drafts" }, ...review.drafts.map(row));
}

function form() {
  const choice = (id, label, options) =>
    make("label", {}, label, make("select", { id }, ...options.map((one) => make("option", { value: one.id }, one.label))));
  const add = async () => {
    const told = { weight: part("weight").value, category: part("category").value, text: part("text").value, quote: shown.selected };
    if (await send("opinion", told)) {
      part("text").value = "";
      shown.selected = "";
      part("quote").textContent = "";
    }
  };
  return make(
    "div",
    { class: "form" },
    make("p", { class: "digest" }, words.draft_hint),
    make("p", { class: "quoted" }, make("span", {}, words.quote + " "), make("q", { id: "quote" }, shown.selected)),
    choice("weight", words.weight, shown.state.weights),
    choice("category", words.category, shown.state.categories),
    make("label", {}, words.text, make("textarea", { id: "text", rows: "3" })),
    make("button", { id: "add", class: "main", onclick: add }, words.add),
  );
}

export function review() {
  const own = shown.state.review;
  document.body.classList.toggle("reviewed", Boolean(own));
  if (!own) return part("review").replaceChildren();
  const kept = ["text", "weight", "category"].map((id) => [id, part(id) && part(id).value]);
  const items = own.check_list.map((item) => make("li", {}, item.text));
  part("review").replaceChildren(
    ...[
      make("h1", {}, words.review),
      make("p", { class: "facts" }, own.label),
      changes(own),
      asked(own),
      own.mine ? section(words.drafts, drafts(own), form()) : null,
      items.length ? section(words.check_list, make("ol", {}, ...items)) : null,
      own.mine ? section(words.commands, ...own.commands.map((line) => make("code", { class: "line" }, line))) : null,
    ].filter(Boolean),
  );
  for (const [id, value] of kept) if (value && part(id)) part(id).value = value;
}

async function send(path, told) {
  const answer = await fetch(path, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(told),
  });
  const done = answer.ok ? await answer.json() : {};
  if (done.error) tell([done.error.message, ...done.error.help].join("\n"));
  if (!done.drafts) return false;
  tell("");
  shown.state.review.drafts = done.drafts;
  part("drafts").replaceWith(drafts(shown.state.review));
  return true;
}
