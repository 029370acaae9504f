// The pages of the service itself: readable by everybody, on every screen and on paper, with
// and without script; whatever stands in a document, a question or the name of a file stays
// text.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, describe, test } from "node:test";
import { open, pageFaults, startBrowser, startService } from "./harness.mjs";

// Most bytes that a page may take on the way, with all that it loads.
const PAGE_BYTES = 60 * 1024;

const HOSTILE = `<script>window.hacked = 1</script> "'><img src=x onerror="window.hacked=1"> \u202eđảo\u202c \u2067x\u2069 &amp;`;
const HOSTILE_FILE = `a"'><img src=x onerror=hacked=1>\u202egpj.md`;

// A law of 700 articles: longer than one page.
const articles = Array.from({ length: 700 }, (_, at) => `Điều ${at + 1}. Trách nhiệm thứ ${at + 1}\n\n${"Cơ quan chủ trì phối hợp với các cơ quan liên quan tổ chức thực hiện theo quy định. ".repeat(5)}\n`);
const LONG = `QUỐC HỘI\n\nLuật số: 7/2024/QH15\n\nHà Nội, ngày 27 tháng 6 năm 2024\n\nLUẬT\n\nTRÁCH NHIỆM THỬ NGHIỆM\n\n${articles.join("\n")}\nThi hành từ ngày 01 tháng 7 năm 2025.\n`;

let service, browser, plan, programme, law, decree, cited, agency;
before(async () => {
  const source = await readFile(new URL("corpus/ke-hoach.md", import.meta.url), "utf8");
  service = await startService({
    [HOSTILE_FILE]: `CHÍNH PHỦ\n\nSố: 8/2024/NĐ-CP\n\nHà Nội, ngày 3 tháng 6 năm 2024\n\nNGHỊ ĐỊNH\n\nquy định ${HOSTILE}\n\nĐiều 1. ${HOSTILE}\n\nNội dung ${HOSTILE} theo Nghị quyết số 29-NQ/TW ngày 04/11/2013.\n`,
    "luat.txt": LONG,
    "z-ban-khac.md": source.replace("dùng chung", "dùng riêng"),
    "mat.md": "MẬT\n\nTỈNH ỦY AN SƠN\n\nSố 9-BC/TU\n\nAn Sơn, ngày 1 tháng 2 năm 2026\n\nBÁO CÁO\n\nthử nghiệm\n",
  });
  browser = await startBrowser();
  const { items } = await (await fetch(`${service.origin}/api/v1/documents?limit=100`)).json();
  const url = (symbol) => {
    const found = items.find((one) => one.symbol === symbol);
    assert.ok(found, `${symbol} among ${items.map((one) => one.symbol)}`);
    return found.url;
  };
  [plan, programme, law, decree, cited] = ["12-KH/TU", "77-CTr/TU", "07/2024/QH15", "08/2024/NĐ-CP", "29-NQ/TW"].map(url);
  const agencies = await (await fetch(`${service.origin}/api/v1/agencies`)).json();
  agency = `/agencies/${agencies.items[0].id}`;
});
after(async () => {
  await browser?.close();
  await service?.stop();
});

// Every kind of page.
function addresses() {
  const ask = (text) => `/search?q=${encodeURIComponent(text)}`;
  return {
    start: "/",
    hits: ask("chuyển đổi số"),
    understood: ask("Biện pháp nào trích dẫn Nghị quyết 29-NQ/TW?"),
    ambiguous: ask("Nghị quyết 01-NQ/TU"),
    nothing: ask("hoàn toàn không có gì như thế"),
    documents: "/documents",
    "all documents": "/documents?held=any&type=nghi-quyet",
    new: "/new",
    help: "/help",
    similar: `/similar?text=${encodeURIComponent("Xây dựng nền tảng số dùng chung; đẩy mạnh chuyển đổi số")}`,
    compare: `/compare?a=${plan?.split("/").pop()}&b=${programme?.split("/").pop()}`,
    document: plan,
    found: `${plan}?find=chuyen+doi`,
    "cited document": cited,
    "long document": `${law}?part=2&find=dieu`,
    "hostile question": ask(HOSTILE),
    "hostile document": programme,
    "hostile graph": `${programme}/graph`,
    "hostile matrix": `${programme}/matrix`,
    "hostile file name": decree,
    graph: `${plan}/graph`,
    matrix: `${plan}/matrix`,
    agencies: "/agencies",
    agency,
    check: "/check",
    missing: "/reports/missing",
    status: "/status",
    "not found": "/documents/khong-co",
  };
}

const close = (page) => page.context().close();
const at = (path, options) => open(browser, service.origin + path, options);

