// <tra-cuu>, a search box for any page (docs/embed.md), served as it stands; without inline
// style, eval and markup from strings, which pages may forbid.
(() => {
"use strict";
if (customElements.get("tra-cuu")) return;

// A module has no current script.
const script = document.currentScript ?? [...document.querySelectorAll("script[src]")].find((one) => /\/embed\.js([?#]|$)/.test(one.src));
const HOME = new URL(".", script?.src || location.href).href;

// Milliseconds after a key: to suggestions, to the search, to a word, to giving up.
const SUGGEST_MS = 40, SEARCH_MS = 160, SLOW_MS = 700, TIMEOUT_MS = 10000;

// The texts of both languages, which the service puts in here (crates/print/messages).
const WORDS = "[script.box]";
const fill = (text, values) => text.replace(/\{(\w+)\}/g, (all, name) => values[name]);

const sheet = (css) => {
  const made = new CSSStyleSheet();
  made.replaceSync(css);
  return made;
};

// The color-scheme of the page counts: a white page keeps a white box.
const shade = CSS.supports("color", "light-dark(red, red)") ? (light, dark) => `light-dark(${light}, ${dark})` : (light) => light;
// The font is said of the parts, too: a rule of the page for everything reaches the element itself,
// and what the parts inherit from it. Sizes follow the size that the reader has chosen (medium),
// not that of the root of the page.
const THEME = sheet(`
  :host {
    --ink: var(--tra-cuu-ink, ${shade("#1e2126", "#e6e6e3")});
    --paper: var(--tra-cuu-paper, ${shade("#fff", "#1d2025")});
    --quiet: var(--tra-cuu-quiet, ${shade("#5a606c", "#a4abb7")});
    --line: var(--tra-cuu-line, ${shade("#d9d6cd", "#3d424c")});
    --edge: var(--tra-cuu-edge, ${shade("#858a94", "#7d8490")});
    --accent: var(--tra-cuu-accent, ${shade("#a3191f", "#f0868a")});
    --on-accent: var(--tra-cuu-on-accent, ${shade("#fff", "#1d2025")});
    --active: var(--tra-cuu-active, ${shade("#f3efe6", "#30353e")});
    --mark: var(--tra-cuu-mark, ${shade("#ffe9a8", "#5c4a10")});
  }
  :host, [part=field], [part=panel], .float {
    font: var(--tra-cuu-font, medium/1.45 "Segoe UI", system-ui, Roboto, "Noto Sans", "Liberation Sans", sans-serif);
    color: var(--ink); text-align: start; letter-spacing: normal; text-transform: none; white-space: normal; word-spacing: normal; text-indent: 0; visibility: visible;
  }
  @media (prefers-contrast: more) { :host { --quiet: var(--ink); --edge: var(--ink); } }
  :host([theme=light]) { color-scheme: light; }
  :host([theme=dark]) { color-scheme: dark; }
  *, ::before { box-sizing: border-box; }
  [hidden] { display: none !important; }
  a { color: inherit; }
  .float { position: fixed; inset: auto; margin: 0; padding: 0; border: 1px solid var(--edge); border-radius: var(--tra-cuu-radius, 8px); background: var(--paper); box-shadow: 0 8px 28px rgb(0 0 0 / .22); overflow: auto; overscroll-behavior: contain; z-index: 2147483000; }
  :focus-visible { outline: 3px solid var(--accent); outline-offset: 1px; }
  mark { background: var(--mark); color: var(--ink); border-radius: 2px; }
  .quiet { color: var(--quiet); font-size: .875em; }
  .line { display: block; overflow-wrap: anywhere; unicode-bidi: isolate; }`);

const BOX = sheet(`
  :host { display: block; position: relative; max-width: 44rem; }
  :host([hidden]) { display: none; }
  [part=field] { display: flex; }
  input, button { font: inherit; line-height: 1.3; color: inherit; margin: 0; min-height: 2.5rem; }
  input { flex: 1; min-width: 0; width: 100%; padding: .4rem .75rem; background: var(--paper); border: 1px solid var(--edge); border-radius: var(--tra-cuu-radius, 8px) 0 0 var(--tra-cuu-radius, 8px); border-inline-end: 0; appearance: none; text-overflow: ellipsis; }
  input::-webkit-search-cancel-button { filter: grayscale(1); }
  input::placeholder { color: var(--quiet); opacity: 1; }
  input:focus-visible { outline-width: 2px; outline-offset: -2px; box-shadow: 0 0 0 2px var(--paper), 0 0 0 4px var(--accent); z-index: 1; position: relative; }
  button { padding: .4rem 1rem; border: 1px solid var(--accent); background: var(--accent); color: var(--on-accent); font-weight: 600; cursor: pointer; border-radius: 0 var(--tra-cuu-radius, 8px) var(--tra-cuu-radius, 8px) 0; }
  .plain { border-radius: var(--tra-cuu-radius, 8px); background: none; color: inherit; border-color: var(--edge); }
  [role=group] + [role=group] { border-top: 1px solid var(--line); }
  [part=heading] { padding: .5em .75em .15em; font-size: .8125em; font-weight: 600; color: var(--quiet); }
  [role=option] { display: block; padding: .35em .75em; color: inherit; text-decoration: none; cursor: pointer; scroll-margin: 2em 0 3.5em; }
  [role=option] .line { display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 2; overflow: hidden; }
  [role=option] .quiet { -webkit-line-clamp: 1; }
  [role=option]:hover { background: var(--active); }
  [aria-selected=true] { background: var(--active); box-shadow: inset 3px 0 var(--accent); }
  [part~=all] { padding-block: .6em; }
  [part~=all] .line:first-child { color: var(--accent); font-weight: 600; }
  [role=group]:last-child { position: sticky; bottom: 0; background: var(--paper); }
  .float { display: flex; flex-direction: column; }
  [role=listbox] { overflow: auto; }
  [part=status] { padding: .55em .75em; border-top: 1px solid var(--line); }
  .live { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
  [part=panel] { border: 1px solid var(--line); border-radius: var(--tra-cuu-radius, 8px); background: var(--paper); margin-top: .5em; padding: .75em 1em 1em; }
  .bar { display: flex; gap: .5em 1em; align-items: center; flex-wrap: wrap; }
  p { margin: 0; }
  .bar > :first-child { flex: 1 1 12em; font-weight: 600; }
  ol { list-style: none; margin: .5em 0; padding: 0; }
  li { padding: .7em 0; border-top: 1px solid var(--line); }
  li a { font-weight: 600; text-underline-offset: .2em; }
  @media (pointer: coarse) { [role=option] { padding-block: .75em; } input, button { min-height: 2.75em; font-size: max(1em, 16px); } }
  @media (forced-colors: active) { [aria-selected=true] { outline: 3px solid Highlight; outline-offset: -3px; } }`);

// Strings become text nodes, never markup.
const make = (name, attributes, ...children) => {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes || {})) {
    if (value != null && value !== false) element.setAttribute(key, value);
  }
  element.append(...children.filter((child) => child != null && child !== ""));
  return element;
};
// Begins with a capital, as names do on the pages.
const raised = ([first, ...rest]) => first ? [{ ...first, text: first.text.charAt(0).toLocaleUpperCase("vi") + first.text.slice(1) }, ...rest] : [];
const mark = (text) => make("mark", { part: "mark" }, text);
const marked = (pieces) => pieces.map((piece) => piece.hit ? mark(piece.text) : piece.text);
// A text with the words marked that a snippet marks.
const marking = (text, snippet) => {
  const hits = (snippet || []).filter((piece) => piece.hit && piece.text).map((piece) => piece.text.replace(/[^\p{L}\p{N}]/gu, "\\$&"));
  return hits[0] ? text.split(RegExp(`(${hits.join("|")})`)).map((part, at) => at % 2 ? mark(part) : part) : [text];
};
// Without marks of direction: one that is left open reaches out of any <bdi>.
const plain = (text) => text.replace(/[\u202a-\u202e\u2066-\u2069]/g, "");
// A query inside our words.
const alone = (text) => `\u2068${plain(text)}\u2069`;
const many = ({ total }) => total.exact ? total.value : `${total.value}+`;
// A text of the collection: Vietnamese, and it turns none of its neighbours around.
const quoted = (...pieces) => make("bdi", { lang: "vi" }, ...pieces);
// The facts that there are in one line; each a node, a string, or several of these.
const joined = (facts) => facts.filter(Boolean).flatMap((fact, at) => [at ? " · " : "", fact].flat());
const name = (words, it) => it.symbol ? fill(words.numbered, { type: it.type || words.kind_document, symbol: it.symbol }) : it.title || it.type || it.id;
// AltGr, which types, counts as Ctrl and Alt on some systems.
const isTyped = (event) => event.key === "Enter" || event.isComposing || event.key?.length === 1 && (event.getModifierState("AltGraph") || !(event.ctrlKey || event.metaKey || event.altKey));
const tongue = (element) => /^en/i.test(element.lang) ? "en" : "vi";
const wordsOf = (element) => WORDS[tongue(element)];
const homeOf = (element) => {
  const given = element.getAttribute("src");
  return given ? new URL(given.replace(/\/?$/, "/"), document.baseURI).href : HOME;
};
// Addresses in answers are paths of the service, with the path that stands before all of them.
const within = (home, path = "") => path.startsWith(new URL(home).pathname) ? new URL(home).origin + path : home + path.replace(/^\/+/, "");

// What is thrown says why there is no answer: `kind` is `offline`, `refused`, `slow`, `busy`
// (with `wait` in seconds) or `fault`, or the caller has aborted.
const ask = async (address, signal, body) => {
  const clock = new AbortController(), stop = () => clock.abort(), timer = setTimeout(stop, TIMEOUT_MS);
  signal.addEventListener("abort", stop);
  try {
    const post = body && { method: "POST", body: JSON.stringify(body) };
    const response = await fetch(address, { signal: clock.signal, credentials: "omit", ...post });
    if (response.ok) return JSON.parse(await response.text(), (key, value) => value?.replace ? plain(value) : value);
    if (response.status === 429 || response.status === 503) {
      const wait = Number(response.headers.get("retry-after")) || 2;
      throw { kind: "busy", wait: Math.min(Math.max(wait, 1), 30) };
    }
    const problem = await response.json().catch(() => ({}));
    throw { kind: "fault", detail: response.status === 400 && problem.detail };
  } catch (error) {
    if (error.kind || signal.aborted) throw error;
    if (clock.signal.aborted) throw { kind: "slow" };
    // A service that gives its script, and whose answer may not be read, does not know this page.
    const script = address.replace(/api\/v1\/.*/, "embed.js");
    const isThere = await fetch(script, { mode: "no-cors", cache: "no-store", signal: clock.signal }).catch(() => 0);
    if (isThere) console.warn(`tra-cuu: [embed] origins = ["${location.origin}"]`);
    throw { kind: isThere ? "refused" : "offline" };
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", stop);
  }
};

// Shows a floating part above everything, beside a rectangle, inside the window.
const show = (part, beside, width) => {
  if (part.hidden) {
    part.hidden = false;
    part.showPopover?.();
  }
  const style = part.style, margin = 8;
  const wide = document.documentElement.clientWidth, high = window.visualViewport?.height || innerHeight;
  if (width) style.width = `${Math.min(width, wide - 2 * margin)}px`;
  const below = high - beside.bottom - margin, above = beside.top - margin;
  const up = below < Math.min(part.scrollHeight, 260) && above > below;
  style.maxHeight = `${Math.max(Math.min(up ? above : below, 520), 80)}px`;
  style.left = `${Math.max(margin, Math.min(beside.left, wide - margin - part.offsetWidth))}px`;
  style.top = up ? "auto" : `${beside.bottom + 3}px`;
  style.bottom = up ? `${innerHeight - beside.top + 3}px` : "auto";
};
const hide = (part) => {
  if (part.hidden) return;
  part.hidePopover?.();
  part.hidden = true;
};

class Box extends HTMLElement {
  static formAssociated = true;
  static observedAttributes = ["placeholder", "lang", "label"];
  #internals = this.attachInternals();
  #input; #button; #field; #popup; #status; #list; #live; #panel;
  #turn = new AbortController(); #opened;
  #asked = ""; #groups = []; #answer; #options = []; #active = -1; #timers = [];

  connectedCallback() {
    if (!this.#input) this.#build();
    this.#fallback(true);
    this.#label();
  }

  disconnectedCallback() {
    this.#stop();
    this.#close();
    this.#fallback(false);
  }

  // A form around sends this field, not the one that stood here without script.
  #fallback(isOff) {
    for (const field of this.querySelectorAll("input, button")) field.disabled = isOff;
  }

  attributeChangedCallback() {
    if (this.#input) this.#label();
  }

  formResetCallback() {
    this.value = "";
  }

  get value() {
    return this.#input?.value ?? "";
  }

  set value(text) {
    this.#input.value = text;
    this.#typed();
  }

  #build() {
    const root = this.attachShadow({ mode: "open", delegatesFocus: true });
    root.adoptedStyleSheets = [THEME, BOX];
    const fallback = this.querySelector("input[name]");
    if (fallback && !this.hasAttribute("name")) this.setAttribute("name", fallback.name);
    this.#input = make("input", {
      part: "input", type: "search", role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": "list",
      autocomplete: "off", autocapitalize: "off", spellcheck: "false", enterkeyhint: "search", maxlength: "1000",
    });
    this.#button = make("button", { part: "button", type: "button" });
    this.#field = make("div", { part: "field" }, this.#input, this.#button);
    this.#status = make("div", { part: "status", class: "quiet", hidden: "" });
    this.#list = make("div", { part: "list", id: "list", role: "listbox" });
    this.#popup = make("div", { part: "popup", class: "float", popover: "manual", hidden: "" }, this.#list, this.#status);
    this.#live = make("div", { class: "live", role: "status" });
    this.#panel = make("section", { part: "panel", hidden: "" });
    root.append(this.#field, this.#popup, this.#panel, this.#live);
    this.#input.value = fallback?.value || "";
    // Once the browser has given up the field that is switched off.
    if (fallback?.matches(":focus, [autofocus]")) requestAnimationFrame(() => this.#input.focus());
    this.#internals.setFormValue(this.#input.value);
    this.#input.addEventListener("input", () => this.#typed());
    this.#input.addEventListener("keydown", (event) => this.#key(event));
    this.#input.addEventListener("click", () => this.#reopen());
    this.#button.addEventListener("click", (event) => this.#search(event.ctrlKey || event.metaKey));
    // The field keeps the focus while the list is used with a mouse.
    this.#popup.addEventListener("mousedown", (event) => event.preventDefault());
    this.#list.addEventListener("click", (event) => this.#clicked(event));
    this.#panel.addEventListener("keydown", (event) => event.key === "Escape" && this.#back());
    // What is typed is no shortcut of the page, and Enter presses no button of it.
    for (const type of ["keydown", "keypress", "keyup"]) root.addEventListener(type, (event) => isTyped(event) && event.stopPropagation());
    root.addEventListener("focusout", (event) => {
      if (!root.contains(event.relatedTarget)) this.#close();
    });
  }

  #label() {
    const words = wordsOf(this);
    this.#input.placeholder = this.getAttribute("placeholder") ?? words.placeholder;
    this.#input.setAttribute("aria-label", this.getAttribute("label") ?? words.label);
    this.#list.setAttribute("aria-label", words.list);
    this.#panel.setAttribute("aria-label", words.results);
    this.#button.textContent = words.button;
    // Both languages are written from left to right, in whatever page.
    for (const part of [this.#field, this.#popup, this.#panel, this.#live]) [part.lang, part.dir] = [tongue(this), "ltr"];
  }

  #limits() {
    return ["kind", "collection"].map((name) => this.getAttribute(name) || "");
  }

  #question(text) {
    const [kind, collection] = this.#limits();
    return text + (kind && ` kind:${kind}`) + (collection && ` collection:"${collection.replaceAll('"', " ")}"`);
  }

  #page(text) {
    return within(homeOf(this), `search?q=${encodeURIComponent(this.#question(text))}`);
  }

  #api(route, text, limit) {
    return within(homeOf(this), `api/v1/${route}?limit=${limit}&q=${encodeURIComponent(text)}`);
  }

  #stop() {
    this.#turn.abort();
    this.#timers.forEach(clearTimeout);
    this.#timers = [];
  }

  // Queries whatever stands in the field, finished syllables or not; writes nothing.
  #typed(triesLeft = 3) {
    this.#internals.setFormValue(this.#input.value);
    const text = this.#input.value.trim();
    if (text === this.#asked) return this.#reopen();
    this.#stop();
    // What was chosen was found for other words.
    this.#select(-1);
    this.#asked = text;
    this.#groups = [];
    this.#answer = undefined;
    if (text) this.#query(text, triesLeft);
    else {
      this.#options = [];
      this.#close();
    }
  }

  async #query(text, triesLeft) {
    const turn = this.#turn = new AbortController(), [kind, collection] = this.#limits().map(encodeURIComponent);
    const later = (job, ms) => {
      this.#timers.push(setTimeout(job, ms));
      return this.#timers.at(-1);
    };
    const waiting = later(() => this.#say(wordsOf(this).waiting), SLOW_MS + SEARCH_MS);
    const run = async (ms, address, take) => {
      await new Promise((done) => later(done, ms));
      const answer = await ask(address, turn.signal);
      // An answer to what is no longer in the field is dropped.
      if (turn.signal.aborted) return;
      take(answer);
      this.#say("");
      this.#render(text);
    };
    try {
      await Promise.all([
        run(SUGGEST_MS, `${this.#api("suggest", text, 8)}&kind=${kind}&collection=${collection}&lang=${tongue(this)}`, (answer) => this.#groups = answer.groups),
        run(SEARCH_MS, this.#api("search", this.#question(text), 6), (answer) => this.#answer = answer),
      ]);
      clearTimeout(waiting);
      if (!turn.signal.aborted) this.#settled(text);
    } catch (error) {
      if (turn.signal.aborted) return;
      if (!error.kind) throw error;
      this.#trouble(error, text, triesLeft);
    }
  }

  #settled(text) {
    const words = wordsOf(this), n = this.#options.length - 1, none = fill(words.none, { question: alone(text) }), { total } = this.#answer;
    if (!n) this.#say(none);
    const said = n ? fill(words.count, { count: n }) + (total.value ? ` ${fill(words.total, { total: many(this.#answer) })}` : "") : none;
    this.#timers.push(setTimeout(() => this.#announce(said), 500));
  }

  #told({ kind, wait, detail }) {
    const words = wordsOf(this);
    return tongue(this) === "vi" && detail || fill(words[kind], { seconds: wait });
  }

  #trouble(trouble, text, triesLeft) {
    this.#groups = [];
    this.#answer = undefined;
    this.#render(text);
    const said = this.#told(triesLeft ? trouble : { kind: "fault" });
    this.#say(said);
    this.#announce(said);
    this.#stop();
    this.#asked = "";
    if (trouble.kind === "busy" && triesLeft) {
      this.#timers.push(setTimeout(() => this.#typed(triesLeft - 1), trouble.wait * 1000));
    }
  }

  #say(text) {
    this.#status.textContent = text;
    this.#status.hidden = !text;
    if (text) this.#show();
  }

  #announce(text) {
    this.#live.textContent = text;
  }

  // Suggestions first, then answers that they do not have.
  #sections(text) {
    const words = wordsOf(this), home = homeOf(this), seen = new Set();
    const detail = ({ text, is_quoted }) => is_quoted ? quoted(text) : text;
    const link = (path, query) => path ? within(home, path) : this.#page(query);
    const sections = this.#groups.map((group) => ({
      heading: words[`kind_${group.kind}`],
      options: group.suggestions.map((one) => {
        seen.add(one.url);
        return { href: link(one.url, one.query), query: one.url ? null : one.query, main: marked(raised(one.pieces)), more: joined(one.details.map(detail)) };
      }),
    }));
    const card = this.#answer?.answer, hits = this.#answer?.hits || [];
    if (card) sections.unshift({ options: [{ href: this.#page(text), query: text, main: [quoted(card.text)], more: [] }] });
    for (const hit of hits) {
      if (seen.has(hit.url) || hit.belongs_to) continue;
      let section = sections.find((known) => known.kind === hit.kind);
      if (!section) sections.push(section = { kind: hit.kind, heading: words[`kind_${hit.kind}`], options: [] });
      section.options.push({ href: link(hit.url), ...this.#shown(hit, hits) });
    }
    const tries = (this.#answer?.suggestions || []).map((one) => ({ href: this.#page(one.query), query: one.query, main: [one.query], more: [tongue(this) === "vi" && one.reason] }));
    if (tries.length) sections.push({ heading: words.try, options: tries });
    // How the question was read, where that is more than its words.
    const { corrections, understood, summary } = this.#answer?.query || {}, total = this.#answer?.total;
    const isRead = corrections?.length || understood?.some((part) => part.role !== "text");
    sections.push({ options: [{ href: this.#page(text), query: text, main: [total?.value ? fill(words.all, { total: many(this.#answer) }) : fill(words.search_for, { question: alone(text) })], more: isRead ? [words.read, quoted(summary)] : [], last: true }] });
    return sections;
  }

  // The two lines of a hit; of a place with who leads the task that is tied to it.
  #shown(hit, hits) {
    const words = wordsOf(this), [snippet = []] = hit.snippets, title = quoted(...marking(hit.title, snippet));
    if (hit.kind === "document") return hit.symbol ? { main: [name(words, hit)], more: [title] } : { main: [title], more: [quoted(hit.issuer || "")] };
    const from = hit.document.symbol || hit.document.title;
    const said = (word, text) => text && [`${word}: `, quoted(...marking(text, snippet))];
    const task = hit.kind === "assignment" ? hit : hits.find((one) => one.kind === "assignment" && one.belongs_to === hit.id);
    const roles = task ? [said(words.lead, task.lead.map((agency) => agency.name).join(", ")), said(words.due, task.deadline)] : [];
    if (hit.kind === "assignment") return { main: [title], more: joined([...roles, from && quoted(from)]) };
    return { main: [quoted(hit.place), " ", title], more: joined([from && quoted(from), ...roles, quoted(...marked(snippet))]) };
  }

  #render(text) {
    const kept = this.#options[this.#active]?.element.href;
    this.#options = [];
    this.#list.replaceChildren(...this.#sections(text).map(({ heading, options }) => {
      const group = make("div", { role: "group", part: "group", "aria-label": heading || wordsOf(this).button });
      if (heading) group.append(make("div", { part: "heading", "aria-hidden": "true" }, heading));
      for (const option of options) {
        const more = option.more?.some(Boolean) && make("span", { class: "line quiet", part: "detail" }, ...option.more);
        const element = make("a", {
          role: "option", part: option.last ? "option all" : "option", id: `o${this.#options.length}`,
          href: option.href, tabindex: "-1", "aria-selected": "false",
        }, make("span", { class: "line", part: "text", lang: !option.last && "vi" }, ...option.main), more || null);
        this.#options.push({ element, query: option.query });
        group.append(element);
      }
      return group;
    }));
    this.#select(kept ? this.#options.findIndex((option) => option.element.href === kept) : -1);
    this.#show();
  }

  #select(at) {
    this.#options[this.#active]?.element.setAttribute("aria-selected", "false");
    this.#active = at;
    const chosen = this.#options[at]?.element;
    if (!chosen) return this.#input.removeAttribute("aria-activedescendant");
    chosen.setAttribute("aria-selected", "true");
    this.#input.setAttribute("aria-activedescendant", chosen.id);
    chosen.scrollIntoView({ block: "nearest" });
  }

  #place() {
    const field = this.#field.getBoundingClientRect();
    show(this.#popup, field, Math.max(field.width, 420));
  }

  #show() {
    if (this.shadowRoot.activeElement !== this.#input) return;
    if (this.#popup.hidden) {
      this.#opened = new AbortController();
      const options = { capture: true, passive: true, signal: this.#opened.signal };
      for (const type of ["scroll", "resize", "pointerdown"]) {
        window.addEventListener(type, (event) => type !== "pointerdown" ? this.#place() : event.composedPath().includes(this) || this.#close(), options);
      }
      this.#input.setAttribute("aria-expanded", "true");
    }
    this.#place();
  }

  #close() {
    if (!this.#popup || this.#popup.hidden) return;
    hide(this.#popup);
    this.#opened.abort();
    this.#input.setAttribute("aria-expanded", "false");
    this.#select(-1);
  }

  #reopen() {
    if (this.#asked && this.#options.length) this.#show();
  }

  #key(event) {
    // Keys of a typing method are its own, Enter and arrows included.
    if (event.isComposing || event.keyCode === 229) return;
    const { key } = event, isOpen = !this.#popup.hidden, n = this.#options.length;
    const apart = event.ctrlKey || event.metaKey;
    if ((key === "ArrowDown" || key === "ArrowUp") && !event.altKey && n) {
      event.preventDefault();
      if (!isOpen) this.#show();
      // One place more than there are options: the field itself.
      const step = key === "ArrowDown" ? 1 : n;
      this.#select((this.#active + 1 + step) % (n + 1) - 1);
    } else if (key === "Enter") {
      event.preventDefault();
      const chosen = this.#options[this.#active];
      if (chosen && isOpen) this.#choose(chosen, apart);
      else this.#search(apart);
    } else if (key === "Escape" && (isOpen || !this.#panel.hidden)) {
      event.preventDefault();
      event.stopPropagation();
      if (isOpen) this.#close();
      else this.#back();
    }
  }

  #clicked(event) {
    const element = event.target.closest("[role=option]");
    const chosen = this.#options.find((option) => option.element === element);
    // Other buttons and modified clicks are the browser's own business.
    if (!chosen || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    this.#choose(chosen, false);
  }

  #choose({ element, query }, apart) {
    const inPanel = query && !apart && this.getAttribute("open") === "panel";
    this.#close();
    if (inPanel) this.#results(query);
    else this.#go(element.href, apart);
  }

  // The form around, where it is there to search. A page that is one form as a whole
  // (ASP.NET, SharePoint) sends itself, which is nobody's question.
  #searchForm() {
    const form = this.#internals.form;
    // Attributes: a field named "action" hides the property.
    const said = (name) => form?.getAttribute(name) || "";
    const isOurs = this.querySelector("input[name]") || said("role") === "search" || make("a", { href: said("action") }).href.startsWith(homeOf(this));
    return isOurs && !/^(post|dialog)$/i.test(said("method")) ? form : null;
  }

  #search(apart) {
    const text = this.#input.value.trim(), form = this.#searchForm();
    this.#close();
    if (!text) this.#input.focus();
    else if (this.getAttribute("open") === "panel" && !apart) this.#results(text);
    else if (form && !apart) form.requestSubmit();
    else this.#go(this.#page(text), apart);
  }

  // Leaves for a page of the service, unless the page around has other plans.
  #go(url, apart) {
    this.#stop();
    const event = new CustomEvent("tra-cuu-open", { detail: { url }, bubbles: true, composed: true, cancelable: true });
    if (!this.dispatchEvent(event)) return;
    if (apart) window.open(url, "_blank", "noopener");
    else location.assign(url);
  }

  async #results(text) {
    const words = wordsOf(this), turn = this.#turn = (this.#stop(), new AbortController());
    const summary = make("p", { class: "line" }, words.waiting), list = make("ol", { part: "results" });
    const close = make("button", { type: "button", class: "plain", part: "close" }, words.close);
    const more = make("button", { type: "button", class: "plain", part: "more", hidden: "" }, words.more);
    const bar = make("div", { class: "bar" }, summary, make("a", { href: this.#page(text), part: "page" }, words.page), close);
    this.#panel.replaceChildren(bar, list, more);
    this.#panel.hidden = false;
    close.addEventListener("click", () => this.#back());
    let cursor = "", tries = 3;
    const load = async () => {
      try {
        const next = cursor && `&cursor=${encodeURIComponent(cursor)}`;
        const answer = await ask(this.#api("search", this.#question(text), 10) + next, turn.signal);
        if (turn.signal.aborted) return;
        if (answer.answer && !list.childElementCount) list.before(make("p", { part: "answer" }, quoted(answer.answer.text)));
        list.append(...answer.hits.filter((hit) => !hit.belongs_to).map((hit) => this.#item(hit, answer.hits)));
        summary.replaceChildren(...answer.hits.length ? [quoted(answer.query.summary), ` · ${fill(words.total, { total: many(answer) })}`] : [fill(words.none, { question: alone(text) })]);
        cursor = answer.next;
        more.hidden = !cursor;
        this.#announce(summary.textContent);
      } catch (error) {
        if (turn.signal.aborted) return;
        summary.textContent = this.#told(error);
        this.#announce(summary.textContent);
        if (error.kind === "busy" && tries--) this.#timers.push(setTimeout(load, error.wait * 1000));
      }
    };
    more.addEventListener("click", load);
    await load();
  }

  #back() {
    this.#panel.hidden = true;
    this.#input.focus();
  }

  #item(hit, hits) {
    const { main, more } = this.#shown(hit, hits);
    return make("li", { part: "result" },
      make("span", { class: "line quiet" }, wordsOf(this)[`kind_${hit.kind}`]),
      make("a", { class: "line", href: within(homeOf(this), hit.url) }, ...main),
      make("span", { class: "line quiet" }, ...more.filter(Boolean)));
  }
}

// Links on document symbols. Pages without them do not load their script.
class Links extends HTMLElement {
  #decorator;

  async connectedCallback() {
    const { Decorator } = await import(`${HOME}embed-links.js`);
    if (!this.isConnected) return;
    this.#decorator ??= new Decorator(this, { ask, fill, hide, homeOf, make, name, sheet, show, THEME, tongue, within, wordsOf });
    this.#decorator.start();
  }

  disconnectedCallback() {
    this.#decorator?.stop();
  }
}

customElements.define("tra-cuu", Box);
customElements.define("tra-cuu-links", Links);

// <script data-tra-cuu-links="main" or data-tra-cuu-cards="main a">: without the element.
const { traCuuLinks: scope, traCuuCards: cards } = script?.dataset || {};
if ((scope ?? cards) != null) {
  const links = make("tra-cuu-links", { scope: scope || null, cards });
  const add = () => document.body.append(links);
  if (document.body) add();
  else document.addEventListener("DOMContentLoaded", add);
}
})();
