// What staff do all day, from the start page: how many acts (a click, Enter, an arrow) it
// takes once they have typed what they mean. Two are the most that is asked of them.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { readFile } from "node:fs/promises";
import { docx, unpacked } from "./word.mjs";
import { open, startBrowser, startService } from "./harness.mjs";

const MAX_ACTS = 2;

// Two plans of two years, of which the second says much again.
const PLAN = (number, year, task) => `TỈNH ỦY AN SƠN\n\nSố ${number}-KH/TU\n\nAn Sơn, ngày 20 tháng 01 năm ${year}\n\n# KẾ HOẠCH\n\n## bồi dưỡng cán bộ năm ${year}\n\n## I. NHIỆM VỤ, GIẢI PHÁP\n\n### 1. Về bồi dưỡng\n\n${task}\n\n### 2. Về kiểm tra\n\nKiểm tra việc thực hiện kế hoạch ở từng chi bộ.\n`;
const TASK = "Mở lớp bồi dưỡng kỹ năng số cho cấp ủy viên cơ sở, mỗi quý một lớp, do Ban Tổ chức Tỉnh ủy chủ trì.";
const NEW_RULE = "TỈNH ỦY AN SƠN\n\nSố 9-QĐ/TU\n\nAn Sơn, ngày 05 tháng 02 năm 2026\n\n# QUY ĐỊNH\n\n## về quản lý hồ sơ\n\nĐiều 1. Hiệu lực\n\nQuy định này thay thế Quy định số 4-QĐ/TU ngày 12/7/2016 của Ban Thường vụ Tỉnh ủy về quản lý hồ sơ.\n";

// A draft with a wrong date.
const DRAFT = "TỈNH ỦY AN SƠN\n\nSố 40-KH/TU\n\nAn Sơn, ngày 20 tháng 3 năm 2026\n\nKẾ HOẠCH\n\nthực hiện nhiệm vụ\n\nThực hiện Kế hoạch số 30-KH/TU ngày 21/01/2025 của Tỉnh ủy An Sơn về bồi dưỡng cán bộ năm 2025.\n";

let service, browser;
before(async () => {
  service = await startService({
    "ke-hoach-2025.md": PLAN(30, 2025, TASK),
    "ke-hoach-2026.md": PLAN(31, 2026, TASK.replace("mỗi quý một lớp", "mỗi tháng một lớp")),
    "quy-dinh.md": NEW_RULE,
  });
  browser = await startBrowser();
});
after(async () => {
  await browser?.close();
  await service?.stop();
});

// A page that counts the acts after the first letter that was typed.
async function start(path = "/") {
  const page = await open(browser, service.origin + path);
  await page.waitForFunction(() => customElements.get("tra-cuu"));
  let n = 0;
  return {
    page,
    type: (words) => page.locator("tra-cuu").getByRole("combobox").pressSequentially(words),
    press: async (key) => {
      n += 1;
      await page.keyboard.press(key);
    },
    click: async (target) => {
      n += 1;
      await target.click();
    },
    end: async () => {
      assert.ok(n <= MAX_ACTS, `${n} acts`);
      assert.deepEqual(page.complaints, []);
      await page.context().close();
    },
  };
}
const link = (page, name) => page.getByRole("link", { name }).first();

