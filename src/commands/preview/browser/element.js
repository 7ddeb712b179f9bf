// What every part of the page is made with. Everything that an article says is put in as text, never as HTML.

// What is shown: as the server told it, by day or by night, with what is selected on the phone.
export const shown = {
  state: null,
  night: matchMedia("(prefers-color-scheme: dark)").matches,
  selected: "",
};

export const words = JSON.parse(document.body.dataset.words);
export const part = (id) => document.getElementById(id);
export const say = (name, value) => words[name].replace("{}", value);

// An element with its attributes and what is in it.
export function make(name, attributes, ...inside) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes || {})) {
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (value !== null && value !== undefined && value !== false) element.setAttribute(key, value);
  }
  element.append(...inside.filter((one) => one !== null && one !== undefined));
  return element;
}

export function section(title, ...inside) {
  return make("section", {}, make("h2", {}, title), ...inside);
}

// Says something at the bottom, or nothing any more.
export function tell(text) {
  part("said").textContent = text;
  part("said").classList.toggle("shown", text !== "");
}
