// Measures how long after a key the first suggestion is there, on this machine and without the
// pause of the box. No test: what else the machine does counts. BINARY_UNDER_TEST names a
// release build.
import { box, open, startBrowser, startService, startSite } from "./harness.mjs";

// The pause of the box after a key, in milliseconds.
const PAUSE_MS = 40;
const TEXT = "nghi quyet ve quy hoach can bo thay cho nghi quyet so 01";

const service = await startService(), site = await startSite(service), browser = await startBrowser();
const page = await open(browser, `${site.origin}/strict.html`);
const { host, input, options, status } = box(page);
await input.click();
await host.evaluate((host) => {
  const input = host.shadowRoot.querySelector("input"), list = host.shadowRoot.querySelector("[part=list]");
  window.times = [];
  let began;
  input.addEventListener("keydown", () => began = performance.now());
  // The frame in which the new list is painted.
  new MutationObserver(() => {
    if (began === undefined) return;
    const at = began;
    began = undefined;
    requestAnimationFrame(() => setTimeout(() => times.push(performance.now() - at)));
  }).observe(list, { childList: true });
});
for (const key of TEXT) {
  await page.keyboard.type(key);
  await page.waitForTimeout(350);
  if (await status.isVisible() && await options.count() < 2) throw new Error(await status.textContent());
}
const times = (await page.evaluate(() => times)).map((time) => time - PAUSE_MS).sort((a, b) => a - b);
const at = (share) => times[Math.floor((times.length - 1) * share)].toFixed(1);
console.log(`first suggestion painted after the key, without the pause of ${PAUSE_MS} ms: median ${at(0.5)} ms, nine in ten ${at(0.9)} ms, longest ${at(1)} ms (${times.length} keys)`);
await browser.close();
await site.stop();
await service.stop();
