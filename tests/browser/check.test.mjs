// The draft check: paste, drop, replace, undo, copy, with and without script.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, describe, test } from "node:test";
import { open, pageFaults, startBrowser, startService } from "./harness.mjs";
import { docx, unpacked } from "./word.mjs";

const HEAD = "TỈNH ỦY AN SƠN\n\nSố 15-KH/TU\n\nAn Sơn, ngày 20 tháng 3 năm 2026\n\nKẾ HOẠCH\n\nthực hiện nhiệm vụ\n\n";
// Three wrong dates, two of them in one paragraph; letters outside the BMP and letters
// written with combining marks before, between and behind them.
const BASIS = "Căn cứ 😀 𝒜 Nghị quyết số 29-NQ/TW ngày 05/11/2013 của Ban Chấp hành Trung ương về đổi mới căn bản, toàn diện giáo dục và đào tạo; 👩‍💻 x̣̂ Nghị định số 30/2020/NĐ-CP ngày 06/3/2020 của Chính phủ về công tác văn thư;";
const TASK = "Thực hiện Nghị quyết số 29-NQ/TU ngày 16/6/2022 của Tỉnh ủy về phát triển nguồn nhân lực.";
const DRAFT = `${HEAD}${BASIS}\n\n${TASK}\n`;
const DATES = [["ngày 05/11/2013", "ngày 04/11/2013"], ["ngày 06/3/2020", "ngày 05/3/2020"], ["ngày 16/6/2022", "ngày 15/6/2022"]];
const HOSTILE = `<script>window.hacked = 1</script> "kép" 'nháy' &amp; <img src=x onerror="window.hacked=1"> \u202e đảo \u202c hết \u2067x\u2069`;

let service, browser;
before(async () => {
  service = await startService();
  browser = await startBrowser();
});
after(async () => {
  await browser?.close();
  await service?.stop();
});

const close = (page) => page.context().close();
const visit = (options) => open(browser, `${service.origin}/check`, options);
const spoken = (page) => page.locator("form.draft [role=status]");
const draftBox = (page) => page.getByLabel("Dán nội dung dự thảo");

async function checked(text = DRAFT, options) {
  const page = await visit(options);
  await draftBox(page).fill(text);
  await page.getByRole("button", { name: "Kiểm tra", exact: true }).click();
  await page.locator(".checked").waitFor();
  return page;
}

// The text as the page shows it, a paragraph a line.
const shown = (page) => page.locator(".words").evaluateAll((all) => all.map((one) => {
  const copy = one.cloneNode(true);
  copy.querySelectorAll("sup").forEach((sup) => sup.remove());
  return copy.textContent;
}));
const put = (page, words) => page.getByRole("button", { name: `Thay bằng “${words}”` });
const swapped = (text, ...places) => places.reduce((done, place) => done.replace(...DATES[place]), text);

// Drops files on an element, as a file manager does.
async function drop(page, selector, files) {
  const data = await page.evaluateHandle((files) => {
    const data = new DataTransfer();
    for (const { name, bytes } of files) data.items.add(new File([Uint8Array.from(bytes)], name));
    return data;
  }, files.map(({ name, content }) => ({ name, bytes: [...Buffer.from(content)] })));
  for (const event of ["dragenter", "dragover", "drop"]) await page.dispatchEvent(selector, event, { dataTransfer: data });
}

