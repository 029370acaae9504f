// The search box <tra-cuu> in the example pages.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, describe, test } from "node:test";
import { box, faults, lines, open, startBrowser, startService, startSite } from "./harness.mjs";

let service, site, browser;
before(async () => {
  service = await startService();
  site = await startSite(service);
  browser = await startBrowser();
});
after(async () => {
  await browser?.close();
  await site?.stop();
  await service?.stop();
});

async function example(name, options) {
  const page = await open(browser, `${site.origin}/${name}.html`, options);
  await page.waitForFunction(() => customElements.get("tra-cuu"));
  return page;
}
const close = (page) => page.context().close();

// Types and waits until suggestions and answers are there.
async function type(page, text, at = 0) {
  const parts = box(page, at);
  await parts.input.pressSequentially(text, { delay: 5 });
  await parts.options.last().waitFor();
  await settled(page, parts);
  return parts;
}
async function settled(page, parts) {
  await page.waitForFunction((list) => list.getRootNode().host && /\d|“/.test(list.lastElementChild?.textContent ?? ""), await parts.host.locator("[part=list]").elementHandle());
  await page.waitForTimeout(250);
}

describe("typing", () => {
  for (const [name, text] of [["marks", "chuyển đổi số"], ["no marks", "chuyen doi so"], ["raw Telex", "chuyeenr ddooir soos"], ["raw VNI", "chuye6n3 d9o6i3 so61"]]) {
    test(`with ${name} finds the same and leaves the field as typed`, async () => {
      const page = await example("old");
      const parts = await type(page, text);
      const found = await lines(parts.options);
      assert.ok(found.some((line) => line.includes("Đề án về chuyển đổi số")), found.join("\n"));
      assert.equal(await parts.input.inputValue(), text);
      assert.ok((await parts.options.locator("mark").allTextContents()).some((mark) => /chuyển/i.test(mark)));
      assert.deepEqual(page.complaints, []);
      await close(page);
    });
  }

  test("during a composition queries, but no key is a command and nothing is rewritten", async () => {
    const page = await example("strict");
    const parts = box(page);
    await parts.input.click();
    const session = await page.context().newCDPSession(page);
    await session.send("Input.imeSetComposition", { text: "nghị", selectionStart: 4, selectionEnd: 4 });
    await parts.options.first().waitFor();
    const before = page.url();
    for (const key of ["Enter", "ArrowDown", "Escape"]) {
      await parts.input.evaluate((input, key) => {
        const event = new KeyboardEvent("keydown", { key, bubbles: true, composed: true, cancelable: true, isComposing: true });
        const old = new KeyboardEvent("keydown", { key, bubbles: true, composed: true, cancelable: true, keyCode: 229 });
        if (!input.dispatchEvent(event) || !input.dispatchEvent(old)) throw new Error(`${key} was taken from the typing method`);
      }, key);
    }
    assert.equal(await parts.input.getAttribute("aria-activedescendant"), null);
    assert.ok(await parts.popup.isVisible());
    assert.equal(await parts.input.inputValue(), "nghị");
    await session.send("Input.insertText", { text: "nghị quyết" });
    assert.equal(await parts.input.inputValue(), "nghị quyết");
    assert.equal(page.url(), before);
    await close(page);
  });
});

