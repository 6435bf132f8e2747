"use strict";
// As one answers, the form is sent and what moves is put in place. The state is the form: nothing is stored anywhere.
// Without this script the page works by its buttons.

(() => {
  const form = document.getElementById("answers");

  for (const button of document.querySelectorAll("[data-copy]")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      const text = document.getElementById(button.dataset.copy);
      const said = button.parentElement.querySelector("[role=status]");
      try {
        await navigator.clipboard.writeText(text.value);
        said.textContent = "Copied.";
      } catch {
        text.select();
        said.textContent = "Marked: copy it with the keyboard.";
      }
    });
  }
  for (const chosen of document.querySelectorAll("input[type=file][data-most]")) {
    chosen.addEventListener("change", () => {
      const tooLarge = chosen.files.length > 0 && chosen.files[0].size > Number(chosen.dataset.most);
      document.getElementById("too-large").hidden = !tooLarge;
      chosen.form.querySelector("button").disabled = tooLarge;
    });
  }
  if (!form) return;

  const WAIT = 150; // ms without a key before the form is sent
  const AGAIN = 3000; // ms until the service is asked again that did not answer
  const gone = document.getElementById("gone");
  const said = document.getElementById("said");
  let timer = 0;
  let serial = 0; // of the newest request: an older answer is dropped
  let waiting = null;
  let changed = false;
  let leaving = false;
  document.documentElement.classList.add("live");

  const within = (id) => document.getElementById(id).contains(document.activeElement);

  function later(ms) {
    clearTimeout(timer);
    timer = setTimeout(() => send(""), ms);
  }

  async function send(what) {
    clearTimeout(timer);
    if (waiting) waiting.abort();
    const mine = ++serial;
    waiting = new AbortController();
    const body = new URLSearchParams(new FormData(form));
    if (what) body.set("page.do", what);
    try {
      const answer = await fetch(form.action, {
        method: "POST", body, signal: waiting.signal, headers: { Accept: "application/json" }, cache: "no-store",
      });
      const found = await answer.json();
      if (mine !== serial) return;
      if (!answer.ok) return refused(answer, found);
      gone.hidden = true;
      show(found);
    } catch (error) {
      if (error.name === "AbortError" || mine !== serial) return;
      gone.textContent = "The service does not answer. Your answers are still here; the note beside them may be old. " +
        "It is asked again every few seconds.";
      gone.hidden = false;
      timer = setTimeout(() => send(what), AGAIN);
    }
  }

  function refused(answer, problem) {
    // signed in again in another tab: this form gets the token of that session, and is sent once more
    const token = answer.headers.get("Page-Token");
    if (token && form.elements["page.token"].value !== token) {
      form.elements["page.token"].value = token;
      return later(0);
    }
    gone.textContent = answer.status === 401 || answer.status === 403
      ? "You are no longer signed in. Your answers are still here: sign in again in another tab, then go on."
      : `The answers were not taken: ${problem.title || answer.status}. They are still here.`;
    gone.hidden = false;
  }

  function show(found) {
    for (const [name, value] of Object.entries(found.set)) fill(name, value);
    replace("panel", found.panel);
    replace("sheet", found.sheet);
    replace("strip", found.strip);
    for (const [id, html] of Object.entries(found.heads)) replace(`h-${id}`, html);
    for (const [id, names] of Object.entries(found.boxes)) place(id, names);
    for (const [name, [state, idle]] of Object.entries(found.states)) {
      const question = document.getElementById(`q-${name}`);
      if (!question) continue;
      question.dataset.state = state;
      question.toggleAttribute("data-idle", idle);
      const group = question.closest(".group").id.replace("g-", "idle-"); // the sentence that all of them share
      question.querySelector("[aria-describedby]").setAttribute("aria-describedby", `s-${name}${idle ? ` ${group}` : ""}`);
      tell(name, found.says[name], found.faulty.includes(name));
    }
    for (const [name, text] of Object.entries(found.texts)) {
      const full = document.querySelector(`#q-${name} .full`);
      if (full && full.textContent !== text) full.textContent = text;
    }
    if (said.textContent !== found.line) said.textContent = found.line;
  }

  function fill(name, value) {
    for (const field of form.querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
      if (field.type === "radio") field.checked = field.value === value;
      else field.value = value;
    }
  }

  function tell(name, lines, isFaulty) {
    const status = document.getElementById(`s-${name}`);
    const before = Array.from(status.children, (each) => each.textContent);
    if (before.join("\n") !== lines.join("\n")) {
      status.replaceChildren(...lines.map((line) => {
        const paragraph = document.createElement("p");
        paragraph.className = isFaulty ? "fault" : "says";
        paragraph.textContent = line;
        return paragraph;
      }));
    }
    const field = document.getElementById(`f-${name}`);
    if (field) isFaulty ? field.setAttribute("aria-invalid", "true") : field.removeAttribute("aria-invalid");
  }

  function replace(id, html) {
    const place = document.getElementById(id);
    if (!place || place.dataset.html === html) return;
    const had = within(id);
    const made = document.createElement("template");
    made.innerHTML = html; // every value in it was escaped by the service
    place.replaceChildren(made.content);
    if (had) (place.querySelector("button, a") || document.getElementById("headline")).focus();
  }

  // a question that holds the focus stays where it is until the next change, so that no key is lost
  function place(id, names) {
    const box = document.getElementById(id);
    if (!box) return;
    names.forEach((name, at) => {
      const question = document.getElementById(`q-${name}`);
      if (!question || box.children[at] === question || question.contains(document.activeElement)) return;
      box.insertBefore(question, box.children[at] || null);
    });
    const count = box.parentElement.querySelector(".count");
    if (count) count.textContent = `(${names.length})`;
  }

  form.addEventListener("input", () => { changed = true; later(WAIT); });
  document.addEventListener("submit", (event) => {
    const button = event.submitter;
    const what = button ? button.value : "update";
    if (event.target !== form) { leaving = true; return; }
    if (button && button.formTarget === "_blank") return;
    if (button && button.hasAttribute("data-stays")) {
      leaving = true; // a download begins like a page that is left
      changed = false;
      setTimeout(() => { leaving = false; }, 1000);
      return;
    }
    if (what === "update" || what.startsWith("none:") || what.startsWith("set:")) {
      event.preventDefault();
      changed = true;
      send(what);
      return;
    }
    leaving = true;
  });
  window.addEventListener("beforeunload", (event) => {
    if (changed && !leaving) event.preventDefault(); // the browser asks whether to leave
  });
})();
