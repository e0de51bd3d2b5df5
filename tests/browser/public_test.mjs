// A resident on a phone: reports without and with script, the emergency gate, "me too", a bad network. Every story runs
// twice: on localhost, and at the machine's own address, where the page is no secure context.
import { strict as assert } from "node:assert";
import { describe, test } from "node:test";

import { account, api, desk, openStreet, phone, photograph, picture, signIn, watch } from "./street.mjs";

let house, browser;
openStreet((opened) => ({ house, browser } = opened));

const addresses = { localhost: () => house.localhost, "the machine's own address": () => house.plain };
const numbered = /^TS\d{8}[A-Z]\d{6}$/;
let count = 0;
/** Words that no other story has used, so that a case can be found again and none is like it. */
const unlike = (words) => `${words}，第 ${++count} 块牌子`;

async function visit(base, options = {}) {
  const context = await phone(browser, { serviceWorkers: "block", ...options });
  const page = await context.newPage();
  await page.goto(`${base}/`);
  return { context, page };
}
/** One tap on the drawing of the street, at a share of its width and height. */
async function tap(page, x, y, selector = "#tap") {
  const box = await page.locator(selector).boundingBox();
  await page.locator(selector).click({ position: { x: box.width * x, y: box.height * y } });
}
async function receiptOf(page) {
  await page.waitForURL(/\/receipt\?/);
  const number = await page.locator("#receipt").getAttribute("data-number");
  assert.match(number, numbered);
  return { number, key: await page.locator("#receipt").getAttribute("data-key") };
}
/** Sends on when the street shows similar reports first. */
async function sendPastSimilar(page) {
  await page.waitForLoadState();
  const other = page.locator('button[name="act"][value="send"].main');
  if (page.url().endsWith("/report") && (await page.locator('input[name="similar_seen"]').count())) await other.click();
}
async function casesWith(base, words) {
  const context = await desk(browser);
  const page = await context.newPage();
  await signIn(page, base, await account(base, "desk"));
  const found = [];
  for (let next = ""; ;) {
    const list = await api(context, base, `/cases?view=all&limit=200${next && `&cursor=${encodeURIComponent(next)}`}`);
    found.push(...list.items.filter((one) => one.title.includes(words)));
    if (!(next = list.next ?? "")) break;
  }
  const files = await Promise.all(found.map((one) => api(context, base, `/cases/${one.id}`)));
  await context.close();
  return files;
}

