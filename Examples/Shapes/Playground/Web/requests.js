// Shows what comes of a situation without loading the page anew. Without this module the form does the same.

import { addCopyButtons, announce } from "./copy.js";

const result = document.querySelector("#result");
const form = document.querySelector("#situations form");
const isNarrow = window.matchMedia("(max-width: 50rem)");
let newest = 0;

async function load(url) {
  try {
    const response = await fetch(url, { headers: { accept: "text/html" } });
    return new DOMParser().parseFromString(await response.text(), "text/html");
  } catch {
    return null;
  }
}

function fail(text) {
  const heading = document.createElement("h2");
  heading.id = "result-title";
  heading.tabIndex = -1;
  heading.textContent = "No answer";
  const paragraph = document.createElement("p");
  paragraph.className = "story";
  paragraph.textContent = text;
  result.replaceChildren(heading, paragraph);
}

function mark(situation) {
  for (const button of form.querySelectorAll("button")) {
    if (button.value === situation) button.setAttribute("aria-current", "true");
    else button.removeAttribute("aria-current");
  }
}

async function show(url) {
  const turn = ++newest;
  result.setAttribute("aria-busy", "true");
  const page = await load(url);
  if (turn !== newest) return;
  const found = page?.querySelector("#result");
  if (found) {
    result.replaceChildren(...found.childNodes);
    document.title = page.title;
  } else {
    fail("The server does not answer. Is it still running?");
  }
  result.removeAttribute("aria-busy");
  mark(url.searchParams.get("situation"));
  addCopyButtons(result);
  const words = [...result.querySelectorAll(".verdict")].map((verdict) => verdict.innerText.replaceAll("\n", " "));
  announce([result.querySelector("h2").textContent, ...words].join(". "));
  if (isNarrow.matches) {
    result.scrollIntoView();
    result.querySelector("h2").focus({ preventScroll: true });
  }
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const url = new URL("/", location.href);
  url.searchParams.set("situation", event.submitter.value);
  history.pushState(null, "", url);
  show(url);
});

window.addEventListener("popstate", () => show(new URL(location.href)));

addCopyButtons(result);
