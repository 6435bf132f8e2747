"""Three tasks of a new user at the page, done as docs/page.md says: what they cost in clicks, keys and words to read.

    python bench/tasks.py [--case A01] [--every-case]

`--every-case` does the first task for each completed published case and prints the distribution.

No person was timed. A browser does each task and counts. The time is worked out by the keystroke-level model of Card,
Moran and Newell (1980): a key 0.28 s (an average typist who is no secretary), pointing 1.1 s, pressing and letting go
of a button 0.2 s, a hand to the mouse or back 0.4 s, a mental preparation 1.35 s. Reading is added at 238 words a
minute, the mean that Brysbaert (2019) found for adults who read English silently: of each question its words and its
answers, not what each answer does. Thinking about the patient, and looking up values, is not in it.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles

sys.path.insert(0, str(Path(__file__).parent.parent))

from playwright.sync_api import Page

from immunote.engine.api import Engine
from immunote.engine.questions import no_to
from immunote.engine.tree import Value
from immunote.service.page.sheet import value_of_field
from immunote.service.rulebases.in_use import engine_of
from tests.conftest import RULES
from tests.support.browser import Browser
from tests.support.interviews import completed
from tests.support.server import Server, serving

KEY, POINT, PRESS, HAND, MENTAL = 0.28, 1.1, 0.2, 0.4, 1.35
WORDS_A_SECOND = 238 / 60
PATIENCE = 120_000  # ms for an answer on a busy machine
VIGNETTES = 5
AIM = 180  # seconds for a note of one's own patient


@dataclass
class Effort:
    """What a task has cost so far. `choices`: what is decided; several clicks can be one. `typed`: fields typed in."""

    choices: int = 0
    clicks: int = 0
    keys: int = 0
    typed: int = 0
    words: int = 0

    def choose(self, clicks: int = 1) -> None:
        self.choices += 1
        self.clicks += clicks

    def type(self, text: str) -> None:
        self.typed += 1
        self.keys += len(text)

    def read(self, text: str) -> None:
        self.words += len(text.split())

    @property
    def seconds(self) -> float:
        """By the model: each choice is prepared for, each click pointed at and pressed; typing moves a hand twice."""
        clicks = self.choices * MENTAL + self.clicks * (POINT + PRESS)
        return clicks + self.typed * 2 * HAND + self.keys * KEY + self.words / WORDS_A_SECOND

    def told(self, task: str) -> str:
        return (
            f"{task}: {self.choices} choices, {self.clicks} clicks, {self.typed} fields typed in ({self.keys} keys), "
            f"{self.words} words to read: {self.seconds:.0f} s by the model"
        )


def note_of_own_patient(page: Page, engine: Engine, truth: dict[str, Value]) -> Effort:
    """From the first screen to a settled note: each next question is read and answered."""
    effort = Effort()
    page.goto("/")
    effort.read(page.locator("section", has=page.get_by_role("button", name="A new patient")).first.inner_text())
    effort.choose()
    page.get_by_role("button", name="A new patient").click()
    page.wait_for_selector("#panel")
    while page.locator("#next").count():
        link = page.locator(".next p a").first
        name = (link.get_attribute("href") or "").removeprefix("#q-")
        effort.read(link.inner_text())
        for each in page.locator(".next .answers > li > :not(.leaves)").all_inner_texts():
            effort.read(each)
        if _together(page, engine, truth, name, effort):
            continue
        if name not in truth:
            break  # not known, and the page leaves it open
        with _answered(page):
            _answer(page, truth[name], name, effort)
    effort.read(page.locator("#panel").inner_text())
    return effort


def _together(page: Page, engine: Engine, truth: dict[str, Value], name: str, effort: Effort) -> bool:
    """Answer what stands open of a tick-list: its few words are read, each that is so is clicked, the rest in one go.

    Only where every one is a yes or what "none of these" stores; False where the list is not answered this way.
    """
    rulebase = engine.rulebase
    group = next(each for each in rulebase.question_groups if name in each.elements)
    button = page.locator(f"button[value='none:{group.id}']")
    if name not in group.stores or not button.count():
        return False
    open_ = [each for each in group.stores if page.locator(f"#q-{each}").get_attribute("data-state") == "asked"]
    if len(open_) < 2 or not all(truth.get(each) in (True, no_to(rulebase, each)) for each in open_):
        return False
    effort.read(group.title)
    for each in open_:
        effort.read(page.locator(f"#q-{each}").locator(".short, .full").locator("visible=true").first.inner_text())
    for each in open_:
        if truth[each] is True and page.locator(f"#q-{each}").get_attribute("data-state") == "asked":
            effort.choose()
            with _answered(page):
                page.locator(f"#q-{each} input[value='yes']").check()
    if button.count() and any(truth[each] is not True for each in open_):
        effort.choose()
        with _answered(page):
            button.click()
    return True


@contextmanager
def _answered(page: Page) -> Iterator[None]:
    """Wait until what moves on the screen is in place."""
    with page.expect_response(lambda answer: answer.url.endswith("/page/questions"), timeout=PATIENCE):
        yield
    page.wait_for_timeout(100)


def _answer(page: Page, value: Value, name: str, effort: Effort) -> None:
    text = value_of_field(value)
    button = page.locator(f".next button[value='set:{name}={text}']")
    if button.count():
        effort.choose()
        button.click()
        return
    page.locator(f".next a[href='#q-{name}']").click()
    chosen = page.locator(f"#q-{name} select[name='{name}']")
    if chosen.count():
        effort.choose(clicks=3)  # to the question, open, choose
        chosen.select_option(text)
    else:
        effort.choose(clicks=2)  # to the question, into the field
        effort.type(text)
        page.locator(f"#f-{name}").fill(text)


def why_of_the_grade(page: Page) -> Effort:
    """On the page of a settled note: the grade is read, then the first sentence's reasons."""
    effort = Effort()
    page.goto("/")
    page.get_by_role("button", name="Completed: A01").click()
    effort.read(page.locator("#panel").inner_text())
    entry = page.locator("#sheet .entry", has=page.locator(".mark.holds")).first
    effort.read(entry.locator(".claim").inner_text())
    effort.choose()
    entry.locator("summary").first.click()
    facts = entry.locator(".reason").first.locator("p", has_text="Because")
    effort.read(entry.locator(".reason p").first.inner_text() + " " + facts.first.inner_text())
    return effort


