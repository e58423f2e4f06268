// Walks a built report in a headless Chromium and prints what it found as JSON; run by test_report_in_browser.py.
// node check_report.mjs <modules folder> <chromium> <profile folder> <report folder> <screenshots folder>

import { createRequire } from "node:module";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [modules, chromium, profile, report, shots] = process.argv.slice(2);
const require = createRequire(join(modules, "anything.js"));
const playwright = require("playwright-core");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const WIDTHS = [390, 1280, 1920];
const found = { console: [], requests: [], violations: [], overflow: [], clicks: {}, search: {}, plot: {}, tables: {}, pages: [] };

const at = (page) => pathToFileURL(join(report, page)).href;
const first = (folder, deep = false) => {
  const name = readdirSync(join(report, folder)).sort()[0];
  return deep ? first(`${folder}/${name}`) : `${folder}/${name}`;
};

const shotOf = (name) => name.replace(/\/.*/, name.startsWith("changes/") ? "-month" : "").replace(".html", "");

function watch(page) {
  page.on("console", (message) => { if (message.type() === "error" || message.type() === "warning") found.console.push(`${page.url()}: ${message.text()}`); });
  page.on("pageerror", (error) => found.console.push(`${page.url()}: ${error.message}`));
  page.on("request", (request) => { if (!request.url().startsWith("file://")) found.requests.push(request.url()); });
}

async function audit(page, name) {
  // The page's policy forbids inline scripts, so the checker is evaluated from outside.
  await page.evaluate(`${axe}; undefined`);
  found.tables[name] = await page.locator("table").count();
  const result = await page.evaluate(() => globalThis.axe.run(document, { preload: false, runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"] }));
  for (const violation of result.violations) {
    found.violations.push({ page: name, id: violation.id, impact: violation.impact, nodes: violation.nodes.slice(0, 3).map((node) => `${node.target} ${node.failureSummary}`) });
  }
}

async function look(context, name, page) {
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 });
    await page.goto(at(name));
    const wider = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    if (wider > 0) found.overflow.push(`${name} at ${width}: ${wider} px too wide`);
    await page.screenshot({ path: join(shots, `${shotOf(name)}-${width}.png`), fullPage: width !== 1920 });
  }
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.goto(at(name));
  await audit(page, name);
  found.pages.push(name);
}

async function walk(page) {
  await page.goto(at("index.html"));
  let clicks = 0;
  await page.locator(".change blockquote a").first().click();
  clicks += 1;
  await page.waitForSelector("mark:target, mark.on");
  const seen = await page.locator("mark.on").first().boundingBox();
  found.clicks = { toEvidence: clicks, url: page.url(), isInView: Boolean(seen) && seen.y >= 0 && seen.y < 900 };
  await page.goto(at("index.html"));
  await page.locator(".grid tbody td a").first().click();
  await page.locator(".claim blockquote a").first().click();
  await page.waitForSelector("mark.on");
  found.clicks.fromGrid = 2;
}

async function find(page) {
  await page.goto(at("index.html"));
  const quote = await page.locator(".change blockquote").first().textContent();
  const words = (quote.match(/[A-Za-z]+/g) || []).sort((one, other) => other.length - one.length).slice(0, 2).join(" ");
  await page.fill("#find", words);
  await page.keyboard.press("Enter");
  await page.waitForSelector("#found .claim");
  found.search = { words, told: await page.textContent("#told"), lines: await page.locator("#found .claim").count(), first: await page.locator("#found blockquote").first().textContent() };
  await page.locator("#found blockquote a").first().click();
  await page.waitForSelector("mark.on");
  found.search.leadsTo = page.url();
}

async function point(page) {
  await page.goto(at(first("track")));
  const mark = page.locator(".plot.wide .m").last();
  await mark.focus();
  found.plot.onFocus = await page.locator("figcaption.card q").first().textContent();
  await page.keyboard.press("ArrowLeft");
  found.plot.afterArrow = await page.evaluate(() => document.activeElement.textContent);
}

const context = await playwright.chromium.launchPersistentContext(profile, {
  executablePath: chromium,
  headless: true,
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});
const page = await context.newPage();
watch(page);
const names = ["index.html", "changes.html", "deeds.html", "countries.html", "issues.html", "sources.html", "reading.html", "search.html"];
names.push(...["country", "track", "pair", "issue", "source", "changes"].map((folder) => first(folder)), first("change", true), first("article", true));
for (const scheme of ["light", "dark"]) {
  await page.emulateMedia({ colorScheme: scheme });
  for (const name of names) {
    if (scheme === "light") await look(context, name, page);
    else {
      await page.goto(at(name));
      await audit(page, `${name} (dark)`);
      await page.screenshot({ path: join(shots, `${shotOf(name)}-dark.png`) });
    }
  }
}
await page.emulateMedia({ colorScheme: "light" });
await walk(page);
await find(page);
await point(page);
await context.close();
console.log(JSON.stringify(found, null, 1));
