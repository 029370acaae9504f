// The draft check made quicker: a file can be dropped on the form, the answer comes without
// leaving the page (so that a chosen file stays chosen), and what can be written instead is
// put into the text by a press. Served as it stands; without it the page is complete.

// The texts, which the service puts in here (crates/print/messages).
const WORDS = "[script.check]";
const fill = (text, values) => text.replace(/\{(\w+)\}/g, (all, name) => values[name]);
const counted = (count) => count ? fill(WORDS.count, { count }) : WORDS.count_none;
const ACCEPTED = /\.(docx|docm|doc|rtf|odt|html?|xls[xm]?|ods|pdf|md|txt)$/i;

const form = document.querySelector("form.draft");
const { text, file } = form.elements;
const status = form.querySelector("[role=status]");

// An element with its properties and children; all texts stay texts.
function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

// A live region speaks when its text changes, also when the same is said again.
function say(words) {
  status.textContent = "";
  setTimeout(() => { status.textContent = words; }, 50);
}

function complain(words) {
  form.parentElement.querySelector(".note[role=alert]")?.remove();
  if (words) form.before(element("p", { className: "note", role: "alert", textContent: words }));
}

// --- the form ---

const MAX_FILES = +form.dataset.files, MAX_BYTES = +form.dataset.bytes;
const sendButtons = form.querySelectorAll("[name=answer]");
const dropFile = form.querySelector("[data-do=drop-file]");

// Only a Word document comes back with comments and corrections.
const isWord = () => file.files.length === 1 && /\.docx$/i.test(file.files[0].name);
const isDownload = (button) => ["docx", "fixed"].includes(button?.value);
function showFile() {
  for (const button of sendButtons) button.disabled = isDownload(button) && !isWord();
  dropFile.hidden = !file.files.length;
  for (const place of document.querySelectorAll(".download")) {
    for (const again of place.querySelectorAll("a")) again.hidden = isWord();
    for (const button of place.querySelectorAll("button")) button.hidden = !isWord();
  }
}

function take(files) {
  if (files.length === 1 && !ACCEPTED.test(files[0].name)) return complain(fill(WORDS.wrong, { name: files[0].name }));
  file.files = files;
  chosen();
}

function chosen() {
  const { files } = file;
  complain(files.length > MAX_FILES ? fill(WORDS.too_many, { count: MAX_FILES }) : "");
  showFile();
  if (files.length) say(files.length > 1 ? fill(WORDS.several, { count: files.length }) : fill(WORDS.chosen, { name: files[0].name }));
}

const hasFiles = (event) => event.dataTransfer?.types.includes("Files");

// A file that misses the form must not take the page away.
for (const name of ["dragover", "drop"]) {
  addEventListener(name, (event) => {
    if (!hasFiles(event)) return;
    const isInside = form.contains(event.target);
    event.preventDefault();
    event.dataTransfer.dropEffect = isInside ? "copy" : "none";
    form.classList.toggle("dropping", name === "dragover" && isInside);
    if (name === "drop" && isInside) take(event.dataTransfer.files);
  });
}
addEventListener("dragleave", (event) => {
  if (!event.relatedTarget) form.classList.remove("dropping");
});
file.addEventListener("change", chosen);
dropFile.addEventListener("click", () => {
  file.value = "";
  showFile();
  file.focus();
  say(WORDS.dropped);
});

// What the service is told beside the fields: the accepted corrections, and that a signature
// may be broken.
const hidden = (name) => form.elements[name] ?? form.appendChild(element("input", { type: "hidden", name, value: "" }));
hidden("corrections");
if (!form.elements.signature) hidden("signature");

// What is to be downloaded is left to the browser: the page stays.
form.addEventListener("submit", async (event) => {
  if (isDownload(event.submitter)) {
    if (!document.querySelector(".download[data-signed]")) return;
    if (confirm(WORDS.signed)) form.elements.signature.value = "break";
    else event.preventDefault();
    return;
  }
  event.preventDefault();
  const [send] = sendButtons;
  if (send.disabled) return;
  if (file.files.length > MAX_FILES) return chosen();
  const label = send.textContent;
  send.disabled = true;
  send.textContent = WORDS.busy;
  complain("");
  say(WORDS.busy);
  try {
    if (file.files.length > 1) await checkAll([...file.files]);
    else {
      leaveTable();
      show(await answer());
    }
  } catch (error) {
    complain(error.said ?? WORDS.unsent);
    status.textContent = "";
  }
  send.textContent = label;
  showFile();
});

