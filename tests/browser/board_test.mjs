// The board and the search in Chromium: each figure opens as many cases as it says, table equals chart, the wall needs
// no hand, words are lit where they stand; by keys, on a phone, in the dark, without a violation.
import { strict as assert } from "node:assert";
import { test } from "node:test";

import { account, api, axe, desk, openStreet, phone, picture, signIn, tooWide, watch } from "./street.mjs";

let house, browser, base;
openStreet((opened) => ({ house, browser, base } = opened));
const asDesk = async (context, to) => {
  const page = await context.newPage();
  await signIn(page, base, await account(base, "desk"));
  await page.goto(`${base}/desk/${to}`);
  return page;
};
const digits = (text) => Number(text.replace(/[^\d]/g, ""));
const dark = (context) =>
  context.addInitScript(() => localStorage.setItem("gezhi.preferences", JSON.stringify({ shade: "dark" })));

/** As many cases as the server lists behind a link of the board. */
async function behind(context, href) {
  const path = href.replace(/^\/desk/, "");
  let n = 0;
  let cursor = "";
  do {
    const list = await api(context, base, `${path}&limit=200${cursor && `&cursor=${cursor}`}`);
    n += list.items.length;
    cursor = list.next ?? "";
  } while (cursor);
  return n;
}

test("every figure of the board opens as many cases as it says, however it is grouped", async () => {
  const context = await desk(browser);
  const page = await asDesk(context, "board");
  const faults = watch(page);
  await page.locator(".groups tbody tr").first().waitFor();
  let looked = 0;
  for (const group of ["unit", "channel", "grid"]) {
    await page.goto(`${base}/desk/board?by=${group}`);
    await page.locator(".groups tbody tr").first().waitFor();
    const links = await page.$$eval(".figure, .groups tbody tr:nth-child(-n+2) td a", (all) =>
      all.map((one) => ({ href: one.getAttribute("href"), text: (one.querySelector("strong") ?? one).innerText })));
    for (const { href, text } of links) {
      if (text.includes("%")) continue;
      assert.equal(await behind(context, href), digits(text), `${group}: ${href}`);
      looked += 1;
    }
  }
  assert.ok(looked > 20, `${looked} figures`);
  await axe(page, "board");
  await picture(page, "board");
  assert.deepEqual(faults, []);
  await context.close();
});

test("the table says what the chart draws, and a new report is counted without a hand", async () => {
  const context = await desk(browser);
  const page = await asDesk(context, "board?by=grid");
  await page.locator(".chart svg").waitFor();
  await page.locator("summary").click();
  const before_ = digits(await page.locator(".figure strong").first().innerText());
  const last = page.locator("details tbody tr").last().locator("td").first();
  assert.equal(digits(await last.innerText()), before_);
  const resident = await phone(browser, { javaScriptEnabled: false });
  const form = await resident.newPage();
  await form.goto(`${base}/`);
  await form.fill("#address", "仙霞路 88 号");
  await form.fill("#text", "弄堂口的窨井盖翘起来了");
  await form.click("#send");
  await form.waitForURL(/receipt/);
  await page.waitForFunction((n) => Number(document.querySelector(".figure strong").innerText.replace(/[^\d]/g, "")) === n, before_ + 1);
  assert.equal(digits(await last.innerText()), before_ + 1);
  await resident.close();
  await context.close();
});

test("the desk's box finds a case by words within a second, by keys alone, and lights them", async () => {
  const context = await desk(browser);
  const page = await asDesk(context, "cases?view=open");
  await page.locator(".queue-row").first().waitFor();
  const resident = await phone(browser, { javaScriptEnabled: false });
  const form = await resident.newPage();
  await form.goto(`${base}/`);
  await form.fill("#address", "茅台路 33 号");
  await form.fill("#text", "菜场门口的遮阳棚破了一个大洞");
  await form.click("#send");
  await form.waitForURL(/receipt/);
  await page.keyboard.press("/");
  await page.keyboard.type("遮阳棚 茅台路");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/search\?/);
  await page.waitForFunction(async () => {
    if (document.querySelector(".hit mark")) return true;
    document.querySelector(".search-box button[type=submit]")?.closest("form")?.requestSubmit();
    return false;
  }, undefined, { polling: 500 });
  assert.equal(await page.locator(".hit mark").first().innerText(), "遮阳棚");
  await axe(page, "search");
  await picture(page, "search");
  await page.locator("h1").click();
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/cases\/[0-9a-v]{26}/);
  await page.goto(`${base}/desk/search?q=${encodeURIComponent("灯")}`);
  await page.locator("[role=alert], .refusal").first().waitFor();
  await resident.close();
  await context.close();
});

test("board and search hold 360 px and the dark, the wall fills a screen without scrolling", async () => {
  for (const open of [phone, desk]) {
    const context = await open(browser);
    await dark(context);
    const page = await asDesk(context, "board?by=major");
    await page.locator(".groups tbody tr").first().waitFor();
    assert.equal(await tooWide(page), 0);
    await axe(page, "board dark");
    await picture(page, `board-dark-${open === phone ? "phone" : "desk"}`);
    await page.goto(`${base}/desk/search?q=${encodeURIComponent("垃圾")}`);
    await page.locator(".hit, .empty").first().waitFor();
    assert.equal(await tooWide(page), 0);
    await axe(page, "search dark");
    await picture(page, `search-dark-${open === phone ? "phone" : "desk"}`);
    await context.close();
  }
  const context = await desk(browser);
  const page = await context.newPage();
  await page.setViewportSize({ width: 1920, height: 1080 });
  await signIn(page, base, await account(base, "desk"));
  await page.goto(`${base}/desk/wall`);
  await page.locator(".wall-rates strong").first().waitFor();
  await page.locator(".wall-right li").first().waitFor();
  await page.waitForFunction(() => document.querySelector(".wall-chart svg"));
  assert.equal(await page.evaluate(() => document.documentElement.scrollHeight), 1080);
  assert.ok(await page.evaluate(() => document.documentElement.classList.contains("dark")));
  const small = await page.$$eval(".wall *", (all) => all.filter((one) => one.childNodes.length &&
    [...one.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim()) && !one.closest(".hidden, .map-place, .wall-map, svg") &&
    parseFloat(getComputedStyle(one).fontSize) < 15).map((one) => one.className));
  assert.deepEqual(small, [], "nothing smaller than 15 px");
  await axe(page, "wall");
  await picture(page, "wall");
  await context.close();
});