describe("keyboard", () => {
  test("arrows go round, Escape closes, Enter opens the chosen page", async () => {
    const page = await example("old");
    const parts = await type(page, "chuyen doi so");
    const active = () => parts.input.getAttribute("aria-activedescendant");
    assert.equal(await parts.input.getAttribute("aria-expanded"), "true");
    await page.keyboard.press("ArrowDown");
    assert.equal(await active(), "o0");
    await page.keyboard.press("ArrowUp");
    assert.equal(await active(), null, "back in the field");
    await page.keyboard.press("ArrowUp");
    const n = await parts.options.count();
    assert.equal(await active(), `o${n - 1}`, "round to the last");
    await page.keyboard.press("Escape");
    assert.equal(await parts.input.getAttribute("aria-expanded"), "false");
    assert.equal(await parts.input.inputValue(), "chuyen doi so");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    const href = await parts.options.nth(1).getAttribute("href");
    await page.keyboard.press("Enter");
    await page.waitForURL(href);
    assert.equal(await page.title() !== "", true);
    await close(page);
  });

  test("Enter in the field searches, Ctrl+Enter does in another tab, Tab leaves", async () => {
    const page = await example("old");
    await type(page, "can bo");
    const [tab] = await Promise.all([page.context().waitForEvent("page"), page.keyboard.press("Control+Enter")]);
    assert.equal(new URL(tab.url()).searchParams.get("q"), "can bo");
    await tab.close();
    const parts = box(page);
    await page.keyboard.press("ArrowDown");
    const chosen = await parts.options.first().getAttribute("href");
    const [other] = await Promise.all([page.context().waitForEvent("page"), page.keyboard.press("Control+Enter")]);
    assert.equal(other.url(), chosen);
    assert.equal(await parts.input.inputValue(), "can bo", "the page stays");
    await other.close();
    await page.keyboard.press("Tab");
    assert.equal(await parts.input.getAttribute("aria-expanded"), "false");
    assert.equal(await parts.host.evaluate((host) => host.shadowRoot.activeElement.tagName), "BUTTON");
    await page.keyboard.press("Shift+Tab");
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/search\?q=can%20bo$/);
    await close(page);
  });

  test("in a form the field is the form's own, and Enter sends it", async () => {
    const page = await example("strict");
    await type(page, "van thu");
    const sent = await page.evaluate(() => [...new FormData(document.forms[0])]);
    assert.deepEqual(sent, [["q", "van thu"]]);
    await page.keyboard.press("Enter");
    await page.waitForURL(`${service.origin}/search?q=van+thu`);
    await close(page);
  });

  test("in a page that is one form it searches, and the form is never sent", async () => {
    // As ASP.NET and SharePoint make pages: one form around all, its own button for Enter.
    site.pages["/form.aspx"] = { body: `<!doctype html><html lang="vi"><meta charset="utf-8"><title>x</title><style>* { color: #eee !important; font-size: 5px !important; visibility: inherit !important }</style>
      <form method="post" action="./form.aspx" id="aspnetForm" onsubmit="window.sent = true; return false" onkeypress="if (event.key === 'Enter') window.sent = true"><input name="__VIEWSTATE" type="hidden" value="x"><input name="action" value="a">
      <tra-cuu></tra-cuu><input type="submit" value="OK"></form><script src="http://127.0.0.1:7878/embed.js" type="module"></script>
      <script>window.keys = []; document.addEventListener("keydown", (event) => keys.push(event.key)); document.addEventListener("keypress", (event) => keys.push(event.key));</script></html>` };
    const page = await open(browser, `${site.origin}/form.aspx`);
    await page.waitForFunction(() => customElements.get("tra-cuu"));
    const parts = await type(page, "can/bo");
    assert.deepEqual(await page.evaluate(() => keys), [], "what is typed is no shortcut of the page");
    const size = await parts.options.first().evaluate((option) => getComputedStyle(option).fontSize);
    assert.notEqual(size, "5px");
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/search\?q=can%2Fbo$/);
    await page.goBack();
    await page.waitForFunction(() => customElements.get("tra-cuu"));
    await parts.input.fill("van thu");
    await parts.host.getByRole("button").click();
    await page.waitForURL(/\/search\?q=van%20thu$/);
    await page.goBack();
    assert.equal(await page.evaluate(() => window.sent), undefined);
    await close(page);
  });

  test("what was chosen for other words is not opened", async () => {
    const page = await example("old");
    const parts = await type(page, "can bo");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.type(" x");
    assert.equal(await parts.input.getAttribute("aria-activedescendant"), null);
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/search\?q=can%20bo%20x$/);
    await close(page);
  });

  test("with open=panel the results come below the box", async () => {
    const page = await example("modern");
    const parts = await type(page, "chuyen doi so");
    await page.keyboard.press("Enter");
    const panel = parts.host.locator("[part=panel]");
    await panel.getByRole("listitem").first().waitFor();
    assert.match(await panel.textContent(), /\d+ kết quả/);
    assert.match(page.url(), /modern\.html$/);
    await page.waitForTimeout(50);
    assert.match(await parts.live.textContent(), /kết quả/);
    await page.keyboard.press("Escape");
    assert.ok(await panel.isHidden());
    await close(page);
  });
});

