// What the guide tells each role is on the page of that role, in both languages; its pictures are taken here.
import { strict as assert } from "node:assert";
import { describe, test } from "node:test";

import { api, at, guidePicture, openStreet, phone, post, settled, watch } from "./street.mjs";

let browser, base;
/** What the guide tells of, done by the people themselves: a case to send on, one to hand in, one to check, one on a legal path. */
const cases = {};
openStreet(async (opened) => {
  ({ browser, base } = opened);
  const people = {};
  for (const duty of ["desk", "grid_leader"]) people[duty] = await at(browser, base, duty, "/today");
  people.handler = await at(browser, base, "handler", "/today", { unit: "城管中队" });
  const act = (duty, id, step, data = {}) => post(people[duty].context, base, `/cases/${id}/${step}`, data);
  const noise = "08001"; // the class asks for no photo
  const report = async (text, lat) => (await post(people.desk.context, base, "/cases",
    { text, channel: "staff", class_code: noise, lat, lon: 121.401, datum: "wgs84" })).id;
  cases.new = await report("工地夜里十一点还在打桩", 31.2145);
  for (const [name, lat] of [["handled", 31.2125], ["checked", 31.2112]]) {
    cases[name] = await report("工地清早六点就开始切割钢筋", lat);
    await act("desk", cases[name], "send_on", { class_code: noise, unit: "chengguan" });
  }
  await act("desk", cases.checked, "supervise", { text: "第三次了，办完要到现场看" }); // and so it must be checked
  for (const name of ["handled", "checked"]) await act("handler", cases[name], "acknowledge");
  await act("handler", cases.checked, "hand_in", { text: "责令工地晚十点到早六点停工" });
  cases.sealed = await report("摊位费好像有人私下收", 31.2101);
  await act("desk", cases.sealed, "refer", { path: "discipline", text: "请纪检看" });
  for (const one of Object.values(people)) await one.context.close();
});

const languages = { zh: "zh-CN", en: "en-GB" };
/** The data-protection post opens all that is held on whoever reported a case. */
async function everything(page, context) {
  const { items } = await api(context, base, "/cases?view=open&limit=1");
  await page.fill("#privacy-number", items[0].number);
  await page.locator("form .primary").click();
  await page.locator(".privacy section .button").first().click();
}
/** Words of danger, sent all the same: the person on duty is called. */
async function emergency() {
  const context = await phone(browser, { javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${base}/`);
  await page.fill("#address", "示例小区三号楼");
  await page.fill("#text", "楼道里着火了，浓烟很大");
  await page.click("#send");
  await page.click('button[value="send"]:not(.quiet)');
  await page.waitForURL(/receipt/);
  await context.close();
}
const atCase = (name) => () => `/cases/${cases[name]}`;

const shots = [
  { name: "desk", duty: "desk", to: "/cases?view=mine", then: (page) => page.click(`#row-${cases.new} .row-sign`), shows: ".panel .next-step .primary" },
  { name: "desk-new", duty: "desk", to: "/cases/new", shows: "#new-text" },
  { name: "board", duty: "desk", to: "/board", shows: ".groups tbody tr" },
  { name: "handler", duty: "handler", unit: "城管中队", open: phone, to: atCase("handled"), shows: ".case-next .primary" },
  { name: "checker", duty: "checker", to: atCase("checked"), shows: ".case-next .primary" },
  { name: "grid-leader", duty: "grid_leader", to: "/today", shows: ".today-grid li" },
  { name: "duty-officer", duty: "duty_officer", first: emergency, to: "/notices", shows: ".notice-list .notice" },
  { name: "legal-officer", duty: "legal_officer", to: atCase("sealed"), shows: ".case-head h1" },
  { name: "administrator-grids", duty: "administrator", to: "/grids", shows: ".proof tbody tr" },
  { name: "administrator-people", duty: "administrator", to: "/people", shows: ".table tbody tr" },
  { name: "security-administrator", duty: "security_administrator", to: "/people", shows: ".table tbody tr" },
  { name: "rules", duty: "administrator", to: "/rules", shows: ".table tbody tr" },
  { name: "roster", duty: "administrator", to: "/roster", shows: ".table tbody tr" },
  { name: "data-officer", duty: "data_officer", to: "/privacy", then: everything, shows: ".everything" },
  { name: "auditor", duty: "auditor", to: "/access", shows: ".table tbody tr" }, // the look of the one before
];

for (const language of Object.keys(languages))
  describe(`the guide in ${language}`, () => {
    for (const shot of shots)
      test(shot.name, async () => {
        await shot.first?.();
        const { unit, open, to } = shot;
        const path = typeof to === "function" ? to() : to;
        const { context, page, faults } = await at(browser, base, shot.duty, path, { unit, open, language, locale: languages[language] });
        await shot.then?.(page, context);
        await page.locator(shot.shows).first().waitFor();
        await settled(page);
        await guidePicture(page, `${shot.name}.${language}`);
        assert.deepEqual(faults, []);
        await context.close();
      });

    test("resident", async () => {
      const context = await phone(browser, { locale: languages[language], serviceWorkers: "block" });
      const page = await context.newPage();
      const faults = watch(page);
      await page.goto(`${base}/?lang=${languages[language]}`);
      await page.fill("#address", "天山路近遵义路");
      await page.fill("#text", `公交站的候车椅翘了边，${language}`);
      await guidePicture(page, `resident.${language}`);
      await page.click("#send");
      await Promise.race([page.waitForURL(/\/receipt\?/), page.locator('input[name="similar_seen"]').waitFor({ state: "attached" })]);
      if (!page.url().includes("/receipt")) await page.click('button[value="send"].main');
      await page.waitForURL(/\/receipt\?/);
      await page.click('a.main[href*="/c/"]');
      await page.locator(".path").waitFor();
      await guidePicture(page, `resident-follow.${language}`);
      assert.deepEqual(faults, []);
      await context.close();
    });
  });
