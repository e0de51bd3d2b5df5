// What the guide tells each role is on the page of that role, in both languages; its pictures are taken here.
import { strict as assert } from "node:assert";
import { after, before, describe, test } from "node:test";

import { openHouse } from "./house.mjs";
import { account, api, desk, guidePicture, openBrowser, phone, signIn, watch } from "./street.mjs";

let house;
let browser;
let base;
before(async () => {
  [house, browser] = await Promise.all([openHouse(), openBrowser()]);
  base = house.localhost;
});
after(async () => {
  await browser?.close();
  await house?.stop();
});

const languages = { zh: "zh-CN", en: "en-GB" };
async function settled(page) {
  await page.locator("h1").first().waitFor({ state: "attached" });
  await page.waitForFunction(() => !document.querySelector('.skeleton, main [aria-busy="true"]'));
  if (process.env.GEZHI_SCREENSHOTS === "1") await page.waitForTimeout(2500); // the map has drawn its streets
}
/** A page of the staff application as a person of this duty sees it. */
async function staff({ language, duty, to, row, then, small = false }) {
  const context = await (small ? phone : desk)(browser, { locale: languages[language] });
  await context.addInitScript((set) => localStorage.setItem("gezhi.preferences", JSON.stringify(set)), { language });
  const page = await context.newPage();
  const faults = watch(page);
  await signIn(page, base, await account(base, duty), "/today");
  if (typeof to === "function") to = await to(context);
  await page.goto(`${base}/desk${to}`);
  if (row) await page.click(`#row-${(await row(context)).split("/").pop()} .row-sign`);
  await settled(page);
  if (then) await then(page, context);
  return { context, page, faults };
}
/** The first case whose next step this is, as this person sees it. */
const next = (command, view = "open") => async (context) => {
  const { items } = await api(context, base, `/cases?view=${view}&limit=200`);
  for (const one of items.filter((each) => each.side !== "emergency")) {
    const file = await api(context, base, `/cases/${one.id}`);
    if (file.actions.some((action) => action.command === command && action.allowed && action.primary)) return `/cases/${one.id}`;
  }
  return assert.fail(`no case of the demo asks this person to ${command}`);
};
/** The first case that was passed to the legal paths. */
const sealed = async (context) => {
  const { items } = await api(context, base, "/cases?view=open&limit=200");
  for (const one of items) if ((await api(context, base, `/cases/${one.id}`)).legal_path) return `/cases/${one.id}`;
  return assert.fail("the demo has passed a case to the legal paths");
};
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
  return "/notices";
}

const shots = [
  { name: "desk", duty: "desk", to: "/cases?view=mine", row: next("send_on", "mine"), shows: ".panel .next-step .primary" },
  { name: "desk-new", duty: "desk", to: "/cases/new", shows: "#new-text" },
  { name: "board", duty: "desk", to: "/board", shows: ".groups tbody tr" },
  { name: "handler", duty: "handler", small: true, to: next("hand_in"), shows: ".case-next .primary" },
  { name: "checker", duty: "checker", to: next("check"), shows: ".case-next .primary" },
  { name: "grid-leader", duty: "grid_leader", to: "/today", shows: "main li a, main tr a" },
  { name: "duty-officer", duty: "duty_officer", to: emergency, shows: ".notice-list .notice" },
  { name: "legal-officer", duty: "legal_officer", to: sealed, shows: ".case-head h1" },
  { name: "administrator-grids", duty: "administrator", to: "/grids", shows: ".proof tbody tr" },
  { name: "administrator-people", duty: "administrator", to: "/people", shows: ".table tbody tr" },
  { name: "security-administrator", duty: "security_administrator", to: "/people", shows: ".table tbody tr" },
  { name: "rules", duty: "administrator", to: "/rules", shows: ".table tbody tr" },
  { name: "roster", duty: "administrator", to: "/roster", shows: ".table tbody tr" },
  { name: "data-officer", duty: "data_officer", to: "/privacy", then: everything, shows: ".everything" },
  { name: "auditor", duty: "auditor", to: "/access", shows: ".table tbody tr" },
];

for (const language of Object.keys(languages))
  describe(`the guide in ${language}`, () => {
    for (const shot of shots)
      test(shot.name, async () => {
        const { context, page, faults } = await staff({ language, ...shot });
        await page.locator(shot.shows).first().waitFor();
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
