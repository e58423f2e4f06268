// Clicks its way from the front page to the answer of each question, as a person does, and prints what it saw as JSON.
// node check_questions.mjs <modules folder> <chromium> <profile folder> <report folder> <questions as JSON>

import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [modules, chromium, profile, report, asked] = process.argv.slice(2);
const playwright = createRequire(join(modules, "anything.js"))("playwright-core");
const context = await playwright.chromium.launchPersistentContext(profile, {
  executablePath: chromium,
  headless: true,
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});
const page = await context.newPage();
const found = [];
for (const { title, clicks, words } of JSON.parse(asked)) {
  await page.goto(pathToFileURL(join(report, "index.html")).href);
  for (const name of clicks) {
    await page.locator("main, header").getByRole("link", { name, exact: true }).first().click();
    await page.waitForLoadState();
  }
  const seen = page.getByText(words).filter({ visible: true });
  const count = await seen.count();
  if (count) await seen.first().scrollIntoViewIfNeeded();
  found.push({ title, clicks: clicks.length, isSeen: count > 0, url: page.url() });
}
await context.close();
console.log(JSON.stringify(found));
