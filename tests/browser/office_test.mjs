// Those who keep the house: the duty week with its gaps, three administrators who share accounts and rights, the rules and the
// calendar, orders of the hotline, places.
import { strict as assert } from "node:assert";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { root } from "./house.mjs";
import { account, api, at, axe, openStreet, phone, picture, tooWide } from "./street.mjs";

let house, browser, base;
openStreet((opened) => ({ house, browser, base } = opened));

const as = (duty, path, options) => at(browser, base, duty, path, options);

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

test("all rooms of the administrator fit in English at 1024 and 1280 pixels", async () => {
  const { context, page, faults } = await as("administrator", "/places", { language: "en", locale: "en-GB" });
  await page.locator(".table tbody tr").first().waitFor();
  for (const width of [1024, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    assert.equal(await tooWide(page), 0, `${width}`);
    const hidden = await page.$$eval("header nav a", (all) => all.filter((one) => one.getBoundingClientRect().right > document.querySelector(".top-right").getBoundingClientRect().left).length);
    assert.equal(hidden, 0, `rooms under the right-hand side at ${width}`);
  }
  assert.deepEqual(faults, []);
  await context.close();
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

test("a year of the calendar is typed from the notice, no warning of it is left, and every clock can go by it", async () => {
  const { context, page, faults } = await as("administrator", "/rules");
  const offer = page.getByRole("button", { name: /^导入 \d{4} 年$/ });
  const year = Number((await offer.innerText()).replace(/\D/g, "")); // the first that is not known
  assert.ok(!(await api(context, base, "/calendar")).years.some((one) => one.year === year));
  await offer.click();
  await axe(page, "a year being typed");
  await page.fill("#from-new_year", `${year}-01-01`);
  await page.fill("#to-new_year", `${year}-01-03`);
  await page.fill("#from-national_day", `${year}-10-01`);
  await page.fill("#to-national_day", `${year}-10-07`);
  await picture(page, "rules-year");
  await page.getByRole("button", { name: "存下这一年" }).click();
  await page.locator(".toast").waitFor();
  await page.getByRole("button", { name: `改 ${year} 年的日历` }).waitFor();
  await page.getByRole("status").filter({ hasText: `${year} 年` }).waitFor({ state: "detached" });
  const known = (await api(context, base, "/calendar")).years.find((one) => one.year === year);
  assert.equal(known.off.length, 10);
  assert.deepEqual(known.holidays.map((one) => one.code), ["new_year", "national_day"]);
  await axe(page, "rules");

  await page.getByRole("button", { name: "改工作时间" }).click();
  await page.fill("#window-from-0", "08:30");
  await page.getByRole("button", { name: "存下工作时间" }).click();
  await page.getByText("08:30–", { exact: false }).first().waitFor();
  await page.fill("#stop-from", `${year}-08-01T12:00`);
  await page.fill("#stop-to", `${year}-08-02T12:00`);
  await page.fill("#stop-document", "台风停工通知（虚构）");
  await page.getByRole("button", { name: "加上这一段" }).click();
  await page.getByText(`${year}-08-01 12:00–${year}-08-02 12:00`).waitFor();
  assert.deepEqual(faults, []);
  await context.close();
});

test("a changed playbook is checked file by file, refused while a limit is no limit, and adopted whole", async () => {
  const { context, page, faults } = await as("administrator", "/rules");
  const folder = join(root, "playbook");
  const files = readdirSync(folder).filter((name) => name.endsWith(".json"));
  const read = (change) => files.map((name) => {
    const text = readFileSync(join(folder, name), "utf8");
    return { name, mimeType: "application/json", buffer: Buffer.from(name === "routing.json" ? change(text) : text) };
  });
  const before_ = (await api(context, base, "/playbook")).version;
  await page.setInputFiles("#book-files", read((text) => text.replaceAll('"unit": "bikes"', '"unit": "nobody"')));
  await page.locator(".faults li").first().waitFor();
  assert.ok(await page.getByRole("button", { name: "采用这一版" }).isDisabled());
  await axe(page, "a playbook with faults");
  await page.setInputFiles("#book-files", read((text) => text.slice(0, 40)));
  await page.getByRole("alert").filter({ hasText: "routing.json" }).waitFor();
  await page.setInputFiles("#book-files", read((text) => text.replace("城管中队", "城管执法中队")));
  await page.getByText("完整，可以采用").waitFor();
  await page.getByRole("button", { name: "采用这一版" }).click();
  await page.locator(".toast").waitFor();
  const after_ = await api(context, base, "/playbook");
  assert.notEqual(after_.version, before_);
  assert.ok(after_.units.some((one) => one.name === "城管执法中队"));
  assert.deepEqual(faults, []);
  await context.close();
});

test("a table of hotline orders becomes cases, row by row, once, in either way of writing Chinese", async () => {
  const { context, page, faults } = await as("desk", "/cases/hotline");
  const table = "工单编号,诉求内容,诉求地址\r\nHX-1,楼道灯坏了三天,示例小区一号楼\r\nHX-2,,示例小区二号楼\r\n";
  const send = async (buffer) => {
    await page.setInputFiles("#hotline-file", { name: "orders.csv", mimeType: "text/csv", buffer });
    await page.getByRole("button", { name: "收进来" }).click();
    await page.locator(".table tbody tr").nth(1).waitFor();
    return page.locator(".block header [role=status]").innerText();
  };
  assert.match(await send(Buffer.from(table)), /收进 1 件，以前收过 0 件，没收 1 件/);
  await axe(page, "hotline orders");
  await picture(page, "hotline");
  const inGb18030 = Buffer.from("b9a4b5a5b1e0bac52ccbdfc7f3c4dac8dd2ccbdfc7f3b5d8d6b70d0a48582d312cc2a5b5c0b5c6bbb5c1cbc8fdccec2ccabec0fdd0a1c7f8d2bbbac5c2a5" +
    "0d0a48582d322c2ccabec0fdd0a1c7f8b6febac5c2a50d0a", "hex"); // the same table: no second case
  assert.match(await send(inGb18030), /收进 0 件，以前收过 1 件，没收 1 件/);
  await page.locator(".table tbody a").first().click();
  await page.locator(".case-head h1", { hasText: "楼道灯坏了三天" }).waitFor();
  assert.deepEqual(faults, []);
  await context.close();
});

test("a place is changed and retired in two taps by the administrator, and by nobody else", async () => {
  const { context, page, faults } = await as("administrator", "/places");
  const first = page.locator(".table tbody tr").first();
  await first.waitFor();
  const name = await first.locator("strong").innerText();
  await page.getByRole("button", { name: `改“${name}”` }).click();
  await page.fill("#place-address", "示例路 1 号");
  await axe(page, "a place being changed");
  await page.locator("form button[type=submit].primary").click();
  await page.locator(".table tbody tr", { hasText: "示例路 1 号" }).waitFor();
  await page.getByRole("button", { name: `停用“${name}”`, exact: true }).click();
  await page.getByRole("button", { name: `确定停用“${name}”` }).click();
  await page.locator(".toast", { hasText: "停用" }).waitFor();
  await page.waitForFunction((gone) => ![...document.querySelectorAll(".table tbody strong")].some((one) => one.innerText === gone), name);
  assert.deepEqual(faults, []);
  await context.close();
  const clerk = await as("desk", "/places");
  await clerk.page.locator(".table tbody tr").first().waitFor();
  assert.equal(await clerk.page.getByRole("button", { name: /^(停用|改|加)/ }).count(), 0);
  await clerk.context.close();
});