def five_vignettes(page: Page, key: str) -> Effort:
    """From the sign-in on: read each patient and our page, choose agree, go on; name and role are typed once."""
    effort = Effort()
    page.goto("/page/review")
    effort.choose(clicks=2)
    page.fill("#key", key)  # pasted
    page.click("button:has-text('Sign in')")
    page.wait_for_url("**/page/review", timeout=PATIENCE)
    effort.read(page.locator("main h1 + p").inner_text())
    effort.choose()
    page.locator("main ol a").first.click()
    for number in range(VIGNETTES):
        page.wait_for_selector(f"text=vignette {number + 1} of", timeout=PATIENCE)
        effort.read(page.locator("main").inner_text())
        effort.choose(clicks=2)  # the verdict, and on
        page.check("input[value=agree]")
        for field, text in (("reviewer", "A. Reviewer"), ("role", "rheumatologist")) if number == 0 else ():
            effort.choose()
            effort.type(text)
            page.fill(f"#{field}", text)
        page.click("text=Keep and go on")
    page.wait_for_selector(f"text=vignette {VIGNETTES + 1} of", timeout=PATIENCE)
    return effort


def every_case(browser: Browser, server: Server, engine: Engine) -> None:
    """The first task for each completed published case: how its time is distributed."""
    seconds = []
    for case in engine.rulebase.cases.values():
        truth = completed(engine, {**case.profile, **case.completed})
        page = _page(browser, server)
        effort = note_of_own_patient(page, engine, truth)
        page.context.close()
        print(effort.told(case.name), flush=True)
        seconds.append(effort.seconds)
    print(
        f"{len(seconds)} cases: median {median(seconds):.0f} s, p90 {quantiles(seconds, n=10)[8]:.0f} s, "
        f"most {max(seconds):.0f} s, within {AIM} s: {sum(each <= AIM for each in seconds)}"
    )


def _page(browser: Browser, server: Server) -> Page:
    page = browser.chromium.new_context(base_url=server.url, viewport={"width": 1280, "height": 900}).new_page()
    page.set_default_timeout(PATIENCE)
    return page


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--case", default="A01")
    parser.add_argument("--every-case", action="store_true", help="the first task alone, for each completed case")
    options = parser.parse_args()
    engine = engine_of(RULES)
    case = engine.rulebase.cases[options.case]
    truth = completed(engine, {**case.profile, **case.completed})
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as other, Browser.started() as browser:
        if options.every_case:
            with serving(Path(folder), ready=False) as server:
                every_case(browser, server, engine)
            return
        with serving(Path(folder), ready=False) as server:
            page = _page(browser, server)
            print(note_of_own_patient(page, engine, truth).told("a note of one's own patient"), flush=True)
            page = _page(browser, server)
            print(why_of_the_grade(page).told("why a grade was given"), flush=True)
        with serving(Path(other), ready=False, development="false") as server:
            print(
                five_vignettes(_page(browser, server), server.first_key()).told("five vignettes reviewed"), flush=True
            )


if __name__ == "__main__":
    main()
