// What every browser test needs: the real service over the small invented collection in
// corpus/, the example pages on another origin, and Chromium.
//
// BINARY_UNDER_TEST: the program, else the debug build. CHROMIUM: the browser, else Debian's.
// SCRIPTS_FROM_DISK=1: scripts and stylesheet as they are in web/, without building anew.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const HERE = dirname(fileURLToPath(import.meta.url));
const EXAMPLES = join(HERE, "../../web/examples");
// The address that the example pages name.
const WRITTEN = "http://127.0.0.1:7878";
const TYPES = { ".html": "text/html; charset=utf-8", ".css": "text/css" };

// Starts the service on a free port over corpus/ and further files, given as
// {name: content}, with settings as TOML. `drop` puts a file into its folder while it runs.
export async function startService(more = {}, settings = "") {
  const folder = await mkdtemp(join(tmpdir(), "tracuu-browser-"));
  await cp(join(HERE, "corpus"), join(folder, "corpus"), { recursive: true });
  const drop = async (name, content) => {
    const path = join(folder, "corpus", name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, content);
  };
  for (const [name, content] of Object.entries(more)) await drop(name, content);
  await writeFile(join(folder, "tracuu.toml"), settings);
  const args = ["serve", "--config", join(folder, "tracuu.toml"), "--corpus", join(folder, "corpus"), "--index", join(folder, "index"), "--port", "0", "--format", "json"];
  const binary = process.env.BINARY_UNDER_TEST ?? join(HERE, "../../target/debug/tracuu");
  // Cargo and the person at the machine may have settings of their own.
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith("TRACUU_"));
  const child = spawn(binary, args, { env: { ...Object.fromEntries(inherited), TRACUU_LOG: "warn" }, stdio: ["ignore", "pipe", "inherit"] });
  let said = "";
  for await (const chunk of child.stdout) {
    said += chunk;
    if (said.includes("\n")) break;
  }
  const { address, upload_key } = JSON.parse(said);
  const stop = async () => {
    child.kill();
    await once(child, "exit");
    await rm(folder, { recursive: true });
  };
  return { origin: new URL(address).origin, uploadKey: upload_key, drop, stop };
}

// Serves the example pages, and further ones given as {"/path": {body, headers}}, with the
// real address of the service in them.
export async function startSite(service, pages = {}) {
  const server = createServer(async (request, response) => {
    const path = new URL(request.url, "http://x").pathname;
    // Browsers ask for it by themselves.
    if (path === "/favicon.ico") return response.writeHead(204).end();
    try {
      const page = pages[path] ?? { body: await readFile(join(EXAMPLES, path), "utf8") };
      const type = TYPES[extname(path)] ?? TYPES[".html"];
      response.writeHead(200, { "content-type": type, ...page.headers });
      response.end(page.body.replaceAll(WRITTEN, service.origin));
    } catch {
      response.writeHead(404).end();
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const stop = () => {
    server.closeAllConnections();
    return new Promise((done) => server.close(done));
  };
  return { origin: `http://127.0.0.1:${server.address().port}`, pages, stop };
}

export function startBrowser() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
  });
}

// A page that remembers what its console and its scripts complain about.
export async function open(browser, address, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1000, height: 760 }, ...options });
  const page = await context.newPage();
  await page.addInitScript(() => {
    window.shifts = [];
    new PerformanceObserver((list) => shifts.push(...list.getEntries().map((entry) => entry.value))).observe({ type: "layout-shift", buffered: true });
  });
  if (process.env.SCRIPTS_FROM_DISK) {
    const headers = { "access-control-allow-origin": "*" };
    await context.route(/\/assets\/(check-\w+\.js|style-\w+\.css)$/, (route) => {
      const [name, type] = route.request().url().endsWith(".js") ? ["check.js", "text/javascript"] : ["style.css", "text/css"];
      return route.fulfill({ path: join(HERE, "../../web", name), contentType: type });
    });
    await context.route(/\/embed(-links)?\.js$/, (route) => route.fulfill({ path: join(HERE, "../../web", new URL(route.request().url()).pathname), contentType: "text/javascript", headers }));
  }
  page.complaints = [];
  page.on("console", (message) => page.complaints.push(`${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => page.complaints.push(`error: ${error.message}`));
  await page.goto(address);
  return page;
}

// The parts of a search box, through its shadow root.
export function box(page, at = 0) {
  const host = page.locator("tra-cuu").nth(at);
  return {
    host,
    input: host.getByRole("combobox"),
    options: host.getByRole("option"),
    status: host.locator("[part=status]"),
    live: host.getByRole("status"),
    popup: host.locator("[part=popup]"),
  };
}

// What axe-core finds fault with in our parts of a page.
export const faults = (page) => faultsIn(page, { include: [["tra-cuu"], ["tra-cuu-links"]] });

// What it finds fault with in a page of our own.
export const pageFaults = (page) => faultsIn(page, {});

async function faultsIn(page, context) {
  await page.evaluate(await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8"));
  const { violations } = await page.evaluate((context) => axe.run(context.include ? context : document), context);
  return violations.map((one) => [one.id, one.nodes.map((node) => `${node.target} ${node.failureSummary}`)]);
}

// Everything in the list of a box, a line an option.
export function lines(options) {
  return options.evaluateAll((found) => found.map((option) => option.textContent));
}

// Longest wait for an ingest, for machines that do much else besides.
export const PATIENCE = { timeout: 60_000 };

// A document about something.
export const notice = (number, words) => `TỈNH ỦY AN SƠN\n\nSố ${number}-TB/TU\n\nAn Sơn, ngày 05 tháng 03 năm 2026\n\n# THÔNG BÁO\n\n## về ${words}\n\nThường trực Tỉnh ủy giao Văn phòng Tỉnh ủy theo dõi ${words}.\n`;