// What stands beyond the right edge of the window; what scrolls by itself may.
// On a narrow screen the menu is one line that is drawn to the side, as wide tables are.
const beyond = (page) => page.evaluate(() => {
  const isOut = (one) => !one.closest(".scroll, .skip, svg, .bar nav") && one.getBoundingClientRect().right > innerWidth + 1;
  const wide = [...document.querySelectorAll("body *")].filter(isOut).slice(0, 3).map((one) => one.outerHTML.slice(0, 120));
  return { width: document.documentElement.scrollWidth - innerWidth, wide };
});

describe("every page", () => {
  for (const name of Object.keys(addresses())) {
    test(`${name}: no fault for a screen reader in both themes, and no text becomes markup`, async () => {
      const page = await at(addresses()[name]);
      for (const colorScheme of ["light", "dark"]) {
        await page.emulateMedia({ colorScheme });
        assert.deepEqual(await pageFaults(page), [], colorScheme);
      }
      assert.equal(await page.locator("h1").count(), 1);
      assert.match(await page.title(), /.+ · Tra cứu văn bản/);
      assert.equal(await page.evaluate(() => window.hacked), undefined);
      assert.equal(await page.locator("main img, main script, main [onclick], main [onerror], main [style]").count(), 0);
      const complaints = page.complaints.filter((one) => name !== "not found" || !one.includes("404"));
      assert.deepEqual(complaints, []);
      await close(page);
    });

    test(`${name}: in English without a fault, and all of it leads on in English`, async () => {
      const page = await at(`/en${addresses()[name]}`);
      assert.deepEqual(await pageFaults(page), []);
      assert.equal(await page.locator("html").getAttribute("lang"), "en");
      assert.match(await page.title(), /.+ · Document search/);
      const foreign = await page.locator("a[href], form[action]").evaluateAll((all) => all
        .map((one) => one.getAttribute("href") ?? one.getAttribute("action")).filter((to) => to.startsWith("/") && !to.startsWith("/en/")));
      assert.deepEqual(foreign, []);
      assert.equal(await page.evaluate(() => window.hacked), undefined);
      await close(page);
    });

    test(`${name}: fits a narrow screen and large letters, and does not move`, async () => {
      const page = await at(addresses()[name], { viewport: { width: 320, height: 640 } });
      // The sum of all shifts, of which a tenth is good (web.dev/articles/cls): a table that comes in parts on a
      // busy machine may move by less.
      const moved = await page.evaluate(() => new Promise((done) => {
        const sum = (list) => list.getEntries().reduce((all, one) => all + one.value, 0);
        new PerformanceObserver((list) => done(sum(list))).observe({ type: "layout-shift", buffered: true });
        setTimeout(() => done(0), 100);
      }));
      assert.ok(moved <= 0.1, `${name}: ${moved}`);
      assert.deepEqual(await beyond(page), { width: 0, wide: [] });
      // What 200 % in the browser makes of a window of 1280.
      await page.setViewportSize({ width: 640, height: 400 });
      assert.deepEqual(await beyond(page), { width: 0, wide: [] });
      // Twice as large letters alone (WCAG 2.2, 1.4.4).
      await page.setViewportSize({ width: 1000, height: 700 });
      await page.evaluate(() => document.documentElement.style.setProperty("font-size", "200%"));
      assert.deepEqual(await beyond(page), { width: 0, wide: [] });
      await close(page);
    });
  }

  test("is small", async () => {
    for (const [name, path] of Object.entries(addresses())) {
      const context = await browser.newContext();
      const page = await context.newPage();
      const client = await context.newCDPSession(page);
      await client.send("Network.enable");
      let bytes = 0;
      client.on("Network.loadingFinished", (event) => (bytes += event.encodedDataLength));
      await page.goto(service.origin + path, { waitUntil: "networkidle" });
      assert.ok(bytes > 0 && bytes <= PAGE_BYTES, `${name}: ${bytes} bytes`);
      await context.close();
    }
  });

  test("can be printed: the text whole, without what only a screen can use", async () => {
    for (const [name, path] of Object.entries(addresses())) {
      const page = await at(path);
      await page.emulateMedia({ media: "print" });
      for (const part of [".site", ".foot", ".tabs"]) {
        for (const one of await page.locator(part).all()) assert.ok(!(await one.isVisible()), `${name} ${part}`);
      }
      const pdf = await page.pdf({ format: "A4" });
      assert.equal(pdf.subarray(0, 5).toString(), "%PDF-", name);
      await close(page);
    }
  });

  test("has one address of its own", async () => {
    for (const [path, canonical] of [[`${plan}?find=so&part=1`, plan], [`${law}?part=2`, law], [`${plan}/graph?depth=2`, `${plan}/graph`], [`${plan}/matrix?sort=lead`, `${plan}/matrix`], ["/search?q=a+b&sort=date", "/search?q=a%20b"], [`${agency}?role=lead`, agency]]) {
      const page = await at(path);
      assert.equal(await page.locator("link[rel=canonical]").evaluate((link) => link.href), service.origin + canonical);
      await close(page);
    }
  });
});

