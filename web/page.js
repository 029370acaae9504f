// What every page does a little better with a script: "/" and Ctrl+K lead to the search box,
// words can be copied by a press, the contents follow the reader, a drawing begins at its document,
// the state of the collection is the one of now. Without it the page is complete.

// The texts, which the service puts in here (crates/print/messages).
const WORDS = "[script.page]";

for (const button of document.querySelectorAll("[data-do=copy], [data-do=print]")) button.hidden = false;

// On a narrow screen the menu is one line that is drawn to the side; the window stays where it is,
// which may be at a provision.
const menu = document.querySelector(".bar nav");
const here = menu?.querySelector("[aria-current]");
if (here) menu.scrollLeft += Math.max(0, here.getBoundingClientRect().right - menu.getBoundingClientRect().right + 16);

// A drawing that is larger than its frame begins at the document it is about.
const root = document.querySelector(".drawing .root");
if (root) {
  const frame = root.closest(".drawing");
  const [around, at] = [frame.getBoundingClientRect(), root.getBoundingClientRect()];
  frame.scrollTop += at.top + at.height / 2 - around.top - around.height / 2;
  // Where only lines would stand beside it, it begins with the first column.
  if (around.width > 3 * at.width) frame.scrollLeft += at.left + at.width / 2 - around.left - around.width / 2;
}

async function copy(button) {
  const status = button.closest("details").querySelector("[role=status]");
  const words = button.parentElement.querySelector("[data-words]");
  try {
    await navigator.clipboard.writeText(words.textContent);
    status.textContent = WORDS.copied;
  } catch {
    // Pages without TLS may not write to the clipboard: the words are selected for the keys.
    getSelection().selectAllChildren(words);
    status.textContent = WORDS.not_copied;
  }
}

// The address of a provision for a letter or a chat; the page goes there all the same.
document.addEventListener("click", async (event) => {
  const link = event.target.closest("[data-do=link]");
  if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const status = document.getElementById("copied");
  try {
    await navigator.clipboard.writeText(link.href);
    status.textContent = WORDS.link_copied;
  } catch {
    status.textContent = "";
  }
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-do=copy], [data-do=print]");
  if (!button) return;
  if (button.dataset.do === "print") window.print();
  else copy(button);
});

// --- keys ---

const isTyping = (target) => target.isContentEditable || /^(INPUT|TEXTAREA|SELECT|TRA-CUU)$/.test(target.tagName);

document.addEventListener("keydown", (event) => {
  const isSlash = event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !isTyping(event.target);
  const isCtrlK = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
  if (event.defaultPrevented || !(isSlash || isCtrlK)) return;
  const box = document.querySelector("tra-cuu");
  const field = box?.shadowRoot?.querySelector("input") ?? document.querySelector("input[name=q]");
  if (!field) return;
  event.preventDefault();
  field.focus();
  field.select();
});

// --- contents ---

const contents = document.querySelector(".contents");
if (contents && "IntersectionObserver" in window) {
  const rows = new Map();
  for (const link of contents.querySelectorAll("a[href^='#']")) {
    const place = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (place) rows.set(place, link);
  }
  let current = null;
  // The last heading above the upper third of the window is the one that is read.
  const follow = () => {
    let read = null;
    for (const place of rows.keys()) {
      if (place.getBoundingClientRect().top > window.innerHeight / 3) break;
      read = place;
    }
    const link = rows.get(read);
    if (link === current) return;
    current?.removeAttribute("aria-current");
    current = link;
    if (!link) return;
    link.setAttribute("aria-current", "location");
    const box = contents.getBoundingClientRect();
    const row = link.getBoundingClientRect();
    if (row.top < box.top || row.bottom > box.bottom) contents.scrollTop += row.top - box.top - box.height / 3;
  };
  const observer = new IntersectionObserver(follow, { rootMargin: "0px 0px -66% 0px" });
  for (const place of rows.keys()) observer.observe(place);
  follow();
}

// --- a page that was opened to be printed ---

if (location.hash === "#in") window.print();

// --- menus of readings: Escape closes the one that is open ---

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const open = document.querySelector(".readings[open]");
  if (!open) return;
  open.open = false;
  open.querySelector("summary").focus();
});

// --- state of the collection ---

// How often the state is asked for while somebody looks, in milliseconds: what a person waits
// without wondering.
const STATE_MS = 3000;

async function showState() {
  if (document.visibilityState !== "visible") return;
  const answer = await fetch(location.pathname);
  if (!answer.ok) return;
  const now = new DOMParser().parseFromString(await answer.text(), "text/html");
  const [shown, next] = [document, now].map((page) => page.getElementById("activity"));
  if (!next) return;
  if (next.dataset.collection !== shown.dataset.collection) {
    document.querySelector("main").replaceChildren(...now.querySelector("main").childNodes);
  } else if (shown.textContent !== next.textContent) shown.textContent = next.textContent;
}
// A service that does not answer is asked again.
if (document.getElementById("activity")) setInterval(() => showState().catch(() => {}), STATE_MS);

// --- cards in the language of the page ---

document.querySelector("tra-cuu-links")?.setAttribute("lang", document.documentElement.lang);
