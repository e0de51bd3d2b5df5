// A street that begins with nothing: its administrator brings boundary and roads, settles the grids in words, gives the desk
// an account, and the first report of a resident arrives there.
import { strict as assert } from "node:assert";
import { test } from "node:test";
import { join } from "node:path";

import { root } from "./house.mjs";
import { api, axe, desk, openStreet, phone, picture, signIn, watch } from "./street.mjs";

let house, browser, base;
openStreet((opened) => ({ house, browser, base } = opened), { empty: true });

const rules = ["天山路以南、遵义路以东", "天山路以北、娄山关路以东", "其余"];

test("an empty street is given its ground, its grids, a desk, and a resident's report", async () => {
  const early = await phone(browser);
  const first = await early.newPage();
  const wrong = watch(first);
  await first.goto(`${base}/`);
  assert.equal(await first.locator("#tap").count(), 0, "nothing to tap on yet");
  await first.fill("#address", "天山路近遵义路");
  await first.fill("#text", "井盖响");
  await first.click("#send");
  await first.waitForURL(/receipt/);
  await first.goto(`${base}/elder/report`);
  assert.equal(await first.locator('input[name="tap"]').count(), 0);
  assert.deepEqual(wrong, []);
  await early.close();

  const context = await desk(browser);
  const page = await context.newPage();
  const faults = watch(page, [/409/, /422/, /404 .*demo\/accounts/]); // no demo, no list
  await signIn(page, base, house.first, "/grids");
  await page.locator("#ground-boundary").waitFor();
  await axe(page, "a street without ground");
  await picture(page, "ground-none");
  const layer = (name) => join(root, `demo/tianshan/${name}.geojson`);
  await page.setInputFiles("#ground-boundary", layer("roads")); // the wrong file
  await page.setInputFiles("#ground-roads", layer("roads"));
  await page.getByRole("button", { name: "收下底图" }).click();
  await page.getByRole("alert").first().waitFor();
  await page.setInputFiles("#ground-boundary", layer("boundary"));
  for (const name of ["water", "metro"]) await page.setInputFiles(`#ground-${name}`, layer(name));
  await page.getByRole("button", { name: "收下底图" }).click();
  await page.locator(".toast", { hasText: "底图收下了" }).waitFor();

  for (const [i, text] of rules.entries()) {
    if (!(await page.locator(`#rule-${i}`).count())) await page.getByRole("button", { name: "加一格" }).click();
    await page.fill(`#rule-name-${i}`, `第${"一二三"[i]}格`);
    await page.fill(`#rule-${i}`, text);
  }
  await page.locator("form", { has: page.locator("#rule-0") }).locator("button[type=submit]").click();
  await page.getByText("恰好归一格").first().waitFor();
  await picture(page, "ground-given");
  await page.getByRole("button", { name: "采用这一版" }).click();
  await page.locator(".versions li").first().waitFor();
  assert.deepEqual((await api(context, base, "/grid")).grids.map((one) => one.name), ["第一格", "第二格", "第三格"]);

  await page.goto(`${base}/desk/people`);
  await page.locator(".head-row .primary").click();
  await page.fill("#person-name", "赵派单");
  await page.fill("#person-login", "zhao");
  await page.fill("#person-password", "lamp-44-post");
  await page.locator("#post-duty-0").selectOption("desk");
  await page.locator(".people-form button[type=submit]").click();
  await page.locator(".table tbody tr", { hasText: "赵派单" }).waitFor();

  const resident = await phone(browser, { javaScriptEnabled: false });
  const form = await resident.newPage();
  await form.goto(`${base}/`);
  const box = await form.locator("#tap").boundingBox();
  await form.locator("#tap").click({ position: { x: box.width * 0.7, y: box.height * 0.6 } });
  await form.waitForLoadState();
  await form.fill("#text", "路锥占了人行道，行人走到车道上");
  await form.click("#send");
  await form.waitForURL(/receipt/);
  await resident.close();

  const office = await desk(browser);
  const clerk = await office.newPage();
  await signIn(clerk, base, { login: "zhao", password: "lamp-44-post" }, "/cases?view=open");
  await clerk.locator(".queue-row", { hasText: "路锥占了人行道" }).waitFor();
  const { items } = await api(office, base, "/cases?view=open");
  assert.match(items.find((one) => one.title.includes("路锥")).grid_name, /第[一二三]格/);
  assert.deepEqual(faults, []);
  await office.close();
  await context.close();
});