describe("what can be written instead", () => {
  test("takes the place of the words in the text and in the draft, and can be undone", async () => {
    const page = await checked();
    assert.deepEqual((await shown(page)).slice(-2), [BASIS, TASK]);
    assert.equal(await draftBox(page).inputValue(), DRAFT, "nothing changes before a press");
    // The second of a paragraph first: the place of the other must stay right.
    for (const [place, done] of [[1, [1]], [0, [0, 1]], [2, [0, 1, 2]]]) {
      await put(page, DATES[place][1]).click();
      assert.deepEqual((await shown(page)).slice(-2), [swapped(BASIS, ...done), swapped(TASK, ...done)]);
      assert.equal(await draftBox(page).inputValue(), (await shown(page)).join("\n"));
    }
    await page.getByText("Đã thay “ngày 16/6/2022” bằng “ngày 15/6/2022”. Đã sửa 3 chỗ trên trang này.").waitFor({ state: "attached" });
    assert.equal(await page.locator(".words ins").count(), 3);
    const undo = page.locator(".finding").getByRole("button", { name: "Hoàn tác" });
    assert.equal(await undo.count(), 3);
    await undo.nth(1).click();
    assert.deepEqual((await shown(page)).slice(-2), [swapped(BASIS, 0), swapped(TASK, 2)]);
    // A pressed button is let go by a second press.
    await put(page, DATES[0][1]).click();
    assert.deepEqual((await shown(page)).slice(-2), [BASIS, swapped(TASK, 2)]);
    await page.getByRole("button", { name: "Hoàn tác lần cuối" }).click();
    assert.deepEqual((await shown(page)).slice(-2), [BASIS, TASK]);
    assert.equal(await draftBox(page).inputValue(), DRAFT, "as it was pasted");
    assert.ok(await page.getByRole("group", { name: "Những chỗ đã sửa" }).isHidden());
    assert.deepEqual(page.complaints, []);
    await close(page);
  });

  test("the mended draft is checked again and has the findings no more", async () => {
    const page = await checked();
    for (const [, right] of DATES) await put(page, right).click();
    await page.getByRole("button", { name: "Kiểm tra", exact: true }).click();
    await put(page, DATES[0][1]).waitFor({ state: "detached" });
    assert.deepEqual((await shown(page)).slice(-2), [swapped(BASIS, 0, 1), swapped(TASK, 2)]);
    assert.equal(await page.getByText("Sai ngày ban hành").count(), 0);
    await close(page);
  });

  test("a draft that was changed by hand since is left alone", async () => {
    const page = await checked();
    await draftBox(page).fill("viết lại");
    await put(page, DATES[0][1]).click();
    assert.equal(await draftBox(page).inputValue(), "viết lại");
    await page.getByText("đã được sửa tay nên giữ nguyên").waitFor();
    await close(page);
  });

  test("several possibilities are a button each, and one takes the place of another", async () => {
    const page = await checked(`${HEAD}Thực hiện Nghị quyết số 01-NQ/TU của Tỉnh ủy về cán bộ.`);
    for (const day of ["05/5/2022", "12/3/2017"]) {
      await page.getByRole("button", { name: new RegExp(`Thay bằng “.* ngày ${day}`) }).click();
      assert.equal((await shown(page)).at(-1), `Thực hiện Nghị quyết số 01-NQ/TU ngày ${day} của Tỉnh ủy về cán bộ.`);
      assert.equal(await page.locator("[aria-pressed=true]").count(), 1);
      assert.equal(await page.locator(".words ins").count(), 1);
    }
    assert.match(await page.locator(".mending").textContent(), /Đã sửa 1 chỗ/);
    await page.getByRole("button", { name: "Hoàn tác", exact: true }).click();
    assert.equal((await shown(page)).at(-1), "Thực hiện Nghị quyết số 01-NQ/TU của Tỉnh ủy về cán bộ.");
    await close(page);
  });

  test("words that two findings share are changed by one of them at a time", async () => {
    // Wrong, and written without its zero.
    const page = await checked(`${HEAD}Thực hiện Nghị quyết số 29-NQ/TW ngày 5/11/2013 của Ban Chấp hành Trung ương.`);
    await page.locator(".finding summary").filter({ hasText: "Số 0" }).click();
    const [wrong, zero] = [put(page, "ngày 04/11/2013"), put(page, "ngày 05/11/2013")];
    await zero.click();
    assert.ok(await wrong.isDisabled());
    await page.locator(".finding", { has: wrong }).getByText(/Chỗ này đã được sửa theo phát hiện \d+\./).waitFor();
    await zero.click();
    await wrong.click();
    assert.ok(await zero.isDisabled());
    assert.match((await shown(page)).at(-1), /29-NQ\/TW ngày 04\/11\/2013 của Ban/);
    await page.getByRole("button", { name: "Hoàn tác", exact: true }).click();
    assert.ok(await zero.isEnabled());
    assert.equal(await page.locator(".words a:not([hidden])").filter({ hasText: /^$/ }).count(), 0);
    await close(page);
  });

  test("lines that end as on Windows, letters taken apart and signs of direction keep their places", async () => {
    const text = `${HEAD}${HOSTILE}\n\n\u202e${TASK} ${HOSTILE}\n`;
    for (const form of [text, text.normalize("NFD"), text.replaceAll("\n", "\r\n")]) {
      const page = await checked(form);
      const before = (await shown(page)).join("\n");
      assert.ok(before.includes("ngày 16/6/2022") && before.includes("<script>window.hacked = 1</script>"), before);
      await put(page, DATES[2][1]).click();
      assert.equal((await shown(page)).join("\n"), swapped(before, 2));
      assert.equal(await page.evaluate(() => window.hacked), undefined);
      assert.deepEqual(page.complaints, []);
      await close(page);
    }
  });

  test("is copied whole or by paragraph, also where the address is not secure", async () => {
    const page = await checked(DRAFT, { permissions: ["clipboard-read", "clipboard-write"] });
    const clipboard = () => page.evaluate(() => navigator.clipboard.readText());
    await put(page, DATES[1][1]).click();
    await page.getByRole("button", { name: "Sao chép toàn văn đã sửa" }).click();
    await page.getByText("Đã sao chép.").waitFor({ state: "attached" });
    assert.equal(await clipboard(), (await shown(page)).join("\n"));
    await page.evaluate(() => { navigator.clipboard.writeText = () => Promise.reject(new Error("refused")); });
    await page.getByRole("button", { name: "Sao chép đoạn này" }).click();
    await page.waitForTimeout(100);
    assert.equal(await clipboard(), swapped(BASIS, 1));
    assert.equal(await page.evaluate(() => document.activeElement.textContent), "Sao chép đoạn này");
    await close(page);
  });

  test("can be done with the keyboard alone", async () => {
    const page = await visit();
    await draftBox(page).focus();
    await page.keyboard.insertText(DRAFT);
    const reach = async (words) => {
      for (let n = 0; n < 80; n += 1) {
        await page.keyboard.press("Tab");
        const at = await page.evaluate(() => document.activeElement.textContent);
        if (at.includes(words)) return;
      }
      assert.fail(`no way to ${words}`);
    };
    await reach("Kiểm tra");
    await page.keyboard.press("Enter");
    await page.locator(".checked").waitFor();
    assert.equal(await page.evaluate(() => document.activeElement.tagName), "H1");
    await reach(`Thay bằng “${DATES[0][1]}`);
    await page.keyboard.press("Enter");
    await page.locator(".words ins").waitFor();
    await reach("Hoàn tác");
    await page.keyboard.press("Space");
    assert.equal(await page.locator(".words ins").count(), 0);
    assert.match(await page.evaluate(() => document.activeElement.textContent), /Thay bằng “ngày 04/);
    await close(page);
  });
});