describe("pages of others", () => {
  test("a strict policy of another origin has nothing to complain about", async () => {
    const page = await example("strict");
    site.pages["/strict-header.html"] = {
      body: (await readFile(new URL("../../web/examples/strict.html", import.meta.url), "utf8")).replace(/<meta http-equiv.*>/, ""),
      headers: { "content-security-policy": `default-src 'none'; script-src ${service.origin}; connect-src ${service.origin}; style-src 'self'` },
    };
    await page.goto(`${site.origin}/strict-header.html`);
    await page.locator("a[data-tra-cuu]").first().waitFor();
    await type(page, "van thu");
    await page.keyboard.press("ArrowDown");
    assert.deepEqual(page.complaints, []);
    assert.equal(await page.evaluate(() => window.origin) === service.origin, false);
    await close(page);
  });

  test("without script the form is there and works", async () => {
    const page = await open(browser, `${site.origin}/strict.html`, { javaScriptEnabled: false });
    await page.getByLabel("Tra cứu văn bản").fill("văn thư");
    await page.getByRole("button", { name: "Tìm" }).click();
    await page.waitForURL(/\/search\?q=/);
    assert.match(await page.content(), /văn thư/);
    await close(page);
  });

  test("two boxes do not know each other", async () => {
    const page = await example("old");
    const [first, second] = [box(page, 0), box(page, 1)];
    await type(page, "chuyen doi so", 0);
    await first.input.press("Escape");
    await type(page, "can bo", 1);
    assert.equal(await first.input.inputValue(), "chuyen doi so");
    assert.ok(await first.popup.isHidden());
    assert.ok(await second.popup.isVisible());
    const found = await lines(second.options);
    assert.ok(found.some((line) => line.includes("quy hoạch cán bộ")), found.join("\n"));
    assert.ok(!found.some((line) => line.startsWith("Nghị quyết")), "measures only");
    await page.evaluate(() => document.querySelectorAll("tra-cuu")[1].remove());
    assert.deepEqual(page.complaints, [], "also where one goes away with its list open");
    await close(page);
  });

  test("texts full of markup stay texts", async () => {
    const page = await example("modern");
    const parts = await type(page, "<script>alert(1)</script> \"ký tự\" '");
    await parts.input.fill("thử các ký tự");
    await settled(page, parts);
    const found = (await lines(parts.options)).join("\n");
    assert.match(found, /<script>window\.hacked/);
    const isolated = await parts.options.first().locator(".line").first().evaluate((line) => getComputedStyle(line).unicodeBidi);
    assert.equal(isolated, "isolate");
    await page.keyboard.press("Enter");
    await parts.host.locator("[part=panel] li").first().waitFor();
    assert.equal(await page.evaluate(() => window.hacked), undefined);
    assert.equal(await parts.host.evaluate((host) => host.shadowRoot.querySelectorAll("script, img").length), 0);
    assert.deepEqual(page.complaints, []);
    await close(page);
  });

  test("a title with marks of direction turns nothing else around", async () => {
    const page = await example("modern");
    const hostile = "\u202e\u2066<script>hacked = 1</script>\"'";
    const suggestion = { kind: "document", text: hostile, details: [{ text: hostile, is_quoted: true }, { text: "ngày 05/05/2022", is_quoted: false }, { text: hostile, is_quoted: true }], url: "/documents/x", query: hostile, pieces: [{ text: hostile, hit: false }, { text: hostile, hit: true }] };
    const hit = { kind: "measure", label: hostile, place: hostile, title: hostile, document: { id: "x", symbol: null, title: hostile }, snippets: [[{ text: "05/05/2022", hit: true }]], url: "/documents/x#1" };
    const answer = { query: { text: hostile, understood: [{ role: "kind" }], corrections: [], summary: hostile }, total: { value: 11, exact: true }, hits: [hit], suggestions: [{ query: hostile, reason: hostile }], next: null };
    const headers = { "access-control-allow-origin": "*" };
    await page.route(/\/api\/v1\/suggest/, (route) => route.fulfill({ headers, json: { groups: [{ kind: "document", label: hostile, suggestions: [suggestion] }] } }));
    await page.route(/\/api\/v1\/search/, (route) => route.fulfill({ headers, json: answer }));
    const parts = box(page);
    await parts.input.fill(hostile);
    await parts.options.nth(3).waitFor();
    await page.waitForTimeout(300);
    const forwards = () => parts.host.evaluate((host) => {
      const walker = document.createTreeWalker(host.shadowRoot, NodeFilter.SHOW_TEXT), found = [];
      for (let node; (node = walker.nextNode());) {
        const at = node.data.search(/05\/05\/2022|11 kết quả/);
        if (at < 0 || node.parentElement.closest(".live")) continue;
        const left = (place) => {
          const range = document.createRange();
          range.setStart(node, place);
          range.setEnd(node, place + 1);
          return range.getBoundingClientRect().left;
        };
        found.push(left(at) < left(at + 1));
      }
      return found;
    });
    assert.deepEqual(await forwards(), [true, true, true], "a date, a snippet, a count");
    assert.ok((await lines(parts.options))[0].startsWith("<script>hacked = 1</script>\"'".repeat(2)), "as text");
    await parts.input.press("Enter");
    await parts.host.locator("[part=panel] li").first().waitFor();
    assert.deepEqual((await forwards()).slice(-2), [true, true], "in the panel too");
    assert.equal(await page.evaluate(() => window.hacked), undefined);
    assert.equal(await parts.host.evaluate((host) => host.shadowRoot.querySelectorAll("script").length), 0);
    assert.deepEqual(page.complaints, []);
    await close(page);
  });

  test("a finger opens the list, chooses in it, and closes it", async () => {
    const page = await example("strict", { hasTouch: true, isMobile: true, viewport: { width: 360, height: 700 } });
    const parts = box(page);
    await parts.input.tap();
    await parts.input.pressSequentially("chuyen doi so");
    await settled(page, parts);
    const high = await parts.options.evaluateAll((found) => Math.min(...found.map((option) => option.getBoundingClientRect().height)));
    assert.ok(high >= 44, `${high} px for a finger`);
    await page.touchscreen.tap(180, 690);
    await parts.popup.waitFor({ state: "hidden" });
    await parts.input.tap();
    await parts.popup.waitFor();
    const href = await parts.options.nth(1).getAttribute("href");
    await parts.options.nth(1).tap();
    await page.waitForURL(href);
    await close(page);
  });

  test("nothing moves while the box comes, opens and closes, however late the script is", async () => {
    for (const [name, width] of [["old", 1000], ["modern", 1000], ["modern", 320], ["strict", 1000], ["strict", 320]]) {
      const page = await open(browser, "about:blank", { viewport: { width, height: 700 } });
      await page.route(/\/embed\.js/, async (route) => {
        await new Promise((done) => setTimeout(done, 600));
        await route.fallback();
      });
      await page.goto(`${site.origin}/${name}.html`);
      await page.waitForFunction(() => customElements.get("tra-cuu"));
      await page.waitForTimeout(300);
      assert.deepEqual(await page.evaluate(() => shifts), [], `${name}, ${width} px: when it comes`);
      await type(page, "chuyen doi so");
      await page.keyboard.press("ArrowDown");
      await page.keyboard.press("Escape");
      await page.waitForTimeout(200);
      assert.deepEqual(await page.evaluate(() => shifts), [], `${name}, ${width} px: when it opens`);
      await close(page);
    }
  });

  test("320 px wide nothing sticks out", async () => {
    for (const name of ["modern", "strict"]) {
      const page = await example(name, { viewport: { width: 320, height: 640 } });
      const parts = await type(page, "chuyen doi so");
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      const list = await parts.popup.boundingBox();
      assert.ok(wide <= 320, `${name}: ${wide}`);
      assert.ok(list.x >= 0 && list.x + list.width <= 320, JSON.stringify(list));
      assert.ok(list.y + list.height <= 640, JSON.stringify(list));
      await close(page);
    }
  });
});

