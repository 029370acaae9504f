// Files into the collection without leaving the page: dropped or chosen, one after the other,
// each with how far it is, until it can be found. Without it the form does the same in one step.

// The texts, which the service puts in here (crates/print/messages).
const WORDS = "[script.upload]";
const fill = (text, values) => text.replace(/\{(\w+)\}/g, (all, name) => values[name]);

const form = document.getElementById("nap-van-ban");
const { file } = form.elements;
const section = document.getElementById("da-nap");
const list = section.querySelector("ul");
const status = form.querySelector("[role=status]");
const MAX_BYTES = form.dataset.megabytes * 1024 * 1024;

// Milliseconds between two looks at a task: the service looks at its folder twice a second.
const PAUSE = 500;

function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

// --- one file ---

function row(name) {
  const said = element("span", { className: "quiet", textContent: WORDS.waiting });
  const line = element("li", {}, element("bdi", { className: "name", textContent: name }), " ", said);
  list.prepend(line);
  section.hidden = false;
  const say = (words, isWrong = false) => {
    said.textContent = words;
    said.className = isWrong ? "note" : "quiet";
  };
  return { line, say };
}

// Only XMLHttpRequest tells how much of a body has gone.
function send(file, tell) {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    const body = new FormData();
    const group = document.getElementById("nhom")?.value;
    if (group) body.append("group", group);
    body.append("file", file);
    request.open("POST", "/api/v1/documents");
    request.setRequestHeader("accept", "application/json");
    request.responseType = "json";
    request.upload.onprogress = ({ loaded, total }) => tell(fill(WORDS.sending, { percent: Math.round((100 * loaded) / total) }));
    request.upload.onload = () => tell(WORDS.checking);
    request.onload = () => resolve({ status: request.status, answer: request.response ?? {} });
    request.onerror = () => resolve({ status: 0, answer: {} });
    request.send(body);
  });
}

async function take(file, { line, say }) {
  if (file.size > MAX_BYTES) return say(fill(WORDS.too_large, { limit: form.dataset.megabytes }), true);
  for (;;) {
    const { status, answer } = await send(file, say);
    if (status === 202) {
      // The next file need not wait until this one is found: one ingest reads them all.
      follow(answer, line, say);
      return;
    }
    if (![429, 503].includes(status) || answer.code === "folder_unwritable") return say(answer.detail ? capitalised(answer.detail) : WORDS.unsent, true);
    await pause(2 * PAUSE);
  }
}

async function follow(task, line, say) {
  while (!["succeeded", "failed"].includes(task.state)) {
    say(task.message);
    await pause(PAUSE);
    const answer = await fetch(`/api/v1/tasks/${task.id}`).catch(() => null);
    if (answer?.ok) task = await answer.json();
    else if (answer && ![429, 503].includes(answer.status)) return say(WORDS.unsent, true);
  }
  say(task.message, task.state === "failed");
  const note = NOTES[task.stored]?.(task);
  if (note) line.append(" ", element("span", { className: "quiet", textContent: note }));
  if (task.url && task.kind === "upload") line.append(" ", element("a", { href: task.url, textContent: WORDS.open }), " ", removal(task));
}

const NOTES = {
  version: ({ moved_to }) => fill(WORDS.version, { place: moved_to }),
  renamed: ({ path }) => fill(WORDS.renamed, { path }),
  unchanged: () => WORDS.unchanged,
};

function removal(task) {
  const button = element("button", { className: "second", textContent: WORDS.remove });
  button.setAttribute("aria-label", fill(WORDS.remove_named, { path: task.path }));
  const id = element("input", { type: "hidden", name: "id", value: task.document });
  return element("form", { action: "/upload/remove", method: "post" }, id, button);
}

const pause = (ms) => new Promise((resolve) => { setTimeout(resolve, ms); });
const capitalised = (text) => text.slice(0, 1).toUpperCase() + text.slice(1);

// --- the form ---

let work = Promise.resolve();

// One after the other: an office has few lines, and the service few places.
function takeAll(files) {
  for (const [file, place] of [...files].map((file) => [file, row(file.name)])) {
    work = work.then(() => take(file, place)).then(() => { status.textContent = fill(WORDS.done, { name: file.name }); });
  }
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  takeAll(file.files);
  form.reset();
});

// A file that misses the form must not take the page away.
const hasFiles = (event) => event.dataTransfer?.types.includes("Files");
for (const name of ["dragover", "drop"]) {
  addEventListener(name, (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = "copy";
    form.classList.toggle("dropping", name === "dragover");
    if (name === "drop") takeAll(event.dataTransfer.files);
  });
}
addEventListener("dragleave", (event) => {
  if (!event.relatedTarget) form.classList.remove("dropping");
});

// What a person asks to be taken out is asked once more.
list.addEventListener("submit", (event) => {
  if (!confirm(WORDS.sure)) event.preventDefault();
});

// Tasks of an earlier visit that have not ended.
for (const line of list.querySelectorAll("[data-task]")) {
  const said = line.querySelector("span");
  const say = (words, isWrong = false) => {
    said.textContent = words;
    said.className = isWrong ? "note" : "quiet";
  };
  follow({ id: line.dataset.task, state: "", message: said.textContent }, line, say);
}