// The page that the service answers with; what it cannot do is thrown in its own words.
async function answer() {
  const { html, page } = await ask(new FormData(form), ".checked");
  work = { html, text: text.value, acts: [] };
  keep();
  return page;
}

async function ask(body, part, signal) {
  const headers = { accept: "text/html" };
  const response = await fetch(form.action, { method: "POST", body, headers, signal });
  const html = await response.text();
  const page = new DOMParser().parseFromString(html, "text/html");
  if (response.ok && page.querySelector(part)) return { html, page };
  const wait = [429, 503].includes(response.status) ? +response.headers.get("retry-after") || 1 : 0;
  const said = page.querySelector(".note[role=alert]") ?? page.querySelector("main h1");
  throw Object.assign(new Error(), { said: said?.textContent ?? WORDS.unknown, wait });
}

// --- several files: one after the other, a row each ---

// How often a busy service is asked again for one file.
const MAX_RETRIES = 5;

// The table, its files and their place in the address while a batch is shown.
let batch = null;

async function checkAll(files) {
  const main = document.querySelector("main");
  const part = main.querySelector("template").content.cloneNode(true).firstElementChild;
  const progress = element("progress", { max: files.length, value: 0 });
  const at = element("span");
  const stop = element("button", { type: "button", className: "second", textContent: WORDS.stop });
  const clock = new AbortController();
  stop.addEventListener("click", () => clock.abort());
  const bar = element("p", { className: "progress" }, progress, at, stop);
  part.querySelector("table").parentElement.before(bar);
  const excel = part.querySelector("#bang-excel");
  excel.hidden = true;
  const title = main.querySelector("section > h1");
  title?.replaceWith(element("h2", { textContent: title.textContent }));
  for (const other of main.querySelectorAll(":scope > :not(:has(form.draft))")) other.remove();
  main.prepend(part);
  batch = { part, files, main, shown: null };
  history.replaceState(null, "", "#bang");
  scrollTo(0, 0);
  part.querySelector("h1").focus({ preventScroll: true });
  let n = 0;
  for (const one of files) {
    const words = fill(WORDS.checking, { place: n + 1, count: files.length, name: one.name });
    at.textContent = words;
    say(words);
    const row = await rowOf(one, clock.signal);
    if (clock.signal.aborted) break;
    n += 1;
    const name = row.querySelector("bdi");
    if (!row.querySelector(".failed")) name.replaceWith(element("a", { href: `#tep-${n}` }, name.cloneNode(true)));
    part.querySelector("tbody").append(row);
    progress.value = n;
  }
  stop.remove();
  progress.remove();
  at.textContent = fill(n < files.length ? WORDS.stopped : WORDS.all_done, { place: n, count: files.length });
  excel.hidden = !n;
  say(at.textContent);
}

// The row of one file as the service gives it, or one that says why there is none.
async function rowOf(one, signal, retries = 0) {
  try {
    if (one.size > MAX_BYTES) throw { said: fill(WORDS.too_large, { limit: MAX_BYTES >> 20 }) };
    const body = new FormData(form);
    for (const name of ["text", "corrections"]) body.delete(name);
    body.set("file", one);
    body.set("answer", "row");
    const { page } = await ask(body, "#bang tbody tr", signal);
    return document.adoptNode(page.querySelector("#bang tbody tr"));
  } catch (error) {
    if (error.wait && retries < MAX_RETRIES) {
      await new Promise((done) => setTimeout(done, error.wait * 1000));
      return rowOf(one, signal, retries + 1);
    }
    const said = error.said ?? WORDS.unsent;
    const value = JSON.stringify({ name: one.name, error: said });
    const input = element("input", { type: "hidden", name: "row", value });
    input.setAttribute("form", "bang-excel");
    const head = element("th", { scope: "row" }, element("bdi", {}, one.name), input);
    return element("tr", {}, head, element("td", { colSpan: 5, className: "said failed" }, said));
  }
}