// What is written in a box or a card, but for what is marked as Vietnamese.
const written = (host) => host.evaluate((host) => {
  const found = [], walker = document.createTreeWalker(host.shadowRoot, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
  for (let node; (node = walker.nextNode());) {
    if (node.nodeType === Node.TEXT_NODE) node.parentElement.closest("[lang]").lang !== "vi" && found.push(node.data);
    else found.push(...["aria-label", "placeholder"].map((name) => node.getAttribute(name) ?? ""));
  }
  return found.join("\n");
});
// Letters that English does not have.
const VIETNAMESE = /[ăâđêôơưàáảãạầấẩẫậằắẳẵặèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ]/iu;

describe("attributes", () => {
  // A collection with a folder.
  let filed, filedSite;
  before(async () => {
    const plan = await readFile(new URL("corpus/ke-hoach.md", import.meta.url), "utf8");
    filed = await startService({ "so-nganh/ke-hoach.md": plan.replaceAll("12-KH/TU", "34-KH/TU").replaceAll("AN SƠN", "AN HẢI").replaceAll("chuyển đổi số", "chuyển đổi xanh") });
    filedSite = await startSite(filed);
  });
  after(async () => {
    await filedSite?.stop();
    await filed?.stop();
  });

  test("collection and kind limit suggestions, answers and the search page", async () => {
    filedSite.pages["/limited.html"] = { body: '<!doctype html><html lang="vi"><meta charset="utf-8"><title>x</title><tra-cuu></tra-cuu><tra-cuu collection="so-nganh"></tra-cuu><tra-cuu kind="document"></tra-cuu><tra-cuu kind="measure" collection="so-nganh"></tra-cuu><script src="http://127.0.0.1:7878/embed.js" defer></script>' };
    const page = await open(browser, `${filedSite.origin}/limited.html`);
    await page.waitForFunction(() => customElements.get("tra-cuu"));
    const found = async (at, text) => {
      const parts = await type(page, text, at);
      const all = await lines(parts.options);
      const headings = await parts.host.locator("[part=heading]").allTextContents();
      const last = new URL(await parts.options.last().getAttribute("href")).searchParams.get("q");
      await parts.input.press("Escape");
      return { text: all.join("\n"), headings, last };
    };
    const all = await found(0, "chuyen doi");
    assert.match(all.text, /chuyển đổi số/);
    assert.match(all.text, /chuyển đổi xanh/);
    const folder = await found(1, "chuyen doi");
    assert.match(folder.text, /34-KH\/TU/);
    assert.doesNotMatch(folder.text, /chuyển đổi số|12-KH\/TU/);
    assert.equal(folder.last, 'chuyen doi collection:"so-nganh"');
    const documents = await found(2, "chuyen doi");
    assert.deepEqual([...new Set(documents.headings)], ["Văn bản"]);
    assert.equal(documents.last, "chuyen doi kind:document");
    const both = await found(3, "chuyen doi");
    assert.deepEqual([...new Set(both.headings)], ["Nhiệm vụ, giải pháp"]);
    assert.match(both.text, /chuyển đổi xanh/);
    assert.doesNotMatch(both.text, /chuyển đổi số/);
    assert.deepEqual(page.complaints, []);
    await close(page);
  });

  test("lang=en gives English words in box and links, and says what is Vietnamese", async () => {
    site.pages["/english.html"] = { body: '<!doctype html><html lang="en"><meta charset="utf-8"><title>x</title><tra-cuu lang="en" open="panel"></tra-cuu><p lang="vi">30/2020/NĐ-CP và 01-NQ/TU</p><tra-cuu-links lang="en"></tra-cuu-links><script src="http://127.0.0.1:7878/embed.js" defer></script>' };
    const page = await example("english");
    for (const text of ["chuyen doi so", "07-nq", "zzqx", "nghi quyet so 99-NQ/TU"]) {
      await box(page).input.fill("");
      const parts = await type(page, text);
      await page.waitForTimeout(600);
      assert.doesNotMatch(await written(parts.host), VIETNAMESE, text);
    }
    await box(page).input.fill("ban to chuc");
    await settled(page, box(page));
    assert.match(await written(box(page).host), /Search for|See all/);
    await page.keyboard.press("Enter");
    await page.locator("tra-cuu [part=panel] li").first().waitFor();
    assert.match(await written(box(page).host), /results/);
    const card = page.getByRole("dialog");
    await page.getByRole("link", { name: "30/2020/NĐ-CP" }).hover();
    await card.getByText("In force (2026)").waitFor();
    for (const words of ["Issued", "Issuer", "Validity", "Cited in 2 places", "No full text"]) assert.ok((await card.textContent()).includes(words), words);
    await page.getByRole("link", { name: "01-NQ/TU" }).hover();
    await card.getByText("2 documents with this number").waitFor();
    await close(page);
  });
});

describe("trouble", () => {
  // What the box asks; the links of the page ask for mentions.
  const api = /\/api\/v1\/(suggest|search)/;

  test("a server that is down is said in words, and asked again", async () => {
    const page = await example("old");
    const all = `${service.origin}/**`;
    await page.route(all, (route) => route.abort("connectionrefused"));
    const parts = box(page);
    await parts.input.pressSequentially("can bo");
    await parts.status.getByText("Không kết nối được").waitFor();
    assert.match(await parts.live.textContent(), /Không kết nối được/);
    await page.unroute(all);
    await parts.input.press("Space");
    await parts.input.pressSequentially("quy");
    await parts.options.nth(1).waitFor();
    assert.equal(await parts.status.isVisible(), false);
    await close(page);
  });

  test("a page that may not ask says so, and its console names the setting", async () => {
    const page = await example("old");
    // The answer does not agree to be read by the page, as one to an origin that is not listed.
    const headers = { "access-control-allow-origin": "https://cong.example" };
    await page.route(api, (route) => route.fulfill({ headers, contentType: "application/json", body: "{}" }));
    const said = [];
    page.on("console", (line) => said.push(line.text()));
    const parts = box(page);
    await parts.input.fill("can bo");
    await parts.status.getByText("chưa được phép").waitFor();
    assert.ok(said.some((line) => line.includes(`origins = ["${site.origin}"]`)), said.join("\n"));
    await close(page);
  });

  test("a machine without network says so, and works again with it", async () => {
    const page = await example("strict");
    const parts = box(page);
    await page.context().setOffline(true);
    await parts.input.fill("can bo");
    await parts.status.getByText("Hãy kiểm tra mạng").waitFor();
    await page.context().setOffline(false);
    await parts.input.press("Space");
    await parts.input.press("q");
    await parts.options.nth(1).waitFor();
    await close(page);
  });

  test("429 is waited for and repeated", async () => {
    const page = await example("old");
    let n = 0;
    const headers = { "retry-after": "2", "access-control-allow-origin": "*", "access-control-expose-headers": "retry-after" };
    await page.route(api, (route) => ++n <= 1 ? route.fulfill({ status: 429, headers, body: "{}" }) : route.continue());
    const parts = box(page);
    await parts.input.fill("can bo");
    await parts.status.getByText("sau 2 giây").waitFor();
    await parts.options.nth(1).waitFor();
    assert.equal(await parts.input.inputValue(), "can bo");
    await close(page);
  });

  test("a service that stays busy is not asked for ever", async () => {
    const page = await example("old");
    let n = 0;
    await page.route(/\/api\/v1\/suggest/, (route) => {
      n += 1;
      return route.fulfill({ status: 503, headers: { "retry-after": "1", "access-control-allow-origin": "*" }, body: "{}" });
    });
    const parts = box(page);
    await parts.input.fill("can bo");
    await parts.status.getByText("gặp lỗi").waitFor();
    await page.waitForTimeout(1500);
    assert.equal(n, 4, "once, and three times more");
    await close(page);
  });

  test("a slow network is said, an error of the service too", async () => {
    const page = await example("old");
    await page.route(api, async (route) => {
      await new Promise((done) => setTimeout(done, 1500));
      await route.fulfill({ status: 500, headers: { "access-control-allow-origin": "*" }, body: "no json" }).catch(() => {});
    });
    const parts = box(page);
    await parts.input.fill("can bo");
    await parts.status.getByText("Đang tìm").waitFor();
    await parts.status.getByText("gặp lỗi").waitFor();
    await close(page);
  });

  test("an answer to what is no longer in the field is dropped", async () => {
    const page = await example("old");
    await page.route(api, async (route) => {
      // The earlier question is answered last.
      const isEarly = /q=van(&|$|%20t?h?$)/.test(route.request().url());
      if (isEarly) await new Promise((done) => setTimeout(done, 900));
      await route.continue().catch(() => {});
    });
    const parts = box(page);
    await parts.input.fill("van");
    await page.waitForTimeout(250);
    await parts.input.fill("chuyen doi so");
    await settled(page, parts);
    const found = await lines(parts.options);
    await page.waitForTimeout(1200);
    assert.deepEqual(await lines(parts.options), found);
    assert.ok(found.some((line) => line.includes("chuyển đổi số")));
    await close(page);
  });
});

describe("names and roles", () => {
  for (const name of ["old", "modern", "strict"]) {
    for (const [look, options] of Object.entries({ light: {}, dark: { colorScheme: "dark" }, "more contrast": { contrast: "more" }, "forced colors": { forcedColors: "active" } })) {
      test(`axe finds nothing in ${name}, ${look}`, async () => {
        const page = await open(browser, "about:blank", { ...options, bypassCSP: true });
        await page.goto(`${site.origin}/${name}.html`);
        await type(page, "chuyen doi so");
        await page.keyboard.press("ArrowDown");
        assert.deepEqual(await faults(page), []);
        if (name === "modern") {
          await page.keyboard.press("Escape");
          await page.keyboard.press("Enter");
          await box(page).host.locator("[part=panel] li").first().waitFor();
          assert.deepEqual(await faults(page), []);
        }
        await close(page);
      });
    }
  }

  test("the field, its list and what was found are announced", async () => {
    const page = await example("modern");
    const parts = await type(page, "chuyen doi so");
    assert.equal(await parts.input.getAttribute("aria-controls"), "list");
    assert.equal(await page.getByRole("combobox", { name: "Tra cứu văn bản, nhiệm vụ, cơ quan" }).count(), 1);
    assert.ok(await page.getByRole("listbox", { name: "Gợi ý" }).isVisible());
    assert.ok(await page.getByRole("group", { name: "Văn bản" }).first().isVisible());
    await page.waitForTimeout(600);
    assert.match(await parts.live.textContent(), /^\d+ gợi ý/);
    await parts.input.fill("zzqx");
    await parts.status.getByText("Không thấy gì").waitFor();
    await close(page);
  });

  test("a change of lang changes the words", async () => {
    const page = await example("strict");
    await page.evaluate(() => document.querySelector("tra-cuu").setAttribute("lang", "en"));
    assert.equal(await box(page).host.getByRole("button").textContent(), "Search");
    await close(page);
  });
});