describe("the review", () => {
  const current = (page) => page.locator(".finding.current .rule").textContent();

  test("goes from card to card by key, in the order of the list", async () => {
    const page = await checked();
    await page.locator("h1").focus();
    await page.keyboard.press("j");
    const first = await current(page);
    assert.match(first, /Sai ngày ban hành/);
    assert.equal(await page.evaluate(() => document.activeElement.classList.contains("current")), true);
    await page.keyboard.press("F8");
    assert.notEqual(await current(page), first);
    await page.keyboard.press("k");
    assert.equal(await current(page), first);
    assert.match(await page.locator(".reviewing").textContent(), /Thẻ 1 trong \d+/);
    // Letters that are written are no commands.
    await draftBox(page).focus();
    await page.keyboard.press("j");
    assert.equal(await current(page), first);
    await close(page);
  });

  test("leaves out what is ignored, until that is undone", async () => {
    const page = await checked();
    const count = page.locator("[data-group=must_fix] .count");
    const all = Number(await count.textContent());
    await page.locator("h1").focus();
    await page.keyboard.press("j");
    const before = await current(page);
    await page.locator(".finding.current").getByRole("button", { name: "Bỏ qua lần này" }).click();
    assert.equal(Number(await count.textContent()), all - 1);
    await page.locator(".finding.current").getByRole("button", { name: "Bỏ qua mọi “Sai ngày ban hành”" }).click();
    assert.equal(await page.locator("[data-group=must_fix] [data-of]:not([hidden])").filter({ hasText: "Sai ngày" }).count(), 0);
    const undo = page.locator(".reviewing").getByRole("button", { name: "Hoàn tác" });
    await undo.click();
    await undo.click();
    assert.equal(Number(await count.textContent()), all);
    assert.equal(await current(page), before);
    await close(page);
  });

  test("mends a whole group, and keeps the work over a reload", async () => {
    const page = await checked();
    await page.locator("[data-group=must_fix]").getByRole("button", { name: "Sửa tất cả" }).click();
    assert.deepEqual((await shown(page)).slice(-2), [swapped(BASIS, 0, 1), swapped(TASK, 2)]);
    await page.reload();
    await page.locator(".checked").waitFor();
    assert.deepEqual((await shown(page)).slice(-2), [swapped(BASIS, 0, 1), swapped(TASK, 2)]);
    assert.equal(await draftBox(page).inputValue(), (await shown(page)).join("\n"));
    await page.goto(`${service.origin}/status`);
    await page.goBack();
    await page.locator(".words ins").first().waitFor();
    assert.deepEqual(page.complaints, []);
    await close(page);
  });

  test("shows one card at a time where that is wanted, and how others wrote the paragraph", async () => {
    const page = await checked();
    const visible = page.locator(".finding:visible");
    assert.ok(await visible.count() > 1);
    const single = page.getByRole("button", { name: "Chỉ hiện thẻ đang rà" });
    await single.press("Enter");
    assert.equal(await single.getAttribute("aria-pressed"), "true");
    assert.equal(await visible.count(), 1);
    const first = await current(page);
    await page.keyboard.press("F8");
    assert.equal(await visible.count(), 1);
    assert.notEqual(await current(page), first);
    await page.locator(".finding.current").getByRole("button", { name: "Tìm cách viết tương tự" }).press("Enter");
    await page.locator(".finding.current .similar").waitFor();
    assert.deepEqual(await pageFaults(page), []);
    await single.press("Enter");
    assert.ok(await visible.count() > 1);
    assert.deepEqual(page.complaints, []);
    await close(page);
  });

  test("offers how others wrote any paragraph, by a press or by keys", async () => {
    const page = await checked();
    const paragraphs = page.locator(".pair > .words");
    const similar = page.locator(".pair > .offers").getByRole("button", { name: "Tìm cách viết tương tự" });
    assert.equal(await page.locator(".pair > .words[tabindex='0']").count(), 1);
    assert.equal(await similar.count(), 0);
    await paragraphs.first().focus();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    assert.equal(await similar.count(), 1);
    await page.keyboard.press("Enter");
    await page.locator(".pair > .similar").waitFor();
    await paragraphs.last().click({ position: { x: 2, y: 2 } });
    assert.equal(await similar.count(), 2);
    assert.deepEqual(await pageFaults(page), []);
    assert.deepEqual(page.complaints, []);
    await close(page);
  });

  test("fills in all that the table of documents lacks", async () => {
    const page = await checked(`${HEAD}Căn cứ Nghị định số 30/2020/NĐ-CP về công tác văn thư;\n`);
    await page.locator("#thieu-gi").getByRole("button", { name: "Điền tất cả" }).press("Enter");
    await page.locator(".words ins").first().waitFor();
    assert.match((await shown(page)).at(-1), /05\/3\/2020/);
    await page.getByText("Mỗi phần, nhiệm vụ của dự thảo viện dẫn văn bản nào").click();
    assert.match(await page.locator("#theo-phan").textContent(), /30\/2020\/NĐ-CP/);
    assert.deepEqual(page.complaints, []);
    await close(page);
  });

  test("has no fault that axe finds, also on a narrow screen", async () => {
    const page = await checked(DRAFT, { viewport: { width: 320, height: 640 } });
    await page.locator("h1").focus();
    await page.keyboard.press("j");
    assert.deepEqual(await pageFaults(page), []);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
    await close(page);
  });
});

