// The public pages as pages: axe, large type, the dark, 160 % type, 360 px, keys alone, weight, English.
import { strict as assert } from "node:assert";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { gzipSync } from "node:zlib";

import { root } from "./house.mjs";
import { account, axe, openStreet, phone, picture, signIn, tooWide, watch } from "./street.mjs";

let browser, base, receipt;
openStreet(async (opened) => {
  ({ browser, base } = opened);
  const context = await phone(browser, { javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${base}/`);
  await page.fill("#address", "天山路近遵义路");
  await page.fill("#text", "公交站的候车椅翘了边");
  await page.click("#send");
  await page.waitForURL(/receipt/);
  receipt = new URL(page.url());
  await context.close();
});

const key = () => `key=${receipt.searchParams.get("key")}`;
const follow = () => `/c/${receipt.searchParams.get("number")}?${key()}`;
const pages = () => ({
  report: "/", lookup: "/c", emergency: "/emergency", about: "/about", elder: "/elder", elder_place: "/elder/report",
  receipt: receipt.pathname + receipt.search, follow: follow(), mine: follow().replace("?", "/mine?"), missing: "/no-such-page",
});
const with_ = (path, more) => path + (path.includes("?") ? "&" : "?") + more;

async function each(options, call) {
  const context = await phone(browser, options);
  const page = await context.newPage();
  const faults = watch(page, [/404/]);
  for (const [name, path] of Object.entries(pages())) {
    await page.goto(base + path);
    await call(page, name, path);
  }
  assert.deepEqual(faults, []);
  await context.close();
}

test("no public page breaks WCAG 2.2 AA, light and dark", async () => {
  for (const colorScheme of ["light", "dark"])
    await each({ colorScheme }, async (page, name) => {
      await axe(page, `${name} ${colorScheme}`);
      if (colorScheme === "light" && ["follow", "elder", "elder_place", "receipt"].includes(name))
        await picture(page, `${name.replace("_", "-")}-phone`, { fullPage: name === "follow" });
    });
});

test("every public page holds 360 px, also with type at 160 %", async () => {
  await each({}, async (page, name) => {
    assert.equal(await tooWide(page), 0, name);
    await page.evaluate(() => document.documentElement.style.setProperty("font-size", "160%", "important"));
    assert.equal(await tooWide(page), 0, `${name} at 160 %`);
  });
});

test("large type: 76 px for every target, one question a page, to a number in five taps", async () => {
  const context = await phone(browser, { javaScriptEnabled: false });
  const page = await context.newPage();
  const targets = async (name) => {
    const small = await page.$$eval("main a, main button:not(.first), main input[type=text], main input[type=tel]", (all) =>
      all.map((one) => ({ text: one.innerText || one.id, high: one.getBoundingClientRect().height })).filter((one) => one.high < 76));
    assert.deepEqual(small, [], name);
  };
  await page.goto(`${base}/elder`);
  await targets("first page");
  await page.click('a[href^="/elder/report"]');
  await targets("where");
  await page.locator('input[name="tap"]').click({ position: { x: 180, y: 130 } });
  await page.waitForLoadState();
  await page.click('button[value="here"]');
  await page.waitForLoadState();
  await targets("what");
  await picture(page, "elder-what-phone");
  await page.click('button[name="chip"]');
  await page.waitForLoadState();
  await targets("send");
  await page.click('button[value="send"]');
  await page.waitForLoadState();
  if (!page.url().includes("receipt")) await page.click('button[value="send"].main');
  await page.waitForURL(/receipt/);
  await context.close();
});

test("a report by keys alone", async () => {
  const context = await phone(browser, { hasTouch: false, isMobile: false });
  const page = await context.newPage();
  await page.goto(`${base}/`);
  const reach = async (selector) => {
    for (let i = 0; i < 60; i++) {
      if (await page.evaluate((wanted) => document.activeElement?.matches(wanted), selector)) return;
      await page.keyboard.press("Tab");
    }
    assert.fail(`${selector} is not reached by Tab`);
  };
  await reach("#address");
  await page.keyboard.type("遵义路 100 号门口");
  await reach("#text");
  await page.keyboard.type("台阶边的扶手断了一节");
  await reach("#send");
  const ring = await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle);
  assert.equal(ring, "solid", "the focus is seen");
  await page.keyboard.press("Enter");
  await page.waitForURL(/receipt/);
  await context.close();
});

test("the first page weighs less than 150 kB in all, its script less than 60 kB gzip", async () => {
  const context = await phone(browser);
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send("Network.enable");
  const seen = new Map();
  session.on("Network.responseReceived", ({ requestId, response, type }) => seen.set(requestId, { url: response.url, type, bytes: 0 }));
  session.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    if (seen.has(requestId)) seen.get(requestId).bytes = encodedDataLength;
  });
  await page.goto(`${base}/`, { waitUntil: "networkidle" });
  const all = [...seen.values()];
  const total = all.reduce((sum, one) => sum + one.bytes, 0);
  assert.ok(all.length >= 4 && total > 10_000, "something was counted");
  assert.ok(total < 150 * 1024, `${total} bytes: ${JSON.stringify(all)}`);
  let script = 0;
  for (const one of all.filter((entry) => entry.type === "Script"))
    script += gzipSync(await (await context.request.get(one.url)).body()).length;
  assert.ok(script > 1000 && script <= 60 * 1024, `${script} bytes of script`);
  await context.close();
});

test("in English no sentence is missing", async () => {
  const context = await phone(browser, { locale: "en-GB" });
  const page = await context.newPage();
  for (const [name, path] of Object.entries(pages())) {
    await page.goto(base + with_(path, "lang=en"));
    const text = await page.locator("body").innerText();
    assert.equal(/\b(?:page|problem|label|fault)\.[a-z_]+\.[a-z_]+/.exec(text), null, name);
    assert.equal(await page.getAttribute("html", "lang"), "en");
    const labels = await page.$$eval("h1, h2, label, legend, button, .foot a", (all) => all.map((one) => one.innerText));
    assert.deepEqual(labels.filter((one) => /[\u4e00-\u9fff]/.test(one) && one !== "中文"), [], name);
  }
  await context.close();
});

test("the gate in the browser answers every golden sentence as the server does", async () => {
  const rows = readFileSync(join(root, "src/modules/casework/golden/emergency.tsv"), "utf8").trim().split("\n").slice(1)
    .map((line) => line.split("\t"));
  assert.ok(rows.length > 100);
  const context = await phone(browser);
  const page = await context.newPage();
  await page.goto(`${base}/`);
  const groups = await page.evaluate(async (texts) => {
    const rules = await (await fetch("/api/v1/playbook/emergency")).json();
    return texts.map((text) => window.gezhiGate(rules, text)?.id ?? "");
  }, rows.map((row) => row[4]));
  const staff = await context.newPage();
  await signIn(staff, base, await account(base, "desk"));
  const differs = [];
  for (const [i, row] of rows.entries()) {
    const answer = await context.request.post(`${base}/api/v1/playbook/suggest`, {
      data: { text: row[4] }, headers: { "X-Gezhi": "1", Origin: base },
    });
    const said = (await answer.json()).emergency?.group ?? "";
    if (said !== groups[i]) differs.push(`${row[4]}: server “${said}”, browser “${groups[i]}”`);
  }
  assert.deepEqual(differs, []);
  await context.close();
});
