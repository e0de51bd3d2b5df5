// Those who keep the house: the duty week with its gaps, and three administrators who share accounts and rights.
import { strict as assert } from "node:assert";
import { after, before, test } from "node:test";

import { openHouse } from "./house.mjs";
import { account, api, axe, desk, openBrowser, phone, picture, signIn, tooWide, watch } from "./street.mjs";

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

async function as(duty, path, { open = desk, allowed = [] } = {}) {
  const context = await open(browser);
  const page = await context.newPage();
  const faults = watch(page, allowed);
  await signIn(page, base, await account(base, duty), path);
  return { context, page, faults };
}

test("the duty week says which hours nobody covers, is kept, and refuses what a colleague has outrun", async () => {
  const boss = await as("administrator", "/roster");
  await boss.page.getByText("一周每个钟点都有人").waitFor();
  await axe(boss.page, "duty week");
  const clerk = await as("desk", "/roster", { allowed: [/409/, /412/] });
  await clerk.page.getByRole("button", { name: "改排班" }).click();

  await boss.page.getByRole("button", { name: "改排班" }).click();
  const lines = boss.page.locator(".roster-line");
  const count = await lines.count();
  assert.ok(count > 1);
  await axe(boss.page, "duty week being changed");
  await lines.last().getByRole("button").click();
  const gap = boss.page.getByRole("status").filter({ hasText: "没有人值班" });
  await gap.waitFor();
  assert.match(await gap.innerText(), /：周六 08:00–周一 08:00$/);
  await picture(boss.page, "roster-gaps");
  await boss.page.getByRole("button", { name: "存下排班" }).click();
  await boss.page.locator(".toast").waitFor();
  await gap.waitFor();
  const { shifts } = await api(boss.context, base, "/roster");
  assert.equal(new Set(shifts.map((one) => [one.from, one.until, one.person, one.deputy].join())).size, count - 1);

  await clerk.page.locator(".roster-line select").first().selectOption({ index: 1 });
  await clerk.page.getByRole("button", { name: "存下排班" }).click();
  await clerk.page.getByRole("alert").first().waitFor();
  assert.equal(await clerk.page.locator(".roster-line").count(), count, "nothing typed is lost");
  assert.deepEqual([...boss.faults, ...clerk.faults], []);
  for (const one of [boss, clerk]) await one.context.close();
});

test("the duty week is read by a handler, who changes nothing, on a phone", async () => {
  const { context, page, faults } = await as("handler", "/roster", { open: phone });
  await page.locator(".table tbody tr").first().waitFor();
  assert.equal(await page.getByRole("button", { name: "改排班" }).count(), 0);
  assert.equal(await tooWide(page), 0);
  await axe(page, "duty week phone");
  assert.deepEqual(faults, []);
  await context.close();
});

test("the system administrator closes and reopens accounts, the security administrator keeps posts and sessions", async () => {
  const boss = await as("administrator", "/people");
  const row = (page, name) => page.locator(".table tbody tr", { hasText: name });
  const checker = await account(base, "checker");
  await row(boss.page, checker.name).waitFor();
  assert.equal(await boss.page.getByRole("button", { name: /岗位$/ }).count(), 0, "posts are the security administrator's");
  await boss.page.getByRole("button", { name: `停用 ${checker.name} 的账号` }).click();
  await boss.page.locator(".people-form button[type=submit]").click();
  await boss.page.getByRole("button", { name: `恢复 ${checker.name} 的账号` }).click();
  await axe(boss.page, "an account is reopened");
  await boss.page.locator(".people-form button[type=submit]").click();
  await boss.page.getByRole("button", { name: `停用 ${checker.name} 的账号` }).waitFor();

  const seen = await as("checker", "/today"); // signs in again
  const guard = await as("security_administrator", "/people");
  assert.equal(await guard.page.getByRole("button", { name: /^停用/ }).count(), 0, "accounts are the system administrator's");
  await guard.page.getByRole("button", { name: `${checker.name} 在哪里登录着` }).click();
  const sessions = guard.page.getByRole("group", { name: `${checker.name} 在哪里登录着` });
  await sessions.locator("tbody tr").first().waitFor();
  await axe(guard.page, "sessions of another");
  await sessions.getByRole("button").first().click();
  await sessions.locator("tbody tr").first().waitFor({ state: "detached" });
  const gone = await seen.context.request.get(`${base}/api/v1/today`);
  assert.equal(gone.status(), 401);
  await guard.page.getByRole("button", { name: "看完了" }).click();
  await guard.page.getByRole("button", { name: `改 ${checker.name} 的岗位` }).click();
  await guard.page.locator(".people-form select").first().selectOption("duty_officer");
  await guard.page.locator(".people-form button[type=submit]").click();
  await guard.page.locator(".toast").waitFor();
  const { items } = await api(guard.context, base, "/people");
  assert.deepEqual(items.find((one) => one.name === checker.name).posts.map((one) => one.duty), ["duty_officer"]);
  assert.deepEqual([...boss.faults, ...guard.faults], []);
  for (const one of [boss, seen, guard]) await one.context.close();
});