describe("a file", () => {
  const file = { name: "dự thảo.docx", content: docx([...HEAD.trim().split("\n\n"), BASIS, TASK]) };

  test("dropped on the form is checked, stays chosen, and comes back with comments", async () => {
    const page = await visit();
    await drop(page, "#van-ban", [file]);
    await page.getByText("Đã chọn tệp dự thảo.docx.").waitFor({ state: "attached" });
    await page.getByRole("button", { name: "Kiểm tra", exact: true }).click();
    await page.getByRole("heading", { name: "dự thảo.docx" }).waitFor();
    await put(page, DATES[0][1]).click();
    assert.deepEqual((await shown(page)).slice(-2), [swapped(BASIS, 0), TASK]);
    await page.getByText("Tệp gốc không đổi; hãy tải tệp Word đã sửa").waitFor();
    assert.equal(await draftBox(page).inputValue(), "");
    const mended = page.waitForEvent("download");
    await page.locator(".mending").getByRole("button", { name: "Tải tệp Word đã sửa" }).press("Enter");
    const fixed = await mended;
    assert.equal(fixed.suggestedFilename(), "dự thảo (đã sửa).docx");
    const body = unpacked(await readFile(await fixed.path()), "word/document.xml");
    assert.deepEqual([...body.matchAll(/<w:(?:t|delText) xml:space="preserve">([^<]*)<\/w:(?:t|delText)><\/w:r><\/w:(?:ins|del)>/g)].map(([, words]) => words),
      ["05/11/2013", "04/11/2013"], "one correction, and no other");
    const download = page.waitForEvent("download");
    await page.locator(".download").getByRole("button", { name: "Tải bản Word có chú thích" }).click();
    const done = await download;
    assert.equal(done.suggestedFilename(), "dự thảo (có chú thích).docx");
    assert.ok((await readFile(await done.path())).includes("word/comments.xml"));
    assert.equal(await page.locator(".words ins").count(), 1, "the page is where it was");
    await page.getByRole("button", { name: "Bỏ tệp" }).click();
    assert.ok(await page.getByRole("button", { name: "Tải bản Word có chú thích" }).last().isDisabled());
    assert.deepEqual(page.complaints, []);
    await close(page);
  });

  test("of another kind, or one beside the form, is not taken", async () => {
    const page = await visit();
    await drop(page, "#van-ban", [{ name: "a<b>.pptx", content: "PK" }]);
    assert.match(await page.getByRole("alert").textContent(), /Không nhận tệp “a<b>\.pptx”/);
    await drop(page, "h1", [file]);
    assert.equal(await page.locator("#tep").evaluate((input) => input.files.length), 0);
    assert.equal(page.url(), `${service.origin}/check`);
    await drop(page, "#van-ban", [file]);
    assert.equal(await page.getByRole("alert").count(), 0);
    await close(page);
  });

  test("text that is dropped is left to the browser", async () => {
    const page = await visit();
    const taken = await page.locator("#van-ban").evaluate((box) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.setData("text/plain", "chữ");
      return !box.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
    });
    assert.equal(taken, false);
    await close(page);
  });
});

