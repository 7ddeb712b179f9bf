// The page around an article. Everything that an article says is put in as text, never as HTML.
"use strict";

const words = JSON.parse(document.body.dataset.words);
const part = (id) => document.getElementById(id);
const frame = part("article");
const say = (name, value) => words[name].replace("{}", value);

let state = null;
let night = matchMedia("(prefers-color-scheme: dark)").matches;
let selected = "";

// An element with its attributes and what is in it.
function make(name, attributes, ...inside) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes || {})) {
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (value !== null && value !== undefined && value !== false) element.setAttribute(key, value);
  }
  element.append(...inside.filter((one) => one !== null && one !== undefined));
  return element;
}

function section(title, ...inside) {
  return make("section", {}, make("h2", {}, title), ...inside);
}

function tell(text) {
  part("said").textContent = text;
  part("said").classList.toggle("shown", text !== "");
}

// --- the phone ---------------------------------------------------------------

function showArticle() {
  const at = frame.contentWindow ? frame.contentWindow.scrollY : 0;
  frame.onload = () => {
    frame.contentWindow.scrollTo(0, at);
    frame.contentDocument.addEventListener("selectionchange", select);
    frame.contentDocument.addEventListener("click", (event) => {
      if (event.target.closest("a")) event.preventDefault();
    });
    frame.dataset.version = state ? state.version : "";
  };
  frame.src = "article/page?" + (night ? "night" : "day") + "&" + (state ? state.version : "");
  document.documentElement.classList.toggle("night", night);
}

function select() {
  const words = String(frame.contentDocument.getSelection()).trim();
  if (words === "") return;
  selected = words;
  const quote = part("quote");
  if (quote) quote.textContent = words;
}

// Shows where words stand on the page.
function point(text) {
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

// --- copying -----------------------------------------------------------------

// The article as it goes to WeChat's editor: by day, its pictures inside, for the editor cannot fetch them from here.
async function copyable() {
  const answer = await fetch("article/page?day");
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const picture of page.images) {
    const address = picture.getAttribute("src");
    if (/^https?:/.test(address)) continue;
    const got = await fetch("article/" + address.split("/").map(encodeURIComponent).join("/"));
    if (got.ok) picture.setAttribute("src", await inside(await got.blob()));
  }
  return page.body.innerHTML.trim();
}

function inside(blob) {
  return new Promise((done) => {
    const reader = new FileReader();
    reader.onload = () => done(reader.result);
    reader.readAsDataURL(blob);
  });
}

async function copy() {
  const html = await copyable();
  const plain = frame.contentDocument.body.innerText;
  try {
    const kinds = { "text/html": html, "text/plain": plain };
    const blobs = Object.entries(kinds).map(([kind, text]) => [kind, new Blob([text], { type: kind })]);
    await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(blobs))]);
    tell(words.copied);
  } catch {
    tell(copyAsEvent(html, plain) ? words.copied : words.copy_failed);
  }
}

// For browsers that keep the clipboard from scripts: the copy command, answered here.
function copyAsEvent(html, plain) {
  const answer = (event) => {
    event.clipboardData.setData("text/html", html);
    event.clipboardData.setData("text/plain", plain);
    event.preventDefault();
  };
  document.addEventListener("copy", answer);
  const done = document.execCommand("copy");
  document.removeEventListener("copy", answer);
  return done;
}

// --- what stands beside ------------------------------------------------------

function tools() {
  const turn = (value) => () => {
    night = value;
    tools();
    showArticle();
  };
  part("tools").replaceChildren(
    make("button", { id: "day", "aria-pressed": String(!night), onclick: turn(false) }, words.day),
    make("button", { id: "night", "aria-pressed": String(night), onclick: turn(true) }, words.night),
    make("button", { id: "copy", class: "main", onclick: copy }, words.copy),
  );
}

function feed() {
  const cover = (kind) =>
    state.cover ? make("img", { class: kind, src: state.cover, alt: "" }) : make("span", { class: kind + " none" }, words.no_cover);
  return section(
    words.feed,
    make("div", { class: "card" }, cover("wide"), make("p", { class: "title" }, state.title)),
    make("div", { class: "card row" }, make("p", { class: "title" }, state.title), cover("square")),
    state.digest ? make("p", { class: "digest" }, state.digest) : null,
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
  const title = words.findings + (state.findings.length ? " " + state.findings.length : "");
  if (state.findings.length === 0) return section(title, make("p", { class: "good" }, words.no_findings));
  return section(title, make("ul", { id: "findings" }, ...state.findings.map(row)));
}

function about() {
  const facts = [say("words", state.words), say("minutes", state.minutes), say("page", state.characters)];
  part("about").replaceChildren(
    make("p", { class: "facts" }, facts.join(" · ")),
    findings(),
    ...[
      list(words.missing, state.missing.map((one) => say("line", one.line) + "  " + one.address)),
      list(words.by_hand, state.by_hand.map((one) => say("line", one.line) + "  " + one.label + "  " + one.words)),
      list(words.left_out, state.left_out.map((one) => say("line", one.line) + "  " + one.what)),
      list(words.links, state.links.map((one) => "[" + one.number + "] " + one.words + "  " + one.address)),
      state.remote ? make("p", { class: "digest" }, words.remote) : null,
    ].filter(Boolean),
    feed(),
  );
}

// --- the review --------------------------------------------------------------

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
    const told = { weight: part("weight").value, category: part("category").value, text: part("text").value, quote: selected };
    if (await send("opinion", told)) {
      part("text").value = "";
      selected = "";
      part("quote").textContent = "";
    }
  };
  return make(
    "div",
    { class: "form" },
    make("p", { class: "digest" }, words.draft_hint),
    make("p", { class: "quoted" }, make("span", {}, words.quote + " "), make("q", { id: "quote" }, selected)),
    choice("weight", words.weight, state.weights),
    choice("category", words.category, state.categories),
    make("label", {}, words.text, make("textarea", { id: "text", rows: "3" })),
    make("button", { id: "add", class: "main", onclick: add }, words.add),
  );
}

function review() {
  const own = state.review;
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
  state.review.drafts = done.drafts;
  part("drafts").replaceWith(drafts(state.review));
  return true;
}

// --- following what is saved ---------------------------------------------------

async function load() {
  const told = await (await fetch("state")).json();
  if (told.error) {
    tell([told.error.message, ...told.error.help].join("\n"));
    if (state) state.version = told.version;
    return told.version;
  }
  tell("");
  state = told;
  document.title = state.title || words.preview;
  part("title").textContent = state.title;
  part("byline").textContent = state.author;
  about();
  review();
  showArticle();
  return state.version;
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
