// The draft check made quicker: a file can be dropped on the form, the answer comes without
// leaving the page (so that a chosen file stays chosen), and what can be written instead is
// put into the text by a press. Served as it stands; without it the page is complete.

// The texts, which the service puts in here (crates/print/messages).
const WORDS = "[script.check]";
const fill = (text, values) => text.replace(/\{(\w+)\}/g, (all, name) => values[name]);
const counted = (count) => count ? fill(WORDS.count, { count }) : WORDS.count_none;
const ACCEPTED = /\.(docx|docm|doc|rtf|odt|html?|xls[xm]?|ods|md|txt)$/i;

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

const sendButtons = form.querySelectorAll("[name=answer]");
const dropFile = form.querySelector("[data-do=drop-file]");

// Only a Word document comes back with comments.
function showFile() {
  const isWord = /\.docx$/i.test(file.files[0]?.name ?? "");
  for (const button of sendButtons) button.disabled = button.value === "docx" && !isWord;
  dropFile.hidden = !file.files.length;
  for (const place of document.querySelectorAll(".download")) {
    place.querySelector("a").hidden = isWord;
    place.querySelector("button").hidden = !isWord;
  }
}

function take(files) {
  if (files.length !== 1) return complain(WORDS.several);
  if (!ACCEPTED.test(files[0].name)) return complain(fill(WORDS.wrong, { name: files[0].name }));
  complain("");
  file.files = files;
  showFile();
  say(fill(WORDS.chosen, { name: files[0].name }));
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
file.addEventListener("change", showFile);
dropFile.addEventListener("click", () => {
  file.value = "";
  showFile();
  file.focus();
  say(WORDS.dropped);
});

// What is to be downloaded is left to the browser: the page stays.
form.addEventListener("submit", async (event) => {
  if (event.submitter?.value === "docx") return;
  event.preventDefault();
  const [send] = sendButtons;
  if (send.disabled) return;
  const label = send.textContent;
  send.disabled = true;
  send.textContent = WORDS.busy;
  complain("");
  say(WORDS.busy);
  try {
    show(await answer());
  } catch (error) {
    complain(error.said ?? WORDS.unsent);
    status.textContent = "";
  }
  send.textContent = label;
  showFile();
});

// The page that the service answers with; what it cannot do is thrown in its own words.
async function answer() {
  const headers = { accept: "text/html" };
  const response = await fetch(form.action, { method: "POST", body: new FormData(form), headers });
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  if (response.ok && page.querySelector(".checked")) return page;
  const said = page.querySelector(".note[role=alert]") ?? page.querySelector("main h1");
  throw Object.assign(new Error(), { said: said?.textContent ?? WORDS.unknown });
}

// The form stays the one it was, with the file and the text in it.
function show(page) {
  const main = document.adoptNode(page.querySelector("main"));
  main.querySelector("form.draft").replaceWith(form);
  document.querySelector("main").replaceWith(main);
  document.title = page.title;
  mend(main.querySelector(".checked"));
  scrollTo(0, 0);
  main.querySelector("h1").focus({ preventScroll: true });
  say(WORDS.done);
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

// Makes the findings of a checked draft mendable.
function mend(checked) {
  if (!checked) return;
  const done = [];
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
  const bar = element("div", { className: "mending", hidden: true, role: "group", ariaLabel: WORDS.bar }, element("p", {}, count, " ", note), undoLast, copyAll);
  checked.after(bar);
  undoLast.addEventListener("click", () => {
    const fix = done.at(-1);
    put(fix, null);
    if (bar.hidden) fix.buttons[0].focus();
  });
  copyAll.addEventListener("click", () => copy(whole()));

  function put(fix, words) {
    if (done.includes(fix)) done.splice(done.indexOf(fix), 1);
    write(fix.pieces, words);
    if (words !== null) done.push(fix);
    showFix(fix, words);
    fix.paragraph.fixes.forEach(showBlocked);
    bar.hidden = !done.length;
    count.textContent = counted(done.length);
    note.textContent = box ? (fillBox() ? WORDS.in_box : WORDS.in_hand) : WORDS.in_file;
    say(words === null ? `${fill(WORDS.restored, { words: fix.own })} ${counted(done.length)}` : `${fill(WORDS.replaced, { from: fix.own, to: words })} ${counted(done.length)}`);
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
mend(document.querySelector(".checked"));