function setFiles(files) {
  const list = new DataTransfer();
  for (const one of files) list.items.add(one);
  file.files = list.files;
  showFile();
}

function leaveTable() {
  batch = null;
  if (/^#(bang|tep-)/.test(location.hash)) history.replaceState(null, "", location.pathname + location.search);
}

// The addresses of a batch: its table, and the review of each of its files, which is checked
// again for it, since nothing is kept anywhere else.
addEventListener("hashchange", async () => {
  if (!batch) return;
  const place = +(location.hash.match(/^#tep-(\d+)$/)?.[1] ?? 0);
  if (location.hash === "#bang" && batch.shown) {
    batch.shown = null;
    setFiles(batch.files);
    const holder = batch.main.querySelector(".holder");
    document.querySelector("main").replaceWith(batch.main);
    holder.replaceWith(form);
    batch.part.querySelector(`[href="#tep-${batch.last}"]`)?.focus();
  }
  if (!place || place === batch.shown) return;
  Object.assign(batch, { shown: place, last: place });
  setFiles([batch.files[place - 1]]);
  complain("");
  say(WORDS.busy);
  try {
    const page = await answer();
    if (batch?.shown !== place) return;
    if (batch.main.contains(form)) form.replaceWith(element("div", { className: "holder" }));
    show(page);
    showFile();
    document.querySelector("main").prepend(element("p", { className: "crumbs" }, element("a", { href: "#bang", textContent: WORDS.to_table })));
  } catch (error) {
    batch.shown = null;
    setFiles(batch.files);
    complain(error.said ?? WORDS.unsent);
  }
});

// The form stays the one it was, with the file and the text in it.
function show(page, acts = []) {
  const main = document.adoptNode(page.querySelector("main"));
  main.querySelector("form.draft").replaceWith(form);
  document.querySelector("main").replaceWith(main);
  document.title = page.title;
  mend(main.querySelector(".checked"), acts);
  scrollTo(0, 0);
  main.querySelector("h1").focus({ preventScroll: true });
  say(WORDS.done);
}

// --- what reload and Back keep, in the page's own storage ---

const KEPT = "kiem-tra";
let work = { html: document.querySelector(".checked") ? document.documentElement.outerHTML : "", text: text.value, acts: [] };

// A draft too long to be kept is not kept; nothing else depends on it.
function keep() {
  try { sessionStorage.setItem(KEPT, JSON.stringify(work)); } catch { sessionStorage.removeItem(KEPT); }
}

// After a reload or Back the page is as it was left.
function reopen() {
  const [entry] = performance.getEntriesByType("navigation");
  if (!["reload", "back_forward"].includes(entry?.type)) return false;
  const kept = JSON.parse(sessionStorage.getItem(KEPT) ?? "null");
  if (!kept?.html) return false;
  const page = new DOMParser().parseFromString(kept.html, "text/html");
  if (!page.querySelector(".checked")) return false;
  work = { ...kept, acts: [] };
  text.value = kept.text;
  show(page, kept.acts);
  say(WORDS.kept);
  return true;
}

// --- what can be written instead ---

// The letters of a paragraph as text nodes, cut where findings begin and end, so that every
// finding owns whole nodes and no change moves the place of another.
function cut(words, bounds) {
  const ends = [...new Set(bounds)].sort((a, b) => a - b);
  const isText = (node) => node.parentElement.closest("sup") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT;
  const walker = document.createTreeWalker(words, NodeFilter.SHOW_TEXT, isText);
  const pieces = [];
  let at = 0, next = 0;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    while (ends[next] <= at) next += 1;
    if (ends[next] < at + node.length) node.splitText(ends[next] - at);
    pieces.push({ node, at, own: node.data });
    at += node.length;
  }
  return pieces;
}

// Puts a text into the place of pieces, or with null their own back.
function write(pieces, words) {
  pieces.forEach(({ node, own }, place) => {
    const link = node.parentElement.closest("a");
    const around = node.parentElement.closest("ins");
    if (around) around.replaceWith(node);
    node.data = words === null ? own : place ? "" : words;
    if (words !== null && !place) {
      const ins = element("ins");
      node.replaceWith(ins);
      ins.append(node);
    }
    if (!link) return;
    link.hidden = !link.textContent;
    link.classList.toggle("mended", link.querySelector("ins") !== null);
  });
}

// Makes the findings of a checked draft mendable; `acts` were done to it before.
function mend(checked, acts = []) {
  if (!checked) return;
  const done = [];
  tellCorrections();
  const paragraphs = [...checked.querySelectorAll(".pair")].map((pair) => {
    const words = pair.querySelector(".words");
    const items = [...pair.querySelectorAll(".finding[data-start]")].filter((item) => item.querySelector(".instead"));
    const spans = items.map(({ dataset }) => [+dataset.start, +dataset.start + +dataset.length]);
    const paragraph = { pair, pieces: cut(words, spans.flat()) };
    paragraph.fixes = items.map((item, place) => {
      const [start, end] = spans[place];
      const pieces = paragraph.pieces.filter(({ at, own }) => start <= at && at + own.length <= end && own);
      return { item, pieces, own: pieces.map((piece) => piece.own).join(""), paragraph };
    });
    return paragraph;
  });
  const plain = ({ pieces }) => pieces.map(({ node }) => node.data).join("");
  const whole = () => paragraphs.map(plain).join("\n");
  const box = checked.hasAttribute("data-pasted") && checked.hasAttribute("data-whole") ? { first: text.value, last: text.value } : null;

  const count = element("span");
  const note = element("span", { className: "quiet" });
  const undoLast = element("button", { type: "button", className: "second", textContent: WORDS.undo_last });
  const copyAll = element("button", { type: "button", textContent: WORDS.copy_all, hidden: !checked.hasAttribute("data-whole") });
  const download = element("button", { name: "answer", value: "fixed", textContent: WORDS.word_fixed, hidden: !isWord() });
  download.setAttribute("form", form.id);
  const word = element("span", { className: "download" }, download);
  const bar = element("div", { className: "mending", hidden: true, role: "group", ariaLabel: WORDS.bar }, element("p", {}, count, " ", note), undoLast, copyAll, word);
  checked.after(bar);
  undoLast.addEventListener("click", () => {
    const fix = done.at(-1);
    put(fix, null);
    if (bar.hidden) fix.buttons[0].focus();
  });
  copyAll.addEventListener("click", () => copy(whole()));

  function put(fix, words) {
    work.acts.push({ put: fix.item.id, words });
    keep();
    if (done.includes(fix)) done.splice(done.indexOf(fix), 1);
    write(fix.pieces, words);
    fix.words = words;
    if (words !== null) done.push(fix);
    tellCorrections();
    showFix(fix, words);
    fix.paragraph.fixes.forEach(showBlocked);
    bar.hidden = !done.length;
    count.textContent = counted(done.length);
    note.textContent = box ? (fillBox() ? WORDS.in_box : WORDS.in_hand) : isWord() ? WORDS.in_word : WORDS.in_file;
    say(words === null ? `${fill(WORDS.restored, { words: fix.own })} ${counted(done.length)}` : `${fill(WORDS.replaced, { from: fix.own, to: words })} ${counted(done.length)}`);
  }

  function tellCorrections() {
    const chosen = done.map(({ item, own, words }) => ({ finding: +item.id.split("-").at(-1), own, words }));
    hidden("corrections").value = chosen.length ? JSON.stringify(chosen) : "";
  }

  // Leaves the box alone once somebody has written in it.
  function fillBox() {
    if (text.value !== box.last) return false;
    text.value = done.length ? whole() : box.first;
    box.last = text.value;
    return true;
  }

  function showFix(fix, words) {
    fix.item.classList.toggle("done", words !== null);
    document.querySelector(`[data-of="${fix.item.id}"]`)?.classList.toggle("done", words !== null);
    for (const button of fix.buttons) button.ariaPressed = String(button.value === words);
    fix.undo.hidden = words === null;
    fix.paragraph.copy.hidden = !fix.paragraph.fixes.some((one) => done.includes(one));
  }

  // Words that another finding has changed cannot be changed a second time.
  function showBlocked(fix) {
    const by = fix.paragraph.fixes.find((one) => one !== fix && done.includes(one) && one.pieces.some((piece) => fix.pieces.includes(piece)));
    for (const button of fix.buttons) button.disabled = Boolean(by);
    fix.blocked.textContent = by ? fill(WORDS.with, { number: by.item.id.split("-").at(-1) }) : "";
  }

  function dress(fix) {
    const instead = fix.item.querySelector(".instead");
    fix.buttons = [...instead.querySelectorAll("q")].map(({ textContent: value }) => {
      const button = element("button", { type: "button", className: "put", value, textContent: fill(WORDS.put, { words: value }), ariaPressed: "false" });
      button.addEventListener("click", () => put(fix, button.ariaPressed === "true" ? null : value));
      return button;
    });
    fix.undo = element("button", { type: "button", className: "put undo", textContent: WORDS.undo, hidden: true });
    fix.undo.addEventListener("click", () => {
      put(fix, null);
      fix.buttons[0].focus();
    });
    fix.blocked = element("span", { className: "quiet" });
    instead.replaceChildren(...fix.buttons, fix.undo, fix.blocked);
  }

  for (const paragraph of paragraphs) {
    if (!paragraph.fixes.length) continue;
    const button = element("button", { type: "button", className: "put copy", textContent: WORDS.copy_one });
    button.addEventListener("click", () => copy(plain(paragraph)));
    paragraph.copy = element("li", { hidden: true }, button);
    paragraph.pair.querySelector(".beside").append(paragraph.copy);
    for (const fix of paragraph.fixes) if (fix.pieces.length) dress(fix);
    paragraph.fixes = paragraph.fixes.filter((fix) => fix.buttons);
  }
  const fixes = new Map(paragraphs.flatMap((paragraph) => paragraph.fixes).map((fix) => [fix.item.id, fix]));
  review(checked, fixes, put, acts);
  offerSimilar(checked);
}

// --- one finding after the other ---

// The cards in the order in which they are to be looked at, with keys for the next and the
// previous one; within a card its places follow each other. What is ignored leaves the list
// until it is undone.
function review(checked, fixes, put, acts) {
  const lists = [...document.querySelectorAll(".group")];
  const cards = lists.flatMap((list) => [...list.querySelectorAll(".card")]).map((card) => [...card.querySelectorAll("[data-of]")].map((entry) => entry.dataset.of));
  const cardOf = new Map(cards.flatMap((ids) => ids.map((id) => [id, ids])));
  const places = new Map([...cardOf.keys()].map((id) => [id, { entry: document.querySelector(`[data-of="${id}"]`), item: document.getElementById(id) }]));
  const ignored = [];
  let current = null;

  const place = element("span");
  const step = (name, move) => {
    const button = element("button", { type: "button", className: "second", textContent: name });
    button.addEventListener("click", move);
    return button;
  };
  const single = element("button", { type: "button", className: "second", textContent: WORDS.one_card, ariaPressed: "false" });
  single.addEventListener("click", () => {
    const isSingle = checked.classList.toggle("single");
    single.ariaPressed = String(isSingle);
    if (isSingle && !current) moveCard(1);
    else if (current) go(current);
  });
  const within = step(WORDS.next_place, () => movePlace());
  within.hidden = true;
  const bar = element("div", { className: "reviewing", role: "group", ariaLabel: WORDS.review }, step(WORDS.previous, () => moveCard(-1)), step(WORDS.next, () => moveCard(1)), within, single, place);
  if (places.size) checked.before(bar);

  const isOpen = (id) => !places.get(id).entry.hidden && !places.get(id).entry.classList.contains("done");
  // To the first open place of the next card that has one.
  function moveCard(by) {
    let at = cards.indexOf(cardOf.get(current));
    if (at < 0 && by < 0) at = cards.length;
    do at += by; while (cards[at] && !cards[at].some(isOpen));
    if (cards[at]) go(cards[at].find(isOpen));
    else say(WORDS.all_seen);
  }
  // To the next open place of the card; behind its last one to the next card.
  function movePlace() {
    const ids = cardOf.get(current) ?? [];
    const next = ids.slice(ids.indexOf(current) + 1).find(isOpen);
    if (next) go(next);
    else moveCard(1);
  }
  function go(id) {
    mark(false);
    current = id;
    mark(true);
    const { item, entry } = places.get(id);
    for (const details of [item.querySelector("details"), entry.closest("details")]) if (details) details.open = true;
    item.scrollIntoView({ block: "center" });
    item.focus({ preventScroll: true });
    const ids = cardOf.get(id);
    const values = { place: cards.indexOf(ids) + 1, count: cards.length, nth: ids.indexOf(id) + 1, places: ids.length };
    place.textContent = fill(ids.length > 1 ? WORDS.at_place : WORDS.at, values);
    within.hidden = ids.length < 2;
  }
  function mark(isOn) {
    const at = places.get(current);
    at?.item.classList.toggle("current", isOn);
    if (isOn) at?.entry.setAttribute("aria-current", "true");
    else at?.entry.removeAttribute("aria-current");
  }

  function ignore(ids) {
    const fresh = ids.filter((id) => places.has(id) && !places.get(id).entry.hidden);
    hide(fresh, true);
    ignored.push(fresh);
    work.acts.push({ ignore: ids });
    keep();
    say(fill(WORDS.ignored, { count: fresh.length }));
  }
  function restore() {
    const last = ignored.pop();
    if (!last) return;
    hide(last, false);
    work.acts.push({ restore: true });
    keep();
    say(fill(WORDS.shown_again, { count: last.length }));
    undo.hidden = !ignored.length;
    if (last[0]) go(last[0]);
  }
  function hide(ids, isHidden) {
    for (const id of ids) {
      const { entry, item } = places.get(id);
      entry.hidden = isHidden;
      item.hidden = isHidden;
      document.querySelectorAll(`a.fault[href="#${id}"]`).forEach((link) => link.classList.toggle("ignored", isHidden));
    }
    for (const list of lists) {
      const own = [...list.querySelectorAll(".card")];
      for (const card of own) card.hidden = !card.querySelector("[data-of]:not([hidden])");
      const n = own.filter((card) => !card.hidden).length;
      const all = own.length;
      const count = list.querySelector("summary .count");
      count.dataset.all ??= count.textContent;
      count.textContent = n === all ? count.dataset.all : n;
    }
    if (ids.length) undo.hidden = false;
  }
  const undo = element("button", { type: "button", className: "second", textContent: WORDS.undo, hidden: true });
  undo.addEventListener("click", restore);
  bar.append(undo);

  const same = (item, name) => [...places.values()].filter((one) => one.item.dataset[name] === item.dataset[name]).map((one) => one.item.id);
  for (const [id, { item }] of places) {
    const words = item.querySelector(".rule").textContent.split("·").at(-1).trim();
    const choices = [[WORDS.ignore, () => [id]], [fill(WORDS.ignore_rule, { rule: words }), () => same(item, "rule")]];
    if (item.dataset.work) choices.push([WORDS.ignore_work, () => same(item, "work")]);
    const buttons = choices.map(([label, ids]) => {
      const button = element("button", { type: "button", className: "put", textContent: label });
      button.addEventListener("click", () => {
        ignore(ids());
        movePlace();
      });
      return button;
    });
    (item.querySelector("details") ?? item).append(element("p", { className: "offers" }, ...buttons, similarButton(item)));
  }

  // All first corrections of a group, or of a card with many places, that take nothing from
  // each other.
  function offerAll(list, label) {
    const own = () => [...list.querySelectorAll("[data-of]:not([hidden]):not(.done)")].map((entry) => fixes.get(entry.dataset.of)).filter((fix) => fix && !fix.buttons[0].disabled);
    if (!own().length) return null;
    const button = step(label, () => {
      for (const fix of own()) if (!fix.buttons[0].disabled) put(fix, fix.buttons[0].value);
    });
    list.append(button);
    return button;
  }
  for (const list of lists) {
    const label = list.dataset.group === "should_add" ? WORDS.fill_group : WORDS.fix_group;
    for (const details of list.querySelectorAll(".card details")) offerAll(details, label);
    const button = offerAll(list, label);
    // What the table of documents lacks is what this group offers.
    const lacking = button && list.dataset.group === "should_add" && document.querySelector("#thieu-gi");
    if (lacking) lacking.append(step(WORDS.fill_group, () => button.click()));
  }

  addEventListener("keydown", (event) => {
    if (!checked.isConnected || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.target.closest?.("input, textarea, select")) return;
    const by = { j: 1, k: -1, F8: event.shiftKey ? -1 : 1 }[event.key];
    if (!by || !cards.length) return;
    event.preventDefault();
    moveCard(by);
  });

  for (const act of acts) {
    if (act.ignore) ignore(act.ignore);
    else if (act.restore) restore();
    else if (fixes.has(act.put)) put(fixes.get(act.put), act.words);
  }
}

// --- how earlier measures say what a paragraph says ---

function similarButton(place) {
  const button = element("button", { type: "button", className: "put", textContent: WORDS.similar });
  button.addEventListener("click", () => showSimilar(place, button));
  return button;
}

// Every paragraph offers it, by a press on it or by Enter; one of them is in the order of the
// Tab key, the arrows lead to the others.
function offerSimilar(checked) {
  const all = [...checked.querySelectorAll(".pair > .words")];
  const enter = (words) => all.forEach((one) => { one.tabIndex = one === words ? 0 : -1; });
  function offer(words) {
    const pair = words.parentElement;
    if (!pair.querySelector(":scope > .offers")) pair.append(element("p", { className: "offers" }, similarButton(pair)));
    return pair.querySelector(":scope > .offers button");
  }
  if (all.length) enter(all[0]);
  checked.before(element("p", { className: "quiet", textContent: WORDS.similar_hint }));
  checked.addEventListener("keydown", (event) => {
    const at = all.indexOf(event.target);
    if (at < 0) return;
    if (event.key === "Enter") offer(all[at]).focus();
    const next = { ArrowDown: all[at + 1], ArrowUp: all[at - 1] }[event.key];
    if (!next && event.key !== "Enter") return;
    event.preventDefault();
    if (!next) return;
    enter(next);
    next.focus();
  });
  checked.addEventListener("click", ({ target }) => {
    const words = target.closest(".words");
    if (!words || target.closest("a") || !getSelection().isCollapsed) return;
    enter(words);
    offer(words);
  });
}

// The pages of the measures open beside.
async function showSimilar(item, button) {
  const before = button.closest(".offers").nextElementSibling;
  if (before?.matches(".similar")) before.remove();
  button.disabled = true;
  const words = item.closest(".pair").querySelector(".words").cloneNode(true);
  words.querySelectorAll("sup").forEach((sup) => sup.remove());
  const body = JSON.stringify({ text: words.textContent, limit: 3 });
  try {
    const response = await fetch("/api/v1/similar", { method: "POST", headers: { "content-type": "application/json" }, body });
    if (!response.ok) throw new Error();
    const { hits } = await response.json();
    const entries = hits.map(({ url, title, place, snippets }) => {
      const link = element("a", { href: url, target: "tra-cuu-nguon", textContent: title || place });
      return element("li", {}, link, " ", ...(snippets[0] ?? []).map((piece) => piece.text));
    });
    const shown = entries.length ? element("ul", {}, ...entries) : element("p", { textContent: WORDS.similar_none });
    button.closest(".offers").after(element("div", { className: "similar" }, shown));
    say(entries.length ? WORDS.similar_found : WORDS.similar_none);
  } catch {
    say(WORDS.unknown);
  }
  button.disabled = false;
}

// The clipboard proper is there on secure addresses only; many an intranet has none.
async function copy(words) {
  const copied = await navigator.clipboard?.writeText(words).then(() => true, () => false) || copySelected(words);
  say(copied ? WORDS.copied : WORDS.not_copied);
}

function copySelected(words) {
  const before = document.activeElement;
  const area = element("textarea", { value: words, className: "unseen", readOnly: true, tabIndex: -1 });
  document.querySelector("main").append(area);
  area.select();
  const copied = document.execCommand("copy");
  area.remove();
  before?.focus();
  return copied;
}

// A link to a finding opens it.
addEventListener("click", ({ target }) => {
  const link = target.closest?.("a[href^='#phat-hien-']");
  const details = link && document.querySelector(link.getAttribute("href"))?.querySelector("details");
  if (details) details.open = true;
});

showFile();
if (!reopen()) mend(document.querySelector(".checked"));