test("the language is Vietnamese unless asked for, and is kept and left by its link", async () => {
  const page = await at("/documents?held=any", { locale: "en-US" });
  assert.equal(await page.locator("html").getAttribute("lang"), "vi");
  await page.getByRole("link", { name: "English" }).click();
  await page.waitForURL("**/en/documents?held=any");
  const field = page.locator("tra-cuu").getByRole("combobox", { name: "Search documents, tasks, agencies" });
  await field.pressSequentially("nghi dinh 30");
  await page.locator("tra-cuu").getByRole("option").first().waitFor();
  await field.press("ArrowDown");
  await field.press("Enter");
  await page.waitForURL(/\/en\/(documents|search)/);
  assert.equal(await page.locator("html").getAttribute("lang"), "en");
  await page.getByRole("link", { name: "Tiếng Việt" }).click();
  await page.waitForURL((url) => !url.pathname.startsWith("/en"));
  assert.equal(await page.locator("html").getAttribute("lang"), "vi");
  await close(page);
});

test("a link to a provision far down opens there, and the menu moves by itself only", async () => {
  const whole = await at(law);
  const id = await whole.locator(".text .heading[id]").evaluateAll((all) => all.at(-20).id);
  await close(whole);
  for (const width of [390, 1280]) {
    const page = await at(`${law}#${id}`, { viewport: { width, height: 844 } });
    await page.waitForLoadState("networkidle");
    const { top, far } = await page.locator(":target").evaluate((one) => ({ top: one.getBoundingClientRect().top, far: scrollY }));
    assert.ok(top >= 0 && top < 60 && far > 844, `${width} px: ${top} of ${far}`);
    await close(page);
  }
});

test("the head is one line from 1280 px on", async () => {
  for (const path of ["/documents", "/en/documents"]) {
    const page = await at(path, { viewport: { width: 1280, height: 800 } });
    const tops = await page.locator(".bar nav a").evaluateAll((all) => all.map((one) => Math.round(one.getBoundingClientRect().top)));
    assert.equal(new Set(tops).size, 1);
    assert.ok((await page.locator(".site").boundingBox()).height < 70);
    await close(page);
  }
});

test("the box suggests on our own pages too, and looks as before", async () => {
  const page = await at("/agencies");
  const field = page.getByRole("combobox");
  await field.pressSequentially("nghi dinh 30");
  await page.getByRole("option").first().waitFor();
  assert.match((await page.getByRole("option").allTextContents()).join(), /30\/2020\/NĐ-CP/);
  assert.deepEqual(await pageFaults(page), []);
  await field.press("Enter");
  await page.waitForURL(/\/search\?q=nghi/);
  assert.deepEqual(page.complaints, []);
  await close(page);
});

test("the start page is ready to be typed into, and keeps the question beside its answer", async () => {
  const page = await at("/");
  await page.waitForFunction(() => customElements.get("tra-cuu"));
  await page.keyboard.type("56");
  assert.equal(await page.getByRole("combobox").inputValue(), "56");
  await page.goto(`${service.origin}/search?q=29-NQ%2FTW`);
  assert.equal(await page.getByRole("combobox").inputValue(), "29-NQ/TW");
  await close(page);
});

