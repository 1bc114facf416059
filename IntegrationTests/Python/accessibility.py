"""Examines a page as someone meets it who does not see it, sees it badly, or has no mouse.

    python accessibility.py http://127.0.0.1:8002/ http://127.0.0.1:8002/playground/echo

prints, for each page in light and dark and at two widths, what is wrong, and figures: the number of controls,
all with names; the lowest contrast of a text and of a field's edge (WCAG 2.2 asks for 4.5 and 3); the
smallest side of a target in pixels (24); how many stops the Tab key makes.

It is no proof that a page is accessible. It finds what a program can find.
"""

import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from browser import Browser

SCRIPT = (Path(__file__).parent / "accessibility.js").read_text()
WIDTHS = (1280, 390)
SCHEMES = ("light", "dark")

# What has the focus: where it stands in the page, how it is called, and whether one sees that it has it.
FOCUSED = """
const element = document.activeElement;
if (!element || element === document.body || element === document.documentElement) return null;
const everything = [...document.querySelectorAll("*")];
const style = getComputedStyle(element);
const box = element.getBoundingClientRect();
const isOutlined = style.outlineStyle === "auto" ||
  (style.outlineStyle !== "none" && Number.parseFloat(style.outlineWidth) >= 2);
return {
  index: everything.indexOf(element),
  name: `<${element.localName}> ${(element.textContent || element.id).trim().slice(0, 30)}`,
  isMarked: isOutlined || style.boxShadow !== "none",
  isOnScreen: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
};
"""

# What the Tab key must reach: every control that can be seen; of a group of radio buttons, one.
REACHABLE = """
const everything = [...document.querySelectorAll("*")];
const controls = [...document.querySelectorAll(
  "a[href], button:not([disabled]), input:not([type=hidden]):not([disabled]), select, textarea, summary, [tabindex='0']"
)].filter((element) => element.checkVisibility({ visibilityProperty: true }));
const radios = controls.filter((element) => element.type === "radio" && !element.checked);
return controls.filter((element) => !radios.includes(element)).map((element) => everything.indexOf(element));
"""

MOST_STOPS = 200


@dataclass
class Examination:
    """What is wrong with a page, and its figures."""

    findings: list[str]
    controls: int
    headings: int
    texts: int
    contrast: float
    edge: float | None
    target: int | None
    stops: int

    def line(self) -> str:
        edge = "" if self.edge is None else f", edges {self.edge}"
        return (
            f"{len(self.findings)} findings; {self.controls} controls, {self.headings} headings, {self.texts} texts; "
            f"contrast {self.contrast}{edge}; smallest target {self.target} px; {self.stops} stops"
        )


def examine(browser: Browser) -> Examination:
    """Examines the page that is open, and walks through it with the Tab key."""
    result = browser.run(SCRIPT)
    findings, stops = walk(browser)
    return Examination(**{**result, "findings": result["findings"] + findings}, stops=stops)


def walk(browser: Browser) -> tuple[list[str], int]:
    """Presses Tab from the beginning of the page to its end. Returns what is wrong, and how many stops there were."""
    findings: list[str] = []
    # Where the next Tab begins: before everything.
    browser.run("document.activeElement?.blur(); window.scrollTo(0, 0); getSelection().setPosition(document.body, 0);")
    expected = browser.run(REACHABLE)
    reached: list[int] = []
    for _ in range(MOST_STOPS):
        browser.tab()
        focused = browser.run(FOCUSED)
        if focused is None or focused["index"] in reached:
            break
        reached.append(focused["index"])
        if not focused["isMarked"]:
            findings.append(f"one does not see that it has the focus: {focused['name']}")
        if not focused["isOnScreen"]:
            findings.append(f"it has the focus and is out of sight: {focused['name']}")
    if reached != sorted(reached):
        findings.append(f"the focus does not follow the page: {reached}")
    if missed := set(expected) - set(reached):
        findings.append(f"the Tab key does not reach {len(missed)} of {len(expected)} controls")
    return findings, len(reached)


def main(urls: list[str]) -> int:
    found = 0
    with tempfile.TemporaryDirectory() as folder:
        browser = Browser(Path(folder))
        try:
            browser.start_over()
            for url in urls:
                for scheme in SCHEMES:
                    for width in WIDTHS:
                        browser.look(width=width, scheme=scheme)
                        browser.open(url)
                        examination = examine(browser)
                        found += len(examination.findings)
                        print(f"{url} {scheme} {width}: {examination.line()}")
                        for finding in examination.findings:
                            print(f"  {finding}")
        finally:
            browser.end()
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
