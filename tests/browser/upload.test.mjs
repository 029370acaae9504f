// Files into the collection over the page, with the key of whoever started the service.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { notice, open, pageFaults, PATIENCE, startBrowser, startService } from "./harness.mjs";

const file = (name, text) => ({ name, mimeType: "text/markdown", buffer: Buffer.from(text) });

let service, browser;
before(async () => {
  service = await startService();
  browser = await startBrowser();
});
after(async () => {
  await browser?.close();
  await service?.stop();
});

async function signIn(options = {}) {
  const page = await open(browser, `${service.origin}/upload`, options);
  await page.locator("[name=key]").fill(service.uploadKey);
  await page.locator("main button").click();
  await page.locator("#nap-van-ban").waitFor(PATIENCE);
  return page;
}

// Asks in a page that is open, until the first hit says what is looked for.
async function asked(page, words, expected) {
  const field = page.getByRole("combobox");
  await field.fill(words);
  await field.press("Enter");
  await page.locator(".hit").first().waitFor(PATIENCE);
  assert.match(await page.locator(".hit").first().textContent(), expected);
}

test("several chosen files are sent, read and found in a page that was open before", async () => {
  const search = await open(browser, `${service.origin}/`);
  const page = await signIn();
  assert.deepEqual(await pageFaults(page), []);
  await page.locator("#tep").setInputFiles([
    file("rừng.md", notice(45, "việc trồng rừng ngập mặn")),
    file("kênh.md", notice(46, "việc nạo vét kênh mương")),
    file("mật.md", notice(47, "việc khác").replace("Số 47", "MẬT\n\nSố 47")),
  ]);
  await page.locator("#nap-van-ban button").click();
  const rows = page.locator("#da-nap li");
  await rows.filter({ hasText: "mật.md" }).filter({ hasText: "dấu mật" }).waitFor(PATIENCE);
  for (const name of ["rừng.md", "kênh.md"]) {
    await rows.filter({ hasText: name }).filter({ hasText: "Đã vào kho" }).waitFor(PATIENCE);
  }
  assert.deepEqual(await pageFaults(page), []);
  await asked(search, "trồng rừng ngập mặn", /45-TB\/TU/);
  await page.context().close();
  await search.context().close();
});

test("a dropped file is a new version, and is told so", async () => {
  const page = await signIn();
  await page.evaluate((text) => {
    const data = new DataTransfer();
    data.items.add(new File([text], "rừng.md", { type: "text/markdown" }));
    for (const name of ["dragover", "drop"]) {
      document.querySelector(".drop").dispatchEvent(new DragEvent(name, { bubbles: true, cancelable: true, dataTransfer: data }));
    }
  }, notice(45, "việc trồng rừng phòng hộ"));
  const row = page.locator("#da-nap li").first();
  await row.filter({ hasText: "Đã vào kho" }).filter({ hasText: ".trash/" }).waitFor(PATIENCE);
  assert.deepEqual(page.complaints.filter((one) => one.startsWith("error")), []);
  await page.context().close();
});

test("the form does the same without a script", async () => {
  const page = await signIn({ javaScriptEnabled: false });
  await page.locator("#tep").setInputFiles([file("hồ.md", notice(48, "việc xả nước hồ chứa"))]);
  await page.locator("#nap-van-ban button").click();
  const row = page.locator("#da-nap li").filter({ hasText: "hồ.md" });
  for (const end = Date.now() + PATIENCE.timeout; !(await row.textContent()).includes("Đã vào kho"); ) {
    assert.ok(Date.now() < end, "not found");
    await page.waitForTimeout(300);
    await page.goto(`${service.origin}/upload`);
  }
  await row.getByRole("link").click();
  assert.match(await page.locator("h1").textContent(), /48-TB\/TU/);
  await page.context().close();
});
