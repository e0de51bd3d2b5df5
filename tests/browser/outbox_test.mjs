// A handler without a network: what was typed is there again, what was sent is kept on the device, goes out once and in
// order when there is a network, and what the case has outrun is shown with both sides. On localhost and at http://.
import { strict as assert } from "node:assert";
import { test } from "node:test";

import { account, api, axe, desk, openStreet, phone, photograph, picture, post, signIn, tooWide } from "./street.mjs";

let house, browser;
openStreet((opened) => ({ house, browser } = opened));

/** A case that was just sent to a unit, with the desk that sent it and a handler of that unit on a phone at its page. */
async function sent(base, words) {
  const clerk = await desk(browser);
  await signIn(await clerk.newPage(), base, await account(base, "desk"));
  const { id } = await post(clerk, base, "/cases", { text: words, channel: "staff", class_code: "06010", lat: 31.2145, lon: 121.401, datum: "wgs84" });
  await post(clerk, base, `/cases/${id}/send_on`, { class_code: "06010", unit: "greening" });
  const file = await api(clerk, base, `/cases/${id}`);
  const context = await phone(browser, base === house.plain ? { serviceWorkers: "block" } : {});
  const page = await context.newPage();
  await signIn(page, base, await account(base, "handler", file.unit_name), `/cases/${id}`);
  await page.locator(".case-next .primary").waitFor();
  return { clerk, context, page, id };
}
const handInForm = async (page, words) => {
  await page.locator(".case-next .primary").click();
  await page.locator(".step-form textarea").fill(words);
};
const events = (file, name) => file.timeline.filter((entry) => entry.event === name).length;

async function keepsAndSends(base) {
  const { clerk, context, page, id } = await sent(base, "弄堂口的垃圾袋堆了两天，没人收");
  await page.locator(".case-next .primary").click(); // it is here
  await page.locator('.case-head[data-version="6"], .toast').first().waitFor();
  await page.waitForFunction(() => document.querySelector(".toast"));
  await handInForm(page, "垃圾袋清走了，地面冲洗过。");
  await page.reload();
  await page.locator(".case-next .primary").click();
  assert.equal(await page.locator(".step-form textarea").inputValue(), "垃圾袋清走了，地面冲洗过。", "what was typed is there after a reload");
  await context.setOffline(true);
  await page.setInputFiles(".step-form input[type=file]", photograph(true));
  await page.locator(".step-form .photos .c-slate").waitFor();
  await page.locator(".step-form button[type=submit]").click();
  await page.locator(".unsent", { hasText: "1" }).waitFor();
  assert.equal((await api(clerk, base, `/cases/${id}`)).stage, "handling", "nothing has arrived yet");
  await page.locator(".unsent").click();
  await page.locator(".outbox .waiting li").waitFor();
  await axe(page, "outbox, waiting");
  assert.equal(await tooWide(page), 0);
  await picture(page, "outbox-phone");
  // As after more than a day, when the server has swept the photo that no command named.
  let swept = 0;
  await page.route("**/hand_in", (route) => swept++ ? route.continue() : route.fulfill({
    status: 422, contentType: "application/problem+json", body: JSON.stringify({ code: "casework/photo-unknown", title: "", status: 422 }),
  }));
  await context.setOffline(false);
  await page.locator(".outbox .empty").waitFor({ timeout: 40_000 });
  const file = await api(clerk, base, `/cases/${id}`);
  assert.equal(events(file, "handed_in"), 1, "sent once");
  assert.equal(swept, 2, "and once more with its photo sent anew");
  assert.equal(file.photos_after.length, 1, "with its photo");
  assert.equal(file.result_text, "垃圾袋清走了，地面冲洗过。");
  for (const one of [clerk, context]) await one.close();
}
test("what a handler sends without a network goes out once, with its photo", () => keepsAndSends(house.localhost));
test("also where the page is no secure context", () => keepsAndSends(house.plain));

test("a case that went on meanwhile is shown with both sides, and the writer decides", async () => {
  const base = house.localhost;
  const { clerk, context, page, id } = await sent(base, "菜场后门的厨余桶满出来了，味道很大");
  await page.locator(".case-next .primary").click();
  await page.waitForFunction(() => document.querySelector(".toast"));
  await handInForm(page, "厨余桶清了，地面冲洗过");
  await context.setOffline(true);
  await page.setInputFiles(".step-form input[type=file]", photograph(true));
  await page.locator(".step-form .photos .c-slate").waitFor();
  await page.locator(".step-form button[type=submit]").click();
  await page.locator(".unsent").waitFor();
  await post(clerk, base, `/cases/${id}/note`, { text: "居委会说三点就能进" });
  await page.locator(".unsent").click();
  await context.setOffline(false);
  await page.locator(".outbox .both .inset").nth(1).waitFor({ timeout: 40_000 });
  await axe(page, "outbox, both sides");
  const both = await page.locator(".outbox .both").innerText();
  assert.ok(both.includes("厨余桶清了，地面冲洗过") && both.includes("居委会说三点就能进"), both);
  await picture(page, "outbox-both", { fullPage: true });
  await page.locator(".outbox .primary").click();
  await page.locator(".outbox .empty").waitFor();
  const file = await api(clerk, base, `/cases/${id}`);
  assert.equal(events(file, "handed_in"), 1);
  assert.equal(file.photos_after.length, 1);
  for (const one of [clerk, context]) await one.close();
});

test("nobody else sends what one person wrote, and nobody else sees it", async () => {
  const base = house.localhost;
  const { clerk, context, page, id } = await sent(base, "公交站果皮箱坏了门，纸屑吹得到处都是");
  await page.locator(".talk-note textarea, .talk-note input").first().waitFor();
  await context.setOffline(true);
  await page.locator(".talk-note textarea, .talk-note input").first().fill("配件在路上");
  await page.locator(".talk-note button[type=submit], .talk-note button").first().click();
  await page.locator(".unsent").waitFor();
  await context.clearCookies();
  await context.setOffline(false);
  const other = await context.newPage();
  await page.close();
  await signIn(other, base, await account(base, "desk"), "/outbox");
  await other.locator(".outbox .empty").waitFor();
  await other.waitForTimeout(1500);
  assert.equal((await api(clerk, base, `/cases/${id}`)).notes.length, 0);
  for (const one of [clerk, context]) await one.close();
});