describe("without script", () => {
  const options = { javaScriptEnabled: false };

  test("a question leads to the text it cites", async () => {
    const page = await at("/", options);
    await page.getByRole("searchbox").fill("nghi dinh 30/2020");
    await page.keyboard.press("Enter");
    await page.locator(".hit a").first().click();
    await page.waitForURL(/\/documents\//);
    assert.match(await page.locator("h1").textContent(), /30\/2020\/NĐ-CP/);
    await page.getByRole("link", { name: /^Được viện dẫn/ }).click();
    await page.locator("#duoc-dan .hit h3 a").first().click();
    await page.waitForURL(/\/documents\/.*12.*#/);
    assert.ok(await page.locator(":target").isVisible());
    await close(page);
  });

  test("words are found in a document, typed without marks or as keys", async () => {
    for (const typed of ["chuyen doi so", "CHUYỂN ĐỔI SỐ", "chuyeenr ddooir soos"]) {
      const page = await at(plan, options);
      const field = page.getByRole("searchbox", { name: "Tìm trong văn bản" });
      await field.fill(typed);
      await field.press("Enter");
      await page.waitForURL(/find=.*#toan-van/);
      const marks = await page.locator(".text mark").allTextContents();
      assert.ok(marks.length >= 4 && marks.every((mark) => /^chuyển đổi số$/i.test(mark)), `${typed}: ${marks}`);
      assert.match(await page.locator(".found").textContent(), new RegExp(`${marks.length} chỗ`));
      await page.locator(".found ol a").last().click();
      await page.waitForURL(/#tim-\d+$/);
      assert.ok(await page.locator("mark:target").isVisible());
      await close(page);
    }
  });

  test("what is not in a document is said, and can be asked of all", async () => {
    const page = await at(`${plan}?find=${encodeURIComponent(HOSTILE)}`, options);
    assert.match(await page.locator(".found").textContent(), /Không thấy “<script>/);
    assert.ok(await page.locator(".found a").first().isVisible());
    await close(page);
  });

  test("a long law is read in parts, and a link to any article arrives", async () => {
    const page = await at(`${law}#dieu-650`, options);
    const row = page.locator(":target");
    await row.locator("a").click();
    await page.waitForURL(/part=\d+#dieu-650/);
    assert.match(await page.locator(":target").textContent(), /Trách nhiệm thứ 650/);
    await page.getByRole("link", { name: "Phần trước" }).click();
    await page.waitForURL(/#toan-van/);
    await close(page);
  });
});

describe("a document", () => {
  test("gives the very file back that was read", async () => {
    const page = await at(plan);
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "Tải tệp gốc" }).click()]);
    const source = await readFile(new URL(`corpus/${download.suggestedFilename()}`, import.meta.url), "utf8").catch(() => "");
    assert.equal(await readFile(await download.path(), "utf8"), source);
    await close(page);
  });

  test("with a name that lies about its kind keeps its kind", async () => {
    const reply = await fetch(`${service.origin}${decree}/original`);
    assert.match(reply.headers.get("content-disposition"), /^attachment; filename="van-ban\.md"; filename\*=UTF-8''/);
    assert.ok(!/%E2%80%AE/i.test(reply.headers.get("content-disposition")));
    const page = await at(`${decree}?tab=facts`);
    assert.equal(await page.evaluate(() => window.hacked), undefined);
    assert.match(await page.locator("#thong-tin").textContent(), /<img src=x onerror=hacked=1>/);
    assert.equal(await page.locator("main img").count(), 0);
    await close(page);
  });

  test("gives the words that cite it, and leads to the box by a key", async () => {
    const page = await at(plan);
    await page.getByText("Câu viện dẫn").click();
    const words = await page.locator(".cite-words [data-words]").allTextContents();
    assert.ok(words.length >= 2 && words[0].length > words[1].length, words.join(" | "));
    await page.getByRole("button", { name: "Sao chép" }).first().click();
    await page.locator(".cite-words [role=status]").filter({ hasText: /./ }).waitFor();
    await page.locator("h1").click();
    await page.keyboard.press("/");
    await page.keyboard.type("29-NQ");
    assert.equal(await page.getByRole("combobox").inputValue(), "29-NQ");
    await close(page);
  });

  test("knows its other text", async () => {
    const page = await at(plan);
    await page.getByRole("link", { name: "Phiên bản" }).click();
    await page.locator("#phien-ban").getByRole("link", { name: /\.md$/ }).click();
    await page.waitForURL((url) => url.pathname !== plan);
    await page.getByRole("link", { name: "Phiên bản" }).click();
    assert.ok((await page.locator("#phien-ban a[href]").evaluateAll((links) => links.map((link) => link.getAttribute("href")))).includes(plan));
    await close(page);
  });
});

test("the status says what could not be read and what is missing, and nobody's questions", async () => {
  const asked = await at(`/search?q=${encodeURIComponent(`zzqx "<zzkq>'\u202e`)}`);
  await close(asked);
  const page = await at("/status");
  const text = await page.locator("main").textContent();
  for (const words of ["mat.md", "secrecy mark", "30/2020/NĐ-CP"]) assert.ok(text.includes(words), words);
  assert.ok(!text.includes("zzqx"), "questions are for holders of a key");
  await close(page);
});

test("browsers can add the search to their address bar", async () => {
  const page = await at("/");
  const found = await page.evaluate(async () => {
    const link = document.querySelector("link[rel=search]");
    const reply = await fetch(link.href);
    const xml = new DOMParser().parseFromString(await reply.text(), "application/xml");
    return { type: reply.headers.get("content-type"), error: xml.querySelector("parsererror")?.textContent, template: xml.querySelector("Url[type='text/html']").getAttribute("template") };
  });
  assert.equal(found.error, undefined);
  assert.match(found.type, /^application\/opensearchdescription\+xml/);
  assert.ok(found.template.startsWith(`${service.origin}/search?`), found.template);
  const answer = await at(found.template.replace(service.origin, "").replace("{searchTerms}", "29-NQ%2FTW"));
  assert.ok((await answer.locator(".hit").count()) > 0);
  await close(answer);
  await close(page);
});