describe("a task takes two acts at most", () => {
  test("where a resolution is cited", async () => {
    const { page, type, press, click, end } = await start();
    await type("29-NQ/TU");
    await press("Enter");
    await page.waitForURL(/\/search\?q=/);
    await click(page.locator(".hit.measure a, .hit.provision a").first());
    await page.waitForURL(/\/documents\/[^#]+#/);
    assert.ok(await page.locator(":target").isVisible());
    await end();
  });

  test("what an agency leads", async () => {
    const { page, type, press, end } = await start();
    await type("văn phòng tỉnh ủy chủ trì");
    await press("Enter");
    await page.locator(".hit").first().waitFor();
    assert.match(await page.locator("main").textContent(), /nền tảng số dùng chung/i);
    await end();
  });

  test("measures about a topic", async () => {
    const { page, type, press, end } = await start();
    await type("biện pháp về chuyển đổi số");
    await press("Enter");
    await page.locator(".hit").first().waitFor();
    assert.match(await page.locator(".hit").first().textContent(), /chuyển đổi số/i);
    await end();
  });

  test("the state of a document", async () => {
    const { page, type, press, end } = await start();
    await type("4-QĐ/TU");
    await press("Enter");
    await page.locator(".hit .badge").first().waitFor();
    assert.match(await page.locator(".hit .badge").first().textContent(), /thay thế/);
    await end();
  });

  test("two documents compared", async () => {
    const { page, press, click, end } = await start();
    await click(link(page, "So sánh hai văn bản"));
    await page.getByLabel("Văn bản thứ nhất").fill("Kế hoạch 30-KH/TU");
    await page.getByLabel("Văn bản thứ hai").fill("31-kh/tu");
    await press("Enter");
    await page.locator("table.compared").waitFor();
    const words = await page.locator("del").allTextContents();
    assert.ok(words.some((word) => /quý/.test(word)), words.join("|"));
    assert.ok((await page.locator("ins").allTextContents()).some((word) => /tháng/.test(word)));
    await end();
  });

  test("the words to cite", async () => {
    const { page, type, press, end } = await start();
    await type("cách viện dẫn 30-KH/TU");
    await press("Enter");
    await page.locator(".answer").waitFor();
    assert.match(await page.locator(".answer").textContent(), /Kế hoạch số 30-KH\/TU ngày 20\/01\/2025/);
    await end();
  });

  test("a similar measure", async () => {
    const { page, click, end } = await start();
    await click(link(page, "Nhiệm vụ tương tự"));
    await page.getByLabel("Đoạn văn").fill(TASK);
    await click(page.getByRole("button", { name: "Tìm đoạn tương tự" }));
    await page.locator(".hit").first().waitFor();
    assert.match(await page.locator("main").textContent(), /3[01]-KH\/TU/);
    await end();
  });

  test("the table of a plan on paper", async () => {
    const { page, type, press, click, end } = await start();
    await page.addInitScript(() => { window.print = () => { window.printed = true; }; });
    await type("30-KH/TU");
    await press("Enter");
    await click(link(page, "In bảng đối chiếu"));
    await page.waitForFunction(() => window.printed);
    assert.ok(await page.locator("table.matrix").first().isVisible());
    await end();
  });

  test("an answer as a file for Excel", async () => {
    const { page, type, press, click, end } = await start();
    await type("Ban Tổ chức Tỉnh ủy chủ trì");
    await press("Enter");
    const [file] = await Promise.all([page.waitForEvent("download"), click(link(page, "Excel"))]);
    assert.match(file.suggestedFilename(), /\.xlsx$/);
    await end();
  });

  test("the address of a provision", async () => {
    const { page, type, press, click, end } = await start();
    await type("điều 1 quy định 9-QĐ/TU");
    await press("Enter");
    await click(page.locator(".hit a").first());
    await page.waitForURL(/\/documents\/[^#]+#dieu-1/);
    await end();
  });

  test("from one document to another", async () => {
    const { page, type, press, end } = await start("/documents");
    await page.keyboard.press("/");
    await type("31-KH/TU");
    await page.locator("tra-cuu").getByRole("option").first().waitFor();
    await press("ArrowDown");
    await press("Enter");
    await page.waitForURL(/\/documents\//);
    assert.match(await page.locator("h1").textContent(), /31-KH\/TU/);
    await end();
  });

  test("what is new", async () => {
    const { page, click, end } = await start();
    await click(link(page, "Mới vào kho"));
    await page.locator(".hit").first().waitFor();
    assert.match(await page.locator("main").textContent(), /31-KH\/TU/);
    const feed = await page.locator("link[rel=alternate]").getAttribute("href");
    const atom = await (await fetch(service.origin + feed)).text();
    assert.match(atom, /<feed xmlns="http:\/\/www\.w3\.org\/2005\/Atom"[\s\S]*<title>Kế hoạch số 31-KH\/TU/);
    await end();
  });

  test("a wrong understanding put right", async () => {
    const { page, click, end } = await start(`/search?q=${encodeURIComponent("Ban Tổ chức Tỉnh ủy chủ trì")}`);
    await click(page.locator(".readings summary").last());
    await click(page.locator(".readings[open]").getByRole("link", { name: "Phối hợp" }));
    await page.waitForFunction(() => /Phối hợp/.test(document.querySelector(".parts").textContent));
    assert.match(await page.locator("main").textContent(), /văn thư/);
    await end();
  });

  test("what the collection lacks", async () => {
    const { page, click, end } = await start();
    await click(link(page, "Văn bản cần bổ sung"));
    await page.locator(".hit").first().waitFor();
    await end();
  });

  test("a draft in, its corrected text out", async () => {
    const { page, click, end } = await start("/check");
    await page.getByLabel("Dán nội dung dự thảo").fill(DRAFT);
    await click(page.getByRole("button", { name: "Kiểm tra", exact: true }));
    await click(page.getByRole("button", { name: "Sửa tất cả" }).first());
    const text = await page.getByLabel("Dán nội dung dự thảo").inputValue();
    assert.match(text, /Kế hoạch số 30-KH\/TU ngày 20\/01\/2025 của/);
    await end();
  });

  test("a Word draft in, the corrected one out", async () => {
    const { page, click, end } = await start("/check");
    await page.getByLabel("Hoặc chọn một hay nhiều tệp").setInputFiles({ name: "du-thao.docx", mimeType: "", buffer: docx(DRAFT.split("\n").filter(Boolean)) });
    const [file] = await Promise.all([page.waitForEvent("download"), click(page.getByRole("button", { name: "Tải tệp Word đã sửa" }).last())]);
    const word = unpacked(await readFile(await file.path()), "word/document.xml");
    assert.match(word, /<w:ins [^>]*>.*20.*<\/w:ins>/s);
    await end();
  });
});
