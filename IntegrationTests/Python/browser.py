"""A real browser without a window: Debian's Chromium, steered by Debian's driver."""

import base64
import json
import os
import shutil
import signal
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from selenium import webdriver
from selenium.common.exceptions import StaleElementReferenceException, WebDriverException
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.wait import WebDriverWait

SECONDS = 20

# What the driver says, in several ways, of an element whose page has become another one while it was asked.
REPLACED = ("does not belong to the document", "aborted by navigation", "Cannot find context", "No node with given id")

# The browser talks to nobody but the servers of the tests: no updates, no proxy, no other name than localhost.
ARGUMENTS = [
    "--headless=new",
    "--no-sandbox",  # which does not work for root
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-extensions",
    "--disable-sync",
    "--no-default-browser-check",
    "--no-first-run",
    "--no-proxy-server",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
    "--lang=en-US",
    "--hide-scrollbars",
    # The browser ends when the driver does, in whatever way that ends.
    "--remote-debugging-pipe",
]


@dataclass(frozen=True)
class Complaint:
    """What the browser's console says of a page: an error, a warning, something that its policy forbids."""

    level: str
    source: str
    message: str


class Browser:
    """One window. `look` says how wide it is, which colours it prefers, and whether it runs scripts."""

    def __init__(self, folder: Path):
        program, driver = shutil.which("chromium"), shutil.which("chromedriver")
        assert program and driver, "There is no Chromium. Run: dev/install chromium chromium-driver"
        options = webdriver.ChromeOptions()
        options.binary_location = program
        options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
        for argument in [*ARGUMENTS, f"--user-data-dir={folder}"]:
            options.add_argument(argument)
        service = webdriver.ChromeService(driver, env={"PATH": os.environ["PATH"], "HOME": str(folder)})
        self.driver = webdriver.Chrome(options=options, service=service)
        self.process = service.process
        self.driver.set_page_load_timeout(SECONDS)
        self.driver.set_script_timeout(SECONDS)
        self.requests: list[str] = []
        self.found: list[Complaint] = []

    def start_over(self):
        """Opens a new window and forgets what was before: cookies, what was stored, the log."""
        old = self.driver.window_handles
        self.driver.switch_to.new_window("tab")
        new = self.driver.current_window_handle
        for handle in old:
            self.driver.switch_to.window(handle)
            self.driver.close()
        self.driver.switch_to.window(new)
        self.driver.execute_cdp_cmd("Network.clearBrowserCookies", {})
        self.read_logs()
        self.requests, self.found = [], []
        self.look()

    def look(self, *, width: int = 1280, height: int = 900, scheme: str = "light", scripts: bool = True):
        """Sets the width and height in CSS pixels, the colour scheme that the user prefers, and whether scripts run."""
        size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
        features = [
            {"name": "prefers-color-scheme", "value": scheme},
            {"name": "prefers-reduced-motion", "value": "reduce"},
        ]
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
        self.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": not scripts})

    def open(self, url: str):
        """Opens a page. Basic authentication is answered with the `user:password@` of the address, from then on."""
        self.driver.get(url)

    def find(self, selector: str) -> WebElement:
        """Returns the first element that the selector finds, as soon as there is one."""
        return self.until(lambda: self.all(selector), f"There is no {selector}.")[0]

    def all(self, selector: str) -> list[WebElement]:
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def text(self, selector: str = "body") -> str:
        """Returns the text of an element as a person sees it, that of a noscript included."""
        return self.until(lambda: [self.run("return arguments[0].innerText", self.find(selector))])[0]

    def until(self, condition, message: str = "It has not happened."):
        """Waits until the condition returns something true, and returns that. What vanishes is asked again."""

        def answer(_):
            try:
                return condition()
            except StaleElementReferenceException:
                return None
            except WebDriverException as error:
                if any(words in str(error) for words in REPLACED):
                    return None
                raise

        return WebDriverWait(self.driver, SECONDS, 0.05).until(answer, message)

    def press(self, *keys: str):
        """Presses keys on whatever has the focus."""
        self.driver.switch_to.active_element.send_keys(*keys)

    def tab(self, backwards: bool = False) -> WebElement:
        """Moves the focus to the next element, and returns that."""
        self.press(Keys.SHIFT + Keys.TAB if backwards else Keys.TAB)
        return self.driver.switch_to.active_element

    def run(self, script: str, *arguments):
        """Runs a script in the page and returns what it returns."""
        return self.driver.execute_script(script, *arguments)

    def picture(self, file: Path):
        """Writes a picture of the whole page."""
        shot = self.driver.execute_cdp_cmd("Page.captureScreenshot", {"captureBeyondViewport": True, "format": "png"})
        file.write_bytes(base64.b64decode(shot["data"]))

    def read_logs(self):
        """Takes what the driver has logged since it was last asked, which it then forgets."""
        for entry in self.driver.get_log("browser"):
            if entry["level"] in ("WARNING", "SEVERE"):
                self.found.append(Complaint(entry["level"], entry.get("source", ""), entry["message"]))
        for entry in self.driver.get_log("performance"):
            message = json.loads(entry["message"])["message"]
            match message["method"]:
                case "Network.requestWillBeSent":
                    self.requests.append(message["params"]["request"]["url"])
                case "Network.webSocketCreated":
                    self.requests.append(message["params"]["url"])

    def complaints(self) -> list[Complaint]:
        """Returns what the console has said since it was last asked."""
        self.read_logs()
        found, self.found = self.found, []
        return found

    def hosts(self) -> set[str]:
        """Returns every host and port of which a page has asked something, by whatever protocol."""
        self.read_logs()
        urls = map(urlsplit, self.requests)
        return {url.netloc for url in urls if url.scheme in ("http", "https", "ws", "wss")}

    def end(self):
        """Ends the browser, and if it does not answer, its driver, which it does not outlive."""
        try:
            self.driver.quit()
        finally:
            if self.process.poll() is None:
                self.process.send_signal(signal.SIGKILL)
            self.process.wait(SECONDS)
