// The whole way of one matter: a resident reports, the desk sends it on with one key, the unit hands in, the desk closes,
// the resident answers, both times: solved, and not yet. Taps are counted.
import { strict as assert } from "node:assert";
import { after, before, test } from "node:test";

import { openHouse } from "./house.mjs";
import { account, api, desk, openBrowser, phone, photograph, picture, signIn, watch } from "./street.mjs";

let house;
let browser;
before(async () => {
  [house, browser] = await Promise.all([openHouse(), openBrowser()]);
});
after(async () => {
  await browser?.close();
  await house?.stop();
});

async function report(base, words) {
  const context = await phone(browser, { serviceWorkers: "block" });
  const page = await context.newPage();
  await page.goto(`${base}/`);
  const box = await page.locator("#tap").boundingBox();
  await page.locator("#tap").click({ position: { x: box.width * 0.75, y: box.height * 0.6 } });
  await page.locator("#where .here").waitFor();
  await page.fill("#text", words);
  await page.click("#send");
  await Promise.race([page.waitForURL(/\/receipt\?/), page.locator('input[name="similar_seen"]').waitFor({ state: "attached" })]);
  if (!page.url().includes("/receipt")) await page.click('button[value="send"].main');
  await page.waitForURL(/\/receipt\?/);
  const number = await page.locator("#receipt").getAttribute("data-number");
  await page.click('a.main[href*="/c/"]');
  await page.locator(".path").waitFor();
  return { context, page, number };
}
async function at(base, duty, path, unit) {
  const context = await desk(browser);
  const page = await context.newPage();
  const faults = watch(page);
  await signIn(page, base, await account(base, duty, unit), path);
  return { context, page, faults };
}
const done = (page) => page.locator(".toast").waitFor();

async function wholeWay(base, { words, answer }) {
  const resident = await report(base, words);
  const clerk = await at(base, "desk", `/cases?view=all&number=${resident.number}`);
  const row = clerk.page.locator(".queue-row");
  await row.first().waitFor();
  const { items } = await api(clerk.context, base, `/cases?view=all&number=${resident.number}`);
  const id = items[0].id;
  await clerk.page.locator(".panel .next-step .primary").waitFor();
  const file = await api(clerk.context, base, `/cases/${id}`);
  assert.ok(file.suggestion?.unit_name, "the street proposes a unit");
  // One tap: verified, accepted, registered, dispatched.
  await clerk.page.locator(".panel .next-step .primary").click();
  await done(clerk.page);
  const sent = await api(clerk.context, base, `/cases/${id}`);
  assert.equal(sent.stage, "dispatched");
  assert.deepEqual(clerk.faults, []);

  const handler = await at(base, "handler", `/cases/${id}`, sent.unit_name);
  assert.ok(!(await handler.page.locator("main").innerText()).includes("138"), "the handler does not see the reporter");
  // Three taps: it is here; hand in; send.
  const version = await handler.page.locator(".case-head").getAttribute("data-version");
  await handler.page.locator(".case-next .primary").click();
  await handler.page.waitForFunction((old) => Number(document.querySelector(".case-head")?.dataset.version) > Number(old), version);
  await handler.page.locator(".case-next .primary").click();
  await handler.page.locator(".step-form textarea").fill("清走 5 只路锥，人行道通了。");
  await handler.page.setInputFiles(".step-form input[type=file]", photograph(true));
  await handler.page.locator('.step-form .photos li[aria-busy="false"] img').waitFor();
  await handler.page.locator(".step-form button[type=submit]").click();
  await done(handler.page);
  assert.deepEqual(handler.faults, []);
  await handler.context.close();

  await clerk.page.goto(`${base}/desk/cases/${id}`);
  await clerk.page.locator(".case-next .primary").waitFor();
  await closeIt(clerk, base, id);
  await picture(clerk.page, "case-closed");
  await resident.page.reload();
  await resident.page.locator("#answer").waitFor();
  await picture(resident.page, "follow-phone", { fullPage: true });
  await resident.page.locator(`#answer button[value="${answer}"]`).click();
  await resident.page.waitForLoadState();
  const last = await api(clerk.context, base, `/cases/${id}`);
  await clerk.context.close();
  await resident.context.close();
  return last;
}
/** The desk closes: straight, or after the check that the class demands. */
async function closeIt(clerk, base, id) {
  for (let turn = 0; turn < 3; turn++) {
    const file = await api(clerk.context, base, `/cases/${id}`);
    if (file.stage === "closed") return;
    const next = file.actions.find((one) => one.primary && one.allowed) ?? file.actions.find((one) => one.command === "close" && one.allowed);
    assert.ok(next, `the desk has a next step at ${file.stage}: ${JSON.stringify(file.actions)}`);
    await clerk.page.locator(".case-next .primary").click();
    const form = clerk.page.locator(".step-form");
    if (next.command === "check") await form.locator('input[name="passed"]').first().check();
    if (next.command === "close") {
      await form.locator('input[name="ending"]').first().check();
      if (next.needs.includes("condition")) {
        await form.locator(".el-select").click();
        await clerk.page.locator(".el-select-dropdown__item:visible").first().click();
      }
      if (next.needs.includes("text")) await form.locator("textarea").fill("现场看过，人行道通了。");
    }
    if (await form.count()) await form.locator("button[type=submit]").click();
    await clerk.page.waitForFunction((old) => Number(document.querySelector(".case-head")?.dataset.version) > old, file.version);
  }
  assert.equal((await api(clerk.context, base, `/cases/${id}`)).stage, "closed");
}

test("a matter goes from the street to an honest end, and the reporter says that it is solved", async () => {
  const last = await wholeWay(house.localhost, { words: "路锥长期占人行道，行人走到车道上去了", answer: "yes" });
  assert.equal(last.stage, "closed");
});

test("at the machine's own address, not yet solved opens it again", async () => {
  const last = await wholeWay(house.plain, { words: "人行道地砖松动，下雨溅一身水", answer: "no" });
  assert.notEqual(last.stage, "closed");
  assert.equal(last.reopened, 1);
});

test("who reported stays hidden from the handler, in every list and answer", async () => {
  const resident = await report(house.localhost, "商铺把货架摆到盲道上，推车过不去");
  const clerk = await at(house.localhost, "desk", `/cases?view=all&number=${resident.number}`);
  await clerk.page.locator(".panel .next-step .primary").click();
  await done(clerk.page);
  const { items } = await api(clerk.context, house.localhost, `/cases?view=all&number=${resident.number}`);
  const handler = await at(house.localhost, "handler", "/today", items[0].unit_name);
  const seen = await api(handler.context, house.localhost, `/cases/${items[0].id}`);
  assert.equal(seen.reporter.masked ?? "", "");
  const refused = await handler.context.request.post(`${house.localhost}/api/v1/cases/${items[0].id}/contact`, {
    data: { purpose: "verify_identity" }, headers: { "X-Gezhi": "1", "Idempotency-Key": "0".repeat(32) },
  });
  assert.ok([403, 404, 409].includes(refused.status()), `refused: ${refused.status()}`);
  for (const one of [resident, clerk, handler]) await one.context.close();
});
