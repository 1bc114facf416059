// Examines the page as it is now, and returns what is wrong with it and some figures. See accessibility.py.

const findings = [];
const name = (element) => {
  const id = element.id ? `#${element.id}` : "";
  const words = element.textContent.trim().replaceAll(/\s+/g, " ").slice(0, 30);
  return `<${element.localName}${id}> ${words}`.trim();
};
const isVisible = (element) =>
  element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && element.getClientRects().length > 0;
const isCovered = (element) => getComputedStyle(element).clipPath === "inset(50%)";
const all = (selector) => [...document.querySelectorAll(selector)].filter(isVisible);
const referenced = (element, attribute) =>
  (element.getAttribute(attribute) ?? "").split(/\s+/).filter(Boolean).map((id) => [id, document.getElementById(id)]);

// Names.

function accessibleName(element) {
  const labels = referenced(element, "aria-labelledby").map(([, label]) => label?.textContent ?? "").join(" ").trim();
  if (labels) return labels;
  const own = element.getAttribute("aria-label") ?? "";
  if (own.trim()) return own;
  if (element.labels?.length) return [...element.labels].map((label) => label.textContent).join(" ").trim();
  if (element.matches("input[type=submit], input[type=button]")) return element.value;
  if (element.matches("img")) return element.getAttribute("alt") ?? "";
  if (element.matches("input, select, textarea")) return element.title;
  const images = [...element.querySelectorAll("img[alt]")].map((image) => image.alt).join(" ");
  return `${element.textContent} ${images}`.trim() || element.title;
}

const controls = all("a[href], button, input:not([type=hidden]), select, textarea, summary, [role=button], [tabindex='0']");
for (const control of controls) {
  if (!accessibleName(control)) findings.push(`no name: ${name(control)}`);
}
for (const image of all("img:not([alt]), svg:not([aria-hidden=true]):not([aria-label]):not([aria-labelledby]):not([role])")) {
  findings.push(`no text in place of the image: ${name(image)}`);
}

// Structure.

if (!document.documentElement.lang) findings.push("no language");
if (!document.title.trim()) findings.push("no title");
if (document.querySelectorAll("main, [role=main]").length !== 1) findings.push("not one main landmark");
const headings = all("h1, h2, h3, h4, h5, h6").map((heading) => Number(heading.localName[1]));
if (headings.filter((level) => level === 1).length !== 1) findings.push("not one h1");
headings.forEach((level, index) => {
  if (index > 0 && level > headings[index - 1] + 1) findings.push(`a heading of level ${level} follows one of ${headings[index - 1]}`);
});
const landmarks = "main, nav, header, footer, aside, section[aria-label], section[aria-labelledby]";
const outside = all("body h1, body p, body li, body button, body input, body table, body pre").filter(
  (element) => !element.closest(landmarks) && !element.matches("[role=status], .skip") && !isCovered(element),
);
for (const element of outside) findings.push(`in no landmark: ${name(element)}`);
const navigations = all("nav");
if (navigations.length > 1 && navigations.some((navigation) => !accessibleName(navigation))) findings.push("navigations without names");
const ids = [...document.querySelectorAll("[id]")].map((element) => element.id);
for (const id of new Set(ids.filter((id, index) => ids.indexOf(id) !== index))) findings.push(`an id twice: ${id}`);
for (const attribute of ["aria-labelledby", "aria-describedby", "aria-controls", "for"]) {
  for (const element of document.querySelectorAll(`[${attribute}]`)) {
    for (const [id, target] of referenced(element, attribute)) if (!target) findings.push(`${attribute} names nothing: ${id}`);
  }
}
for (const element of document.querySelectorAll("[aria-hidden=true] :is(a, button, input), :is(a, button, input)[aria-hidden=true]")) {
  findings.push(`hidden and yet in reach: ${name(element)}`);
}
for (const table of all("table")) {
  if (!table.querySelector("th[scope], thead th")) findings.push(`a table without headers: ${name(table)}`);
}
for (const group of new Set(all("input[type=radio]").map((radio) => radio.closest("fieldset, [role=radiogroup]")))) {
  if (!group || !(group.querySelector("legend") || accessibleName(group))) findings.push("radio buttons without a name for all");
}