describe("several files", () => {
  const FILES = [
    { name: "một.txt", mimeType: "text/plain", buffer: Buffer.from(DRAFT) },
    { name: "hỏng.docx", mimeType: "", buffer: Buffer.from("PK\x03\x04 cụt") },
    { name: "hai.docx", mimeType: "", buffer: docx(DRAFT.split("\n").filter(Boolean)) },
  ];
  const rows = (page) => page.locator("#bang tbody tr");
  const send = (page) => page.getByRole("button", { name: "Kiểm tra", exact: true });

  test("they are a row each, one bad file stops none, and each row opens its review", async () => {
    const page = await visit();
    await page.getByLabel("Hoặc chọn một hay nhiều tệp").setInputFiles(FILES);
    await send(page).press("Enter");
    await page.getByText("Đã kiểm tra 3 tệp.").first().waitFor();
    const said = await rows(page).allInnerTexts();
    assert.equal(said.length, 3);
    assert.match(said[0], /một\.txt\s+Văn bản của Đảng\s+3\s/);
    assert.match(said[1], /hỏng\.docx\s+Không đọc được dự thảo/);
    assert.match(said[2], /hai\.docx\s+Văn bản của Đảng\s+3\s/);
    assert.deepEqual(await pageFaults(page), []);

    await page.getByRole("link", { name: "hai.docx" }).press("Enter");
    await page.locator(".checked").waitFor();
    assert.match(await page.locator("h1").textContent(), /hai\.docx/);
    assert.ok(await page.locator(".download").getByRole("button", { name: "Tải tệp Word đã sửa" }).first().isVisible());
    await page.getByRole("link", { name: "Về bảng kết quả" }).press("Enter");
    await rows(page).first().waitFor();
    assert.equal(await page.evaluate(() => document.activeElement.textContent), "hai.docx");
    await page.getByRole("link", { name: "một.txt" }).click();
    await page.locator(".checked").waitFor();
    await page.goBack();
    await rows(page).first().waitFor();
    assert.ok(await send(page).isEnabled());

    const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Tải bảng Excel" }).click()]);
    const sheet = unpacked(await readFile(await file.path()), "xl/sharedStrings.xml");
    for (const words of ["một.txt", "hỏng.docx", "Phải sửa", "Không đọc được dự thảo"]) assert.ok(sheet.includes(words), words);
    assert.deepEqual(page.complaints, []);
    await close(page);
  });

  test("what is too much is said before anything is sent", async () => {
    const page = await visit();
    const many = Array.from({ length: 51 }, (_, n) => ({ ...FILES[0], name: `${n}.txt` }));
    await page.getByLabel("Hoặc chọn một hay nhiều tệp").setInputFiles(many);
    await page.getByText("nhiều nhất 50 tệp").waitFor();
    await send(page).click();
    assert.equal(await rows(page).count(), 0);
    await page.evaluate(() => {
      const data = new DataTransfer();
      for (const [name, size] of [["a.txt", 10], ["b.txt", 8 * 1024 * 1024 + 1]]) data.items.add(new File([new Uint8Array(size).fill(120)], name));
      const field = document.querySelector("input[type=file]");
      field.files = data.files;
      field.dispatchEvent(new Event("change"));
    });
    await send(page).click();
    await page.getByText("Đã kiểm tra 2 tệp.").first().waitFor();
    assert.match((await rows(page).allInnerTexts())[1], /b\.txt\s+Tệp lớn hơn 8 MB/);
    await close(page);
  });

  test("without script the table comes at once, and its Excel file", async () => {
    const page = await visit({ javaScriptEnabled: false });
    await page.getByLabel("Hoặc chọn một hay nhiều tệp").setInputFiles(FILES);
    await send(page).click();
    assert.equal(await rows(page).count(), 3);
    const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Tải bảng Excel" }).click()]);
    assert.match(file.suggestedFilename(), /\.xlsx$/);
    await close(page);
  });
});

