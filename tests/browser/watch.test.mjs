// The collection while people look: what is put into its folder is found, in pages that were open
// before, without a start anew.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { notice, open, PATIENCE, startBrowser, startService } from "./harness.mjs";

let service, browser;
before(async () => {
  service = await startService();
  browser = await startBrowser();
});
after(async () => {
  await browser?.close();
  await service?.stop();
});

test("a document that is put into the folder is found in the page that is open", async () => {
  const page = await open(browser, `${service.origin}/`);
  await service.drop("moi/thong-bao.md", notice(45, "việc trồng rừng ngập mặn"));
  const isFound = async () => {
    const answer = await page.evaluate(async () => (await fetch("/api/v1/search?q=45-TB%2FTU")).json());
    return answer.hits.length > 0;
  };
  for (const end = Date.now() + PATIENCE.timeout; !(await isFound()); ) {
    assert.ok(Date.now() < end, "not found");
    await page.waitForTimeout(200);
  }
  const field = page.getByRole("combobox");
  await field.fill("trồng rừng ngập mặn");
  await field.press("Enter");
  await page.locator(".hit").first().waitFor(PATIENCE);
  assert.match(await page.locator(".hit").first().textContent(), /45-TB\/TU/);
  await page.context().close();
});

test("the state of the collection counts it without a reload", async () => {
  const page = await open(browser, `${service.origin}/status`);
  const held = page.locator("a[href='/documents?held=true']");
  const before = await held.textContent();
  await service.drop("moi/thong-bao-2.md", notice(46, "việc nạo vét kênh mương"));
  await page.waitForFunction((before) => document.querySelector("a[href='/documents?held=true']").textContent !== before, before, PATIENCE);
  assert.deepEqual(page.complaints, []);
  await page.context().close();
});
