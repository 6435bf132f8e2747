// Narrows tables and searches the index. Both work from a folder; nothing is stored and nothing is fetched.
"use strict";

function narrowed(table) {
  const heads = [...table.tHead.rows[0].cells];
  const rows = [...table.tBodies[0].rows];
  const box = document.createElement("div");
  box.className = "filters";
  const told = document.createElement("p");
  told.setAttribute("role", "status");
  const chosen = new Map();
  let typed = "";
  const show = () => {
    let count = 0;
    for (const row of rows) {
      const fits = [...chosen].every(([at, value]) => !value || row.cells[at].textContent === value)
        && (!typed || row.textContent.toLowerCase().includes(typed));
      row.hidden = !fits;
      if (fits) count += 1;
    }
    told.textContent = `${count} of ${rows.length} shown`;
  };
  const labelled = (words, control) => {
    const label = document.createElement("label");
    label.append(words, control);
    box.append(label);
  };
  const words = document.createElement("input");
  words.type = "search";
  words.addEventListener("input", () => { typed = words.value.trim().toLowerCase(); show(); });
  labelled("Words", words);
  heads.forEach((head, at) => {
    if (!("narrow" in head.dataset)) return;
    const values = [...new Set(rows.map((row) => row.cells[at].textContent))];
    const select = document.createElement("select");
    select.append(new Option("all", ""), ...values.map((value) => new Option(value, value)));
    select.addEventListener("change", () => { chosen.set(at, select.value); show(); });
    labelled(head.textContent, select);
  });
  table.before(box, told);
  show();
}

function folded(words, index) {
  let plain = words.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "").split(/\s+/u).filter(Boolean).join(" ");
  for (const [here, there] of index.spellings) plain = plain.replaceAll(here, there);
  return plain;
}

function termsOf(query, index) {
  const words = query.match(/[\p{L}\p{N}_'+-]+/gu) || [];
  const found = [];
  for (let at = 0; at < words.length;) {
    for (let length = Math.min(index.longest, words.length - at); length > 0; length -= 1) {
      const term = words.slice(at, at + length).join(" ");
      const same = Object.hasOwn(index.same, term) ? index.same[term] : null;
      if (!same && length > 1) continue;
      found.push((same || [term]).map((word) => patternOf(word, index)));
      at += length;
      break;
    }
  }
  return found;
}

function patternOf(word, index) {
  const end = word.length <= index.whole ? "(?![\\p{L}\\p{N}_])" : "";
  return new RegExp("(?<![\\p{L}\\p{N}_])" + word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&") + end, "u");
}

function searched(query, index) {
  const terms = termsOf(folded(query.slice(0, 200), index), index);
  if (!terms.length) return [];
  const has = (text, term) => term.some((pattern) => pattern.test(text));
  const fits = index.entries.filter((entry) => terms.every((term) => has(entry[4], term)));
  const rank = (entry) => terms.filter((term) => has(folded(entry[1], index), term)).length;
  return fits.map((entry) => [rank(entry), entry]).sort((a, b) => b[0] - a[0]).map((each) => each[1]);
}

function answering(form, index) {
  const field = document.getElementById("query");
  const results = document.getElementById("results");
  const told = document.getElementById("found");
  const show = () => {
    const found = searched(field.value, index);
    told.textContent = field.value.trim() ? `${found.length} found` : "";
    results.replaceChildren(...found.slice(0, 100).map(([kind, title, about, address]) => {
      const item = document.createElement("li");
      const link = document.createElement("a");
      link.href = address;
      link.textContent = title;
      const small = document.createElement("small");
      small.textContent = about ? `${kind}: ${about}` : kind;
      item.append(link, small);
      return item;
    }));
  };
  form.addEventListener("submit", (event) => { event.preventDefault(); show(); });
  field.addEventListener("input", show);
  field.value = new URLSearchParams(location.search).get("q") || "";
  show();
  field.focus();
}

document.addEventListener("DOMContentLoaded", () => {
  document.querySelectorAll("table.filtered").forEach(narrowed);
  const form = document.getElementById("search");
  if (form && window.immunoteSearch) answering(form, window.immunoteSearch);
});