describe("an answer that does not come", () => {
  test("is told, and the draft stays", async () => {
    const page = await visit();
    const send = page.getByRole("button", { name: "Kiểm tra", exact: true });
    await send.click();
    assert.match(await page.getByRole("alert").textContent(), /Hãy dán nội dung/);
    await draftBox(page).fill(DRAFT);
    await page.route("**/check", (route) => route.abort());
    await send.click();
    await page.getByText("Không gửi được").waitFor();
    await page.unroute("**/check");
    await page.route("**/check", (route) => route.fulfill({ status: 503, contentType: "text/html", body: "<main><h1>Máy chủ bận</h1></main>" }));
    await send.click();
    await page.getByText("Máy chủ bận").waitFor();
    await page.unroute("**/check");
    assert.equal(await draftBox(page).inputValue(), DRAFT);
    await send.click();
    await page.locator(".checked").waitFor();
    assert.equal(await page.getByRole("alert").count(), 0);
    await close(page);
  });
});

describe("the page", () => {
  test("is complete without script", async () => {
    const page = await checked(DRAFT, { javaScriptEnabled: false });
    assert.equal(await page.locator(".instead q").first().textContent(), DATES[0][1]);
    assert.equal(await page.locator(".finding button").count(), 0);
    assert.equal(await draftBox(page).inputValue(), DRAFT);
    await page.locator("#tep").setInputFiles({ name: "a.docx", mimeType: "", buffer: docx([BASIS]) });
    const download = page.waitForEvent("download");
    await page.locator("form.draft").getByRole("button", { name: "Tải bản Word có chú thích" }).click();
    assert.equal((await download).suggestedFilename(), "a (có chú thích).docx");
    await page.getByRole("button", { name: "Kiểm tra", exact: true }).click();
    await page.getByRole("link", { name: "Tải bản Word có chú thích: chọn lại tệp này" }).waitFor();
    assert.equal(await page.locator(".download button:visible").count(), 0);
    await close(page);
  });

  for (const colorScheme of ["light", "dark"]) {
    for (const width of [1000, 320]) {
      test(`has no fault that axe finds, ${colorScheme}, ${width} px`, async () => {
        const page = await visit({ colorScheme, viewport: { width, height: 700 } });
        assert.deepEqual(await pageFaults(page), []);
        await draftBox(page).fill(DRAFT);
        await page.getByRole("button", { name: "Kiểm tra", exact: true }).click();
        await page.locator(".checked").waitFor();
        assert.deepEqual(await pageFaults(page), []);
        await put(page, DATES[0][1]).click();
        await page.waitForTimeout(100);
        assert.deepEqual(await pageFaults(page), []);
        const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        assert.ok(over <= 0, `${over} px too wide`);
        assert.deepEqual(page.complaints, []);
        await close(page);
      });
    }
  }

  test("is printed with its findings and without its buttons", async () => {
    const page = await checked();
    await put(page, DATES[0][1]).click();
    await page.emulateMedia({ media: "print" });
    for (const hidden of [".put", ".mending", "form.draft"]) assert.equal(await page.locator(hidden).first().isVisible(), false, hidden);
    assert.ok(await page.locator(".finding").first().isVisible());
    assert.ok((await page.pdf()).length > 1000);
    await close(page);
  });
});
