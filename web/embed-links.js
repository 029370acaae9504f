// tracuu for the pages of others: what <tra-cuu-links> of embed.js does, loaded by it where
// a page has that element. docs/embed.md is the manual.

// Milliseconds in one go: of reading, and of changing texts with the layout that follows.
const READ_MS = 8, CHANGE_MS = 24;
// Texts that are changed in one go, at first and in a page that takes long to lay out. Each
// go lays the page out again, which has its price however few they are.
const BURST = 250;
// Most texts that the service reads at once, and the longest of them.
const BATCH = 100, TEXT_BYTES = 160;

// The texts of both languages, which the service puts in here (crates/print/messages).
const WORDS = "[script.links]";

const CARD = `
  :host { display: contents; }
  .card { width: max-content; max-width: min(26rem, 100vw - 1rem); padding: .8rem 1rem; line-height: 1.4; font-size: .9375rem; }
  .card > * + * { margin: .8rem 0 0; padding-top: .8rem; border-top: 1px solid var(--line); }
  .card a { font-weight: 600; text-underline-offset: .2em; }
  p { margin: 0; } .title { margin: .25rem 0 .5rem; }
  dl { display: grid; grid-template-columns: auto 1fr; gap: .15rem .8rem; margin: 0 0 .5rem; }
  dt { color: var(--quiet); } dd { margin: 0; overflow-wrap: anywhere; unicode-bidi: isolate; }`;

// In the page itself. Whatever the page says of its links, these stand as their text did.
const LINK = `
  a[data-tra-cuu] { all: unset !important; direction: ltr !important; unicode-bidi: isolate !important; cursor: pointer !important; text-decoration: underline dotted 1px !important; text-underline-offset: .2em !important; }
  a[data-tra-cuu]::before, a[data-tra-cuu]::after { content: none !important; }
  a[data-tra-cuu]:hover { text-decoration-style: solid !important; }
  a[data-tra-cuu]:focus-visible { outline: 2px solid !important; outline-offset: 2px !important; }
  a[data-tra-cuu=several] { text-decoration-style: wavy !important; }
  @media print { a[data-tra-cuu] { text-decoration: none !important; } }`;

// Where a text is not to be touched.
const SKIP = "a, button, code, pre, kbd, samp, tt, script, style, textarea, input, select, svg, math, noscript, template, iframe, canvas, object, [contenteditable]:not([contenteditable=false]), [role=textbox], [role=link], [role=button], [data-tra-cuu-skip], tra-cuu, tra-cuu-links";

// A symbol: 29-NQ/TW, 30/2020/NĐ-CP, 15/QĐ-UBND, 45/2019/QH14, with the dashes, slashes
// and blanks that pages really have. What looks like one and is none, the service says.
const SYMBOL = (() => {
  // Blanks stand around the separators inside a symbol, but a dash with blanks behind it
  // goes on with other words ("29-NQ/TW - Về …").
  const blank = "\\s{0,9}", tight = "[-\\u2010-\\u2015\\u2212]", dash = blank + tight + blank, slash = `${blank}[/\\u2044\\u2215]${blank}`;
  const kind = "\\p{Lu}[\\p{L}\\p{M}]{0,6}", code = "\\p{Lu}(?:[&.]?[\\p{L}\\p{M}\\p{N}]){0,23}", more = `(?:${tight}${code})`;
  const party = `${dash}${kind}${slash}${code}${more}{0,8}`, year = `\\d{4}${slash}`;
  const state = `${slash}(?:(?:${year})?${kind}${dash}(?=\\p{Lu}{2})${code}${more}{0,8}|${year}${code}${more}{0,8}|${code}${more}{1,8})`;
  return new RegExp(`(?<![\\p{L}\\p{N}/-])\\d{1,5}(?:\\.\\d{1,2})?[a-zA-E]?(?:${party}|${state})(?![\\p{L}\\p{N}])`, "gu");
})();
// What stands around a symbol and tells documents of one symbol apart.
const TYPE = /(quyết định|quy định|quy chế|chỉ thị|chương trình|công văn|nghị quyết|nghị định|hướng dẫn|kế hoạch|kết luận|thông báo|thông tri|thông tư|báo cáo|tờ trình|đề án|dự án|pháp lệnh)\s+(?:số:?\s*)?$/iu;
const DATE = /^[\s,]{0,3}(?:ban hành\s+)?ngày\s+(\d{1,2})\s*(?:[/.-]|tháng)\s*(\d{1,2})\s*(?:[/.-]|năm)\s*(\d{4})/iu;

