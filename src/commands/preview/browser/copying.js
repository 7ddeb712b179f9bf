// One click, and the article can be pasted into WeChat's editor.

import { tell, words } from "./element.js";
import { frame } from "./phone.js";

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

export async function copy() {
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