for (const [name, address] of Object.entries(addresses))
  describe(`at ${name}`, () => {
    const base = () => address();

    test("the browser says whether the page is a secure context", async () => {
      const { context, page } = await visit(base());
      assert.equal(await page.evaluate(() => window.isSecureContext), base() === house.localhost);
      assert.equal(await page.locator("#device").isVisible(), base() === house.localhost, "the device is asked only where it may answer");
      await context.close();
    });

    test("a report without script: a tap on the street, a sentence, send, a number", async () => {
      const { context, page } = await visit(base(), { javaScriptEnabled: false });
      const words = unlike("弄堂口的长椅断了一条腿");
      let taps = 0;
      await tap(page, 0.3, 0.4);
      taps += 1;
      await page.waitForLoadState();
      assert.ok(await page.locator("#where .here").isVisible(), "the page says which place was tapped");
      await page.fill("#text", words);
      await page.click("#send");
      taps += 2; // into the field, and send
      await page.waitForLoadState();
      if (!page.url().includes("/receipt")) {
        await sendPastSimilar(page);
        taps += 1;
      }
      const { number, key } = await receiptOf(page);
      assert.ok(taps <= 6, `${taps} taps`);
      assert.ok(await page.locator(".qr-box svg, .qr-box img").first().isVisible());
      const png = await context.request.get(`${base()}/c/${number}/receipt.png?key=${key}`);
      assert.equal(png.headers()["content-type"], "image/png");
      await page.click('a.main[href*="/c/"]');
      await page.waitForLoadState();
      assert.ok((await page.locator("main").innerText()).includes(words));
      await context.close();
    });

    test("what is missing is said above the field, and nothing typed is lost", async () => {
      const { context, page } = await visit(base(), { javaScriptEnabled: false });
      await page.fill("#address", "天山路近遵义路");
      await page.click("#send");
      await page.waitForLoadState();
      assert.equal(await page.locator("#errors a").count(), 1);
      assert.equal(await page.inputValue("#address"), "天山路近遵义路");
      await context.close();
    });

    test("a report with script and a photo, and the receipt as a picture", async () => {
      const { context, page } = await visit(base());
      const faults = watch(page);
      const words = unlike("地铁出口共享单车堆成山");
      await tap(page, 0.62, 0.5);
      await page.locator("#where .here").waitFor();
      await page.fill("#text", words);
      await page.setInputFiles("#camera", photograph());
      await page.locator("#photos img").waitFor();
      if (base() === house.localhost) await picture(page, "report-phone");
      await page.click("#send");
      await Promise.race([page.waitForURL(/\/receipt\?/), page.locator('input[name="similar_seen"]').waitFor({ state: "attached" })]);
      if (!page.url().includes("/receipt")) await page.click('button[value="send"].main');
      const { number } = await receiptOf(page);
      if (base() === house.localhost) await picture(page, "receipt-phone");
      await page.click("#save");
      await page.locator("#picture img").waitFor();
      assert.match(await page.locator("#picture img").getAttribute("src"), /^data:image\/png/);
      const [found] = await casesWith(base(), words);
      assert.equal(found?.number, number);
      assert.equal(found.photos_before.length, 1);
      assert.deepEqual(faults, []);
      await context.close();
    });

    test("the emergency gate stands before the report, without script and with", async () => {
      const still = await visit(base(), { javaScriptEnabled: false });
      await still.page.fill("#address", "天山路近遵义路");
      await still.page.fill("#text", "楼道里着火了，浓烟很大");
      await still.page.click("#send");
      await still.page.waitForLoadState();
      assert.ok(await still.page.locator('.alarm a[href="tel:119"]').isVisible());
      await still.page.click('button[value="send"]:not(.quiet)');
      await receiptOf(still.page);
      assert.ok(await still.page.locator(".block.wrong").first().isVisible(), "the receipt says that the duty person was called");
      await still.context.close();

      const lively = await visit(base());
      await lively.page.fill("#text", "家里煤气味很重");
      await lively.page.locator(".alarm.over a").first().waitFor();
      if (base() === house.localhost) await picture(lively.page, "emergency-phone");
      const focused = await lively.page.evaluate(() => document.activeElement?.getAttribute("href") ?? "");
      assert.match(focused, /^tel:/);
      await lively.page.keyboard.press("Escape");
      assert.equal(await lively.page.locator(".alarm.over").count(), 0);
      await lively.page.fill("#text", "想咨询煤气账单怎么看");
      await lively.page.waitForTimeout(700);
      assert.equal(await lively.page.locator(".alarm.over").count(), 0, "a question about a bill is no emergency");
      await lively.context.close();
    });

    test("the same matter nearby is offered first, and “me too” joins it with a number of one's own", async () => {
      const words = unlike("人行道上堆了建筑垃圾没人清");
      const first = await visit(base(), { javaScriptEnabled: false });
      await tap(first.page, 0.7, 0.62);
      await first.page.waitForLoadState();
      await first.page.fill("#text", words);
      await first.page.click("#send");
      await first.page.waitForLoadState();
      await sendPastSimilar(first.page);
      const one = await receiptOf(first.page);
      await first.context.close();

      const second = await visit(base());
      await tap(second.page, 0.7, 0.62);
      await second.page.locator("#where .here").waitFor();
      await second.page.fill("#text", words);
      const offer = second.page.locator("#similar .block");
      await offer.waitFor();
      assert.ok((await offer.innerText()).includes("建筑垃圾"));
      if (base() === house.localhost) await picture(second.page, "similar-phone", { fullPage: true });
      await offer.locator("button.wide:not(.quiet)").first().click();
      const other = await receiptOf(second.page);
      assert.notEqual(other.number, one.number);
      assert.ok(await second.page.locator(".block.lamp").isVisible(), "the receipt says that others reported it too");
      await second.context.close();
    });

    test("without network a report waits on the phone and is sent once", async () => {
      const { context, page } = await visit(base());
      const words = unlike("路边消防栓被杂物挡住");
      await page.fill("#address", "茅台路 200 弄口");
      await page.fill("#text", words);
      await context.setOffline(true);
      await page.click("#send");
      await page.locator("#stored .block").waitFor();
      await context.setOffline(false);
      const sent = page.locator("#stored .good a");
      await sent.waitFor();
      const number = /TS\d{8}[A-Z]\d{6}/.exec(await sent.innerText())?.[0];
      await page.reload();
      await page.locator("#text").waitFor();
      assert.equal(await page.locator("#stored .block").count(), 0);
      const found = await casesWith(base(), words);
      assert.deepEqual(found.map((one) => one.number), [number]);
      await context.close();
    });

    test("an answer lost on the way makes no second case", async () => {
      const { context, page } = await visit(base());
      const words = unlike("小区东门的减速带翘起来");
      await page.fill("#address", "安顺路 99 号");
      await page.fill("#text", words);
      await page.route("**/report", async (route) => {
        await route.fetch({ maxRedirects: 0 });
        await route.abort("connectionreset");
      }, { times: 1 });
      await page.click("#send");
      await page.locator("#stored .block button").first().click();
      await page.locator("#stored .good a").waitFor();
      assert.equal((await casesWith(base(), words)).length, 1);
      await context.close();
    });
  });