// Elements that go on with the line.
const INLINE = "a, abbr, b, bdi, br, em, font, i, small, span, strong, u, wbr";

const idle = () => new Promise((done) => window.requestIdleCallback ? requestIdleCallback(done, { timeout: 300 }) : setTimeout(done, 20));
const fits = (text) => text.length * 3 <= TEXT_BYTES || new TextEncoder().encode(text).length <= TEXT_BYTES;
// Most text beside a symbol that is looked at, in letters: a type word, a date.
const BESIDE = 50;
// What stands beside a node in its line of text, one blank for any; a line break is a blank.
const textBeside = (node, side) => {
  let text = "";
  let near = node[side] || (node.parentNode?.matches?.(INLINE) ? node.parentNode[side] : null);
  for (; near && text.length < BESIDE; near = near[side]) {
    if (near.nodeType === Node.ELEMENT_NODE && !near.matches(INLINE)) break;
    const here = near.nodeName === "BR" ? " " : near.textContent.slice(...side === "nextSibling" ? [0, 400] : [-400]);
    text = (side === "nextSibling" ? text + here : here + text).replace(/\s+/g, " ");
  }
  return text;
};

// The id of the document that an address of the service is of, [1], or the symbol that it
// searches for, [2], as they stand in the address.
const led = (home, href) => href.startsWith(home) && /^(?:documents\/([^/?#]+)|search\?q=([^&#]+))(?:#.*)?$/.exec(href.slice(home.length));

// 08/3/2022 (30/2020/NĐ-CP, annex I, II.4): a zero before days below 10 and months below 3.
const day = (iso) => (iso || "").split("-").map((part, at) => at === 1 && part > "02" ? String(Number(part)) : part).reverse().join("/");

// The sheet in the page itself, made once.
let inPage;

// Decorates the page around an element while that stands in it. `kit` has the parts that
// the search box has too.
export class Decorator {
  #element; #kit;
  #observer; #stopped; #jobs = []; #ready = []; #n = 0; #burst = BURST; #isWorking = false;
  #known = new Map(); #cards = new Map(); #wanted = []; #asking = 0;
  #owner = new WeakMap(); #pieces = new WeakMap(); #ids = new WeakMap(); #tries = new WeakMap();
  #card; #shown; #near; #timer; #isPinned = false; #isDescribed = false; #dismissed;

  constructor(element, kit) {
    this.#element = element;
    this.#kit = kit;
    const root = element.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [kit.THEME, kit.sheet(CARD)];
    this.#card = kit.make("div", { part: "card", class: "float card", popover: "manual", role: "dialog", hidden: "" });
    root.append(this.#card);
  }

  get #words() {
    return { ...this.#kit.wordsOf(this.#element), ...WORDS[this.#kit.tongue(this.#element)] };
  }

  #address(path) {
    return this.#kit.within(this.#kit.homeOf(this.#element), path);
  }

  get #scope() {
    return this.#element.getAttribute("scope") || "body";
  }

  // The links of the page itself that get cards, as a selector; then no text is read.
  get #existing() {
    return this.#element.getAttribute("cards");
  }

  start() {
    if (this.#stopped?.signal.aborted === false) return;
    if (!inPage) document.adoptedStyleSheets = [...document.adoptedStyleSheets, inPage = this.#kit.sheet(LINK)];
    this.#stopped = new AbortController();
    const options = { signal: this.#stopped.signal };
    for (const type of ["pointerover", "pointerout", "focusin", "focusout", "keydown", "click"]) {
      document.addEventListener(type, (event) => this.#event(event), options);
      this.#card.addEventListener(type, (event) => this.#inCard(event), options);
    }
    this.#card.lang = this.#kit.tongue(this.#element);
    this.#observer = new MutationObserver((changes) => this.#changed(changes));
    const start = () => {
      if (this.#stopped.signal.aborted || this.#existing) return;
      this.#observer.observe(document.body, { subtree: true, childList: true, characterData: true });
      this.#scan(document.body);
    };
    if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start, options);
    else start();
  }

  // Leaves the page as it was.
  stop() {
    this.#stopped.abort();
    this.#observer.disconnect();
    this.#hide();
    this.#jobs = [];
    this.#ready = [];
    this.#wanted = [];
    for (const [key, known] of this.#known) if (known.waiting) this.#known.delete(key);
    for (const link of document.querySelectorAll("a[data-tra-cuu]")) {
      if (!this.#owner.has(link)) continue;
      this.#restore(this.#owner.get(link));
      // Where the page threw the text node away.
      if (link.isConnected) link.replaceWith(...link.childNodes);
    }
  }

  #changed(changes) {
    for (const { type, target, addedNodes, removedNodes } of changes) {
      // A text node that a script took away takes all its text along. An empty one may have
      // been tidied up only.
      for (const node of removedNodes) if (node.data && node.parentNode !== target) this.#restore(node, target);
      if (type === "characterData") {
        this.#restore(target);
        this.#scan(target);
      } else addedNodes.forEach((node) => this.#scan(node));
    }
  }

  // Reads a node as far as it is inside the scope, which may come and go with the page.
  #scan(root) {
    const isInside = (root.nodeType === Node.TEXT_NODE ? root.parentElement : root)?.closest?.(this.#scope);
    const parts = isInside ? [root] : root.querySelectorAll?.(this.#scope) ?? [];
    for (const part of parts) this.#jobs.push(this.#find(part));
    this.#work();
  }

  // Works in slices while the page has nothing else to do: first what is near the part that
  // is seen, last what is far away.
  async #work() {
    if (this.#isWorking) return;
    this.#isWorking = true;
    const { signal } = this.#stopped;
    while ((this.#jobs.length || this.#ready.length) && !signal.aborted) {
      await idle();
      // What the page changed meanwhile comes first; what is changed here is no news.
      this.#changed(this.#observer.takeRecords());
      if (signal.aborted) break;
      const near = this.#nearby();
      if (near.length) this.#change(near);
      else if (this.#jobs.length) this.#read();
      else if (this.#isAsking) break;
      else this.#change(this.#ready.splice(0, this.#burst));
      this.#observer.takeRecords();
    }
    this.#isWorking = false;
    if (!signal.aborted) this.#ask();
    else if (this.#element.isConnected && this.#jobs.length) this.#work();
  }

  // Whether texts wait for answers, perhaps such that are nearer.
  get #isAsking() {
    return this.#asking > 0 || this.#wanted.length > 0;
  }

  #read() {
    const end = performance.now() + READ_MS;
    while (this.#jobs.length && performance.now() < end) {
      if (this.#jobs[0].next().done) this.#jobs.shift();
    }
  }

  // Takes the texts up to a screen away from what is seen. They wait in the order of the
  // page, nearly; the others lose nothing but time.
  #nearby() {
    this.#ready.sort((one, other) => one.place - other.place);
    const range = document.createRange();
    const first = (isBelow, from) => {
      let low = from, high = this.#ready.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        range.selectNodeContents(this.#ready[middle].node);
        if (isBelow(range.getBoundingClientRect())) high = middle;
        else low = middle + 1;
      }
      return low;
    };
    const start = first((box) => box.bottom > -innerHeight, 0), end = first((box) => box.top > 2 * innerHeight, start);
    return this.#ready.splice(start, Math.min(end - start, this.#burst));
  }

  // Changes some texts and has the page laid out, to know what it costs.
  #change(entries) {
    const began = performance.now();
    entries.forEach((entry) => this.#decorate(entry));
    void document.body.offsetHeight;
    const share = CHANGE_MS / (performance.now() - began);
    if (entries.length >= this.#burst) this.#burst = Math.max(BURST, Math.round(entries.length * Math.min(share, 2)));
  }

  // Finds the symbols under a node, a text node a step.
  *#find(root) {
    if (!root.isConnected || (root.nodeType === Node.TEXT_NODE ? root.parentElement : root).closest?.(SKIP)) return;
    const accept = (node) => node.nodeType === Node.TEXT_NODE ? NodeFilter.FILTER_ACCEPT : node.matches(SKIP) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_SKIP;
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT, accept);
    const first = root.nodeType === Node.TEXT_NODE ? root : walker.nextNode();
    for (let node = first; node; node = root === node ? null : walker.nextNode()) {
      const text = node.data, found = [];
      if (!/\d\s*[-/\u2010-\u2015\u2212\u2044\u2215]/u.test(text)) continue;
      for (const match of text.matchAll(SYMBOL)) {
        const key = this.#key(node, text, match);
        if (fits(key)) found.push({ start: match.index, end: match.index + match[0].length, key });
        yield;
      }
      if (found.length) this.#await({ node, text, found, missing: 1, place: this.#n++ });
      yield;
    }
  }

  // A symbol with what is around it, as the service is asked.
  #key(node, text, match) {
    const end = match.index + match[0].length;
    // Lines are broken and indented at will in the source of a page.
    const close = (text) => text.replace(/\s+/g, " ");
    const head = close(text.slice(Math.max(0, match.index - 400), match.index)), tail = close(text.slice(end, end + 400));
    const before = (head.length > 2 ? head : close(textBeside(node, "previousSibling") + head)).slice(-BESIDE);
    const after = (tail.length > 2 ? tail : close(tail + textBeside(node, "nextSibling"))).slice(0, BESIDE);
    const type = TYPE.exec(before)?.[1].toLowerCase(), date = DATE.exec(after);
    const symbol = match[0].replace(/\s+/g, "").replace(/[\u2010-\u2015\u2212]/g, "-").replace(/[\u2044\u2215]/g, "/");
    return `${type ? `${type} số ` : ""}${symbol}${date ? ` ngày ${date[1]}/${date[2]}/${date[3]}` : ""}`.normalize("NFC").replace(/\s+/g, " ");
  }

  // Decorates an entry as soon as all its symbols are known.
  #await(entry) {
    for (const { key } of entry.found) {
      let known = this.#known.get(key);
      if (!known) {
        this.#known.set(key, known = { waiting: [] });
        this.#wanted.push(key);
      }
      if (known.waiting) {
        entry.missing += 1;
        known.waiting.push(entry);
      }
    }
    this.#arrived(entry);
    if (this.#wanted.length >= BATCH) this.#ask();
  }

  #arrived(entry) {
    const isMeant = ({ key }) => this.#known.get(key).ids.length;
    if (--entry.missing === 0 && entry.found.some(isMeant)) this.#ready.push(entry);
  }

  async #ask() {
    const { signal } = this.#stopped;
    if (!this.#wanted.length || this.#asking >= 2) return;
    const texts = this.#wanted.splice(0, BATCH);
    this.#asking += 1;
    let answer;
    for (let tries = 3; tries--;) {
      try {
        answer = await this.#kit.ask(this.#address("api/v1/mentions"), signal, { texts });
        break;
      } catch (error) {
        // Without an answer the page stays as it is.
        if (signal.aborted || error.kind !== "busy") break;
        await new Promise((done) => setTimeout(done, error.wait * 1000));
      }
    }
    this.#asking -= 1;
    if (signal.aborted) return;
    if (!answer) {
      // What comes into the page later may ask again.
      for (const text of texts) this.#known.delete(text);
      this.#work();
      return this.#ask();
    }
    this.#keep(answer.documents);
    texts.forEach((text, at) => {
      const { waiting } = this.#known.get(text), said = answer.mentions[at];
      const ids = said?.document ? [said.document] : said?.candidates || [];
      this.#known.set(text, { ids, symbol: said?.symbol });
      waiting.forEach((entry) => this.#arrived(entry));
    });
    this.#work();
    this.#ask();
  }

  #keep(cards) {
    for (const card of cards) this.#cards.set(card.id, card);
  }

  // The ids of the documents that a link leads to, none for other links.
  async #meant(link) {
    if (this.#ids.has(link)) return this.#ids.get(link);
    const [, id, symbol] = led(this.#kit.homeOf(this.#element), link.href);
    const body = id ? { texts: [], documents: [decodeURIComponent(id)] } : { texts: [decodeURIComponent(symbol)] };
    const { documents } = await this.#kit.ask(this.#address("api/v1/mentions"), this.#stopped.signal, body);
    this.#keep(documents);
    const ids = documents.map((card) => card.id);
    this.#ids.set(link, ids);
    return ids;
  }

  // Puts links around the symbols of a text node. The node itself stays, in front, with less
  // text: scripts of the page may hold it.
  #decorate({ node, text, found }) {
    // Unless the page has changed it meanwhile.
    if (node.data !== text || !node.isConnected) return;
    const rest = [];
    let from = 0, head = text;
    for (const { start, end, key } of found) {
      const { ids, symbol } = this.#known.get(key);
      if (!ids.length) continue;
      const link = document.createElement("a");
      link.href = this.#address(ids.length > 1 ? `search?q=${encodeURIComponent(symbol)}` : this.#cards.get(ids[0]).url);
      link.dataset.traCuu = ids.length > 1 ? "several" : "";
      link.append(text.slice(start, end));
      if (!rest.length) head = text.slice(0, start);
      else if (start > from) rest.push(document.createTextNode(text.slice(from, start)));
      rest.push(link);
      this.#owner.set(link, node);
      this.#ids.set(link, ids);
      from = end;
    }
    if (!rest.length || !this.#mayTry(node.parentNode, text)) return;
    if (from < text.length) rest.push(document.createTextNode(text.slice(from)));
    this.#pieces.set(node, { head, rest });
    node.data = head;
    node.after(...rest);
  }

  // A page that takes the links out again and puts the same text back wants none: once more,
  // since it may only have moved the text, and it is left alone.
  #mayTry(parent, text) {
    const known = this.#tries.get(parent);
    // A part that shows ever new texts is no page that refuses links.
    const tries = known?.size < 50 ? known : new Map(), n = (tries.get(text) ?? 0) + 1;
    this.#tries.set(parent, tries.set(text, n));
    return n <= 2;
  }

  // Gives a text node its text back.
  #restore(node, parent = node.parentNode) {
    const known = this.#pieces.get(node);
    if (!known) return;
    this.#pieces.delete(node);
    const here = known.rest.filter((piece) => parent && piece.parentNode === parent);
    // A script that wrote a new text meant all of it.
    if (node.data === known.head) node.data += here.map((piece) => piece.textContent).join("");
    here.forEach((piece) => piece.remove());
  }

  #event(event) {
    const link = this.#linkOf(event.target);
    if (event.type === "keydown" && event.key === "Escape" && this.#shown) return this.#dismiss(event);
    if (event.type === "click" && this.#isPinned && !link && !event.composedPath().includes(this.#element)) return this.#hide();
    if (!link) return;
    const later = (job, ms) => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(job, ms);
    };
    const byTouch = event.pointerType === "touch";
    if (event.type === "pointerout" || event.type === "focusout") this.#dismissed = undefined;
    else if (this.#dismissed === link && event.type !== "keydown" && event.type !== "click") return;
    if (event.type === "pointerover" && !byTouch) later(() => this.#show(link), 200);
    else if (event.type === "focusin" && link.matches(":focus-visible")) this.#show(link);
    else if (event.type === "pointerout" || event.type === "focusout") later(() => this.#isPinned || this.#hide(), 250);
    else if (event.type === "keydown" && event.key === "ArrowDown" && this.#shown === link) {
      event.preventDefault();
      this.#pin(link);
    } else if (event.type === "click" && !event.ctrlKey && !event.metaKey && !event.shiftKey && (byTouch || this.#ids.get(link)?.length > 1)) {
      event.preventDefault();
      this.#pin(link);
    }
  }

  // The link with a card that an event is about.
  #linkOf(target) {
    const link = target.closest?.(this.#existing || "a[data-tra-cuu]");
    if (!link || this.#owner.has(link)) return link;
    const isOurs = this.#existing && !link.matches("[data-tra-cuu]") && link.closest(this.#scope) && led(this.#kit.homeOf(this.#element), link.href);
    return isOurs ? link : null;
  }

  #inCard(event) {
    clearTimeout(this.#timer);
    // The card stands elsewhere in the page: Tab goes on from the link.
    const links = this.#card.querySelectorAll("a"), edge = links[event.shiftKey ? 0 : links.length - 1];
    if (event.type === "keydown" && event.key === "Tab" && event.target === edge) {
      this.#dismiss(event);
      if (event.shiftKey) event.preventDefault();
      return;
    }
    const goesOut = (event.type === "pointerout" || event.type === "focusout") && !this.#card.contains(event.relatedTarget);
    if (goesOut && (event.type === "focusout" || !this.#isPinned)) this.#timer = setTimeout(() => this.#hide(), 250);
  }

  async #pin(link) {
    await this.#show(link);
    // Without a card the link is what it is.
    if (!this.#ids.get(link)?.length) return location.assign(link.href);
    if (this.#shown !== link) return;
    clearTimeout(this.#timer);
    this.#isPinned = true;
    this.#card.querySelector("a")?.focus();
  }

  #dismiss(event) {
    const link = this.#shown, wasIn = this.#element.shadowRoot.activeElement;
    event.stopPropagation();
    this.#hide();
    this.#dismissed = link;
    if (wasIn) link.focus();
  }

  async #show(link) {
    clearTimeout(this.#timer);
    this.#near = link;
    const ids = await this.#meant(link).catch(() => []);
    if (this.#near !== link) return;
    if (!link.isConnected || !ids.length) return this.#hide();
    const words = this.#words, cards = ids.map((id) => this.#cards.get(id));
    const counted = this.#kit.fill(words.several, { count: cards.length });
    if (this.#shown !== link) {
      this.#hide();
      this.#near = link;
      const several = cards.length > 1 ? [this.#kit.make("p", { class: "quiet" }, counted)] : [];
      this.#card.replaceChildren(...several, ...cards.map((card) => this.#facts(card)));
      this.#card.setAttribute("aria-label", cards.length > 1 ? counted : this.#kit.name(words, cards[0]));
      const facts = cards.length > 1 ? counted : [cards[0].title, this.#cited(cards[0])].filter(Boolean).join(". ");
      this.#isDescribed = !link.hasAttribute("aria-description");
      if (this.#isDescribed) link.setAttribute("aria-description", `${facts}. ${words.down}`);
    }
    this.#shown = link;
    this.#kit.show(this.#card, [...link.getClientRects()].pop() || link.getBoundingClientRect());
  }

  #hide() {
    clearTimeout(this.#timer);
    this.#isPinned = false;
    if (this.#isDescribed) this.#shown?.removeAttribute("aria-description");
    this.#shown = this.#near = undefined;
    this.#kit.hide(this.#card);
  }

  #cited({ n_citing: count }) {
    return count ? this.#kit.fill(this.#words.cited, { count }) : this.#words.not_cited;
  }

  #facts(card) {
    const { fill, make, name } = this.#kit, words = this.#words, { validity } = card;
    const row = (label, value) => value ? [make("dt", {}, label), make("dd", {}, value)] : [];
    return make("div", {},
      make("a", { class: "line", href: this.#address(card.url) }, name(words, card)),
      card.symbol && card.title ? make("p", { class: "line title" }, card.title) : null,
      make("dl", {},
        ...row(words.date, day(card.date)),
        ...row(words.issuer, card.issuer),
        ...row(words.validity, validity && fill(words.as_of, { state: words[`state_${validity.state}`], year: validity.year })),
        ...row(words.replaced, card.replaced_by.join(", "))),
      make("p", { class: "quiet" }, `${this.#cited(card)} · ${card.held ? words.held : words.absent}`));
  }
}
