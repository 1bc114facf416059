// A button beside every text that is worth copying.

const seconds = 2;

export function announce(text) {
  const place = document.querySelector("#announcement");
  if (place) place.textContent = text;
}

async function copy(button, text, name) {
  try {
    await navigator.clipboard.writeText(text);
    button.textContent = "Copied";
    announce(`${name} is copied.`);
  } catch {
    button.textContent = "Not copied";
    announce("The browser does not let the page copy. Select the text instead.");
  }
  setTimeout(() => { button.textContent = "Copy"; }, seconds * 1000);
}

export function addCopyButtons(root) {
  for (const figure of root.querySelectorAll("figure[data-copy]")) {
    const name = figure.dataset.copy;
    const text = figure.querySelector("pre").textContent;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.textContent = "Copy";
    button.setAttribute("aria-describedby", figure.querySelector("figcaption").id);
    button.addEventListener("click", () => copy(button, text, name));
    figure.querySelector(".caption").append(button);
  }
}