// Contrast (WCAG 2.2, 1.4.3 and 1.4.11).

const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
function channels(colour) {
  canvas.clearRect(0, 0, 1, 1);
  canvas.fillStyle = colour;
  canvas.fillRect(0, 0, 1, 1);
  const [red, green, blue, alpha] = canvas.getImageData(0, 0, 1, 1).data;
  return [red, green, blue, alpha / 255];
}
const over = (front, back) => [...[0, 1, 2].map((i) => front[i] * front[3] + back[i] * (1 - front[3])), 1];
function background(element) {
  const layers = [];
  for (let part = element; part; part = part.parentElement) {
    const colour = channels(getComputedStyle(part).backgroundColor);
    layers.push(colour);
    if (colour[3] === 1) break;
  }
  const isDark = getComputedStyle(document.documentElement).colorScheme.includes("dark") && matchMedia("(prefers-color-scheme: dark)").matches;
  return layers.reduceRight((back, front) => over(front, back), isDark ? [18, 18, 18, 1] : [255, 255, 255, 1]);
}
function luminance([red, green, blue]) {
  const [r, g, b] = [red, green, blue].map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
function contrast(front, back) {
  const [light, dark] = [luminance(front), luminance(back)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

let lowest = 21;
let texts = 0;
const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
const seen = new Set();
while (walker.nextNode()) {
  const element = walker.currentNode.parentElement;
  if (!walker.currentNode.textContent.trim() || seen.has(element) || !isVisible(element) || isCovered(element)) continue;
  if (element.closest(".skip:not(:focus), script, style, noscript")) continue;
  seen.add(element);
  texts += 1;
  const style = getComputedStyle(element);
  const size = Number.parseFloat(style.fontSize);
  const isLarge = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
  const back = background(element);
  const ratio = contrast(over(channels(style.color), back), back);
  lowest = Math.min(lowest, ratio);
  if (ratio < (isLarge ? 3 : 4.5)) findings.push(`contrast ${ratio.toFixed(2)}: ${name(element)}`);
}
let lowestEdge = 21;
for (const field of all("input[type=text], input:not([type]), select, textarea")) {
  const back = background(field.parentElement);
  const ratio = contrast(over(channels(getComputedStyle(field).borderTopColor), back), back);
  lowestEdge = Math.min(lowestEdge, ratio);
  if (ratio < 3) findings.push(`the edge of a field has contrast ${ratio.toFixed(2)}: ${name(field)}`);
}

// Sizes: targets of 24 by 24 (WCAG 2.2, 2.5.8), unless they stand in a sentence; and nothing wider than the window (1.4.10).

let smallest = Infinity;
for (const control of controls) {
  const target = control.matches("input[type=radio], input[type=checkbox]") ? (control.closest("label") ?? control) : control;
  if (control.matches("a") && control.closest("p, li, td")) continue;
  if (control.matches(".skip")) continue;
  const { width, height } = target.getBoundingClientRect();
  smallest = Math.min(smallest, width, height);
  if (Math.min(width, height) < 24) findings.push(`a target of ${width.toFixed()} by ${height.toFixed()}: ${name(control)}`);
}
if (document.documentElement.scrollWidth > window.innerWidth) {
  findings.push(`wider than the window: ${document.documentElement.scrollWidth} of ${window.innerWidth}`);
}

return {
  findings,
  controls: controls.length,
  headings: headings.length,
  texts,
  contrast: Number(lowest.toFixed(2)),
  edge: lowestEdge === 21 ? null : Number(lowestEdge.toFixed(2)),
  target: Number.isFinite(smallest) ? Math.round(smallest) : null,
};
