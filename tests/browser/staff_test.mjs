// Staff pages: by keys alone, every page by axe in light, dark and elder, in English, on a phone; live rows; grids.
import { strict as assert } from "node:assert";
import { test } from "node:test";

import { account, api, at, axe, desk, openStreet, phone, picture, prefer, settled, signIn, tooWide, watch } from "./street.mjs";

let house, browser, base;
openStreet((opened) => ({ house, browser, base } = opened));

const rooms = ["today", "cases", "cases/new", "grids", "notices", "places", "roster", "rules", "cases/hotline", "outbox", "settings"];
async function asAll(context) {
  const page = await context.newPage();
  await signIn(page, base, await account(base, "desk"));
  return page;
}
async function firstCase(context) {
  const { items } = await api(context, base, "/cases?view=open&limit=1");
  assert.ok(items[0], "the demo street has an open case");
  return items[0];
}
/** Every room: as the desk, whose cases they are, and the people as the administrator. */
async function visitRooms(page, context, each) {
  const one = await firstCase(context);
  for (const room of [...rooms, `cases/${one.id}`]) {
    await page.goto(`${base}/desk/${room}`);
    await settled(page);
    if (room === "cases") await page.locator(".panel").waitFor({ state: "attached" });
    await each(room.replace(one.id, "one"));
  }
  await context.clearCookies();
  await signIn(page, base, await account(base, "administrator"), "/people");
  await page.locator(".table tbody tr").nth(3).waitFor();
  await each("people");
}

test("sign-in lists the invented accounts, refuses a wrong password in words and lets the right one in", async () => {
  const context = await desk(browser);
  const page = await context.newPage();
  await page.goto(`${base}/desk/sign-in`);
  await page.locator(".accounts .account").nth(1).waitFor();
  await picture(page, "sign-in");
  await axe(page, "sign-in");
  const person = await account(base, "desk");
  await page.fill("#login", person.login);
  await page.fill("#password", "wrong password");
  await page.press("#password", "Enter");
  await page.locator("#wrong").waitFor();
  assert.ok((await page.locator("#wrong").innerText()).length > 4);
  await page.locator(".account", { hasText: person.name }).click();
  await page.waitForURL(/\/desk\/today/);
  await context.close();
});

test("no page of the staff application breaks WCAG 2.2 AA, in light", async () => {
  const context = await desk(browser);
  const page = await asAll(context);
  const faults = watch(page);
  await visitRooms(page, context, async (room) => {
    await axe(page, `${room} light`);
    await picture(page, room.replace("/", "-"));
  });
  assert.deepEqual(faults, []);
  await context.close();
});

test("nor in the dark, nor with large type", async () => {
  for (const set of [{ shade: "dark" }, { elder: true }]) {
    const context = await desk(browser);
    await prefer(context, set);
    const page = await asAll(context);
    await visitRooms(page, context, async (room) => {
      await axe(page, `${room} ${JSON.stringify(set)}`);
      assert.equal(await tooWide(page), 0, `${room} ${JSON.stringify(set)} scrolls sideways`);
      if (set.shade && ["cases", "cases/one"].includes(room)) await picture(page, `${room.replace("/", "-")}-dark`);
    });
    await context.close();
  }
});

test("on a phone every page holds 360 px and is without violation", async () => {
  const context = await phone(browser);
  const page = await asAll(context);
  await visitRooms(page, context, async (room) => {
    assert.equal(await tooWide(page), 0, `${room} scrolls sideways`);
    await axe(page, `${room} phone`);
    if (["cases", "cases/one"].includes(room)) await picture(page, `${room.replace("/", "-")}-phone`);
  });
  await context.close();
});

test("every page takes the size of type that the device is set to, at 160 % on a desk and on a phone", async () => {
  for (const open of [desk, phone]) {
    const context = await open(browser);
    const page = await asAll(context);
    await visitRooms(page, context, async (room) => {
      const size = () => page.evaluate(() => Number.parseFloat(getComputedStyle(document.body).fontSize));
      const before = await size();
      await page.evaluate(() => document.documentElement.style.setProperty("font-size", "160%", "important"));
      assert.ok(await size() > before * 1.5, `${room} keeps its own size`);
      assert.equal(await tooWide(page), 0, `${room} at 160 %, ${open.name}`);
    });
    await context.close();
  }
});

test("where motion is not wanted, nothing moves by itself", async () => {
  const context = await desk(browser, { reducedMotion: "reduce" });
  const page = await asAll(context);
  await visitRooms(page, context, async (room) => {
    const moving = await page.evaluate(() => document.getAnimations()
      .filter((one) => one.playState === "running" && one.effect.getComputedTiming().duration > 1)
      .map((one) => one.effect.target?.className ?? "?"));
    assert.deepEqual(moving, [], `${room} moves`);
    const slow = await page.evaluate(() => [...document.querySelectorAll(".page *, main *, header *")].filter((one) =>
      getComputedStyle(one).transitionDuration.split(",").some((time) => Number.parseFloat(time) > 0.001)).map((one) =>
      `${one.tagName} ${one.className}`).slice(0, 5));
    assert.deepEqual(slow, [], `${room} glides`);
  });
  await context.close();
});

test("in English no sentence is missing and no label is left in Chinese", async () => {
  const context = await desk(browser, { locale: "en-GB" });
  await prefer(context, { language: "en" });
  const page = await asAll(context);
  await visitRooms(page, context, async (room) => {
    const text = await page.locator("body").innerText();
    const keys = text.match(/\b(?:app|page|room|duty|settings|refusal|clock|limit|explain|case|queue|panel|step|field|event|talk|grid|places|people|notices|new|today|keys|map|place_kind|saved|phrases|outbox|photo)\.[a-z_]+(?:\.\w+)*\b/g);
    assert.equal(keys, null, `${room}: ${keys}`);
    const labels = await page.$$eval("h1, h2, label, legend, th, kbd + span, nav a", (all) => all.map((one) => one.innerText));
    const chinese = labels.filter((one) => /[\u4e00-\u9fff]/.test(one));
    // Titles of cases and names given by the street stay as they were given.
    const given = await page.$$eval(".case-head h1, .panel-head h2, .choice, .plate, .settings h2", (all) => all.map((one) => one.innerText));
    const person = await page.locator(".who").innerText().catch(() => "");
    assert.deepEqual(chinese.filter((one) => !given.includes(one) && !person.includes(one.replace("Today, ", ""))), [], room);
  });
  await context.close();
});

test("the desk works by keys alone: move, explain, propose, change, step back, all keys", async () => {
  const context = await desk(browser);
  const page = await asAll(context);
  await page.goto(`${base}/desk/cases?view=open`);
  await page.locator(".queue-row.selected").waitFor();
  const current = () => page.locator(".queue-row.selected").getAttribute("id");
  const first = await current();
  await page.keyboard.press("j");
  await page.waitForFunction((id) => document.querySelector(".queue-row.selected")?.id !== id, first);
  assert.ok(await page.evaluate(() => document.activeElement?.closest(".queue-row")?.classList.contains("selected")), "focus goes along");
  await page.keyboard.press("k");
  await page.waitForFunction((id) => document.querySelector(".queue-row.selected")?.id === id, first);
  await page.keyboard.press("c");
  await page.locator(".panel .explain").waitFor();
  await axe(page, "desk with the clock explained");
  await page.keyboard.press("n");
  await page.locator(".step-form textarea").waitFor();
  await page.waitForFunction(() => document.activeElement?.tagName === "TEXTAREA");
  await page.keyboard.type("jj 记一笔：同一处第三次");
  assert.equal(await current(), first, "letters typed into a field are no keys");
  await page.keyboard.press("Control+Enter");
  await page.locator(".toast").waitFor();
  await page.keyboard.press("/");
  assert.equal(await page.evaluate(() => document.activeElement?.getAttribute("type")), "search");
  await page.keyboard.press("Escape");
  await page.keyboard.press("?");
  await page.locator("dialog[open]").waitFor();
  await axe(page, "all keys");
  await page.keyboard.press("Escape");
  assert.equal(await page.locator("dialog[open]").count(), 0);
  await context.close();
});

test("a filter is kept for the post, seen by a colleague, and dropped", async () => {
  const context = await desk(browser);
  const page = await asAll(context);
  await page.goto(`${base}/desk/cases?view=open`);
  await page.locator(".by-grid .chip").nth(1).click();
  await page.locator(".saved button", { hasText: "存下这个筛选" }).click();
  await page.fill("#saved-name", "二格在办");
  await page.press("#saved-name", "Enter");
  const chip = page.locator(".saved .chip", { hasText: "二格在办" });
  await chip.waitFor();
  await axe(page, "desk with a kept filter");
  await page.goto(`${base}/desk/cases`);
  await chip.click();
  await page.waitForURL(/view=open/);
  assert.equal(await chip.getAttribute("aria-pressed"), "true");
  const { items } = await api(context, base, "/filters");
  assert.equal(items.length, 1);
  await page.locator(".saved button", { hasText: "整理" }).click();
  await page.locator(".saved button[aria-label*='二格在办']").click();
  await chip.waitFor({ state: "detached" });
  await context.close();
});

test("a standard text fills its places from the case", async () => {
  const context = await desk(browser);
  const page = await asAll(context);
  const one = await firstCase(context);
  await page.goto(`${base}/desk/cases/${one.id}`);
  await page.locator(".case-head").waitFor();
  await page.keyboard.press("n");
  await page.locator(".phrases summary").click();
  await page.locator(".phrases button").first().click();
  const said = await page.locator(".step-form textarea").inputValue();
  assert.ok(said.length > 6 && !/[{}]/.test(said), said);
  await axe(page, "standard texts");
  await picture(page, "phrases");
  await context.close();
});

test("a new report appears at an open desk by itself, behind a word that says so", async () => {
  const context = await desk(browser);
  const page = await asAll(context);
  await page.goto(`${base}/desk/cases?view=all`);
  await page.locator(".queue-row").first().waitFor();
  await page.locator(".live.c-green").waitFor();
  const resident = await phone(browser, { javaScriptEnabled: false });
  const form = await resident.newPage();
  await form.goto(`${base}/`);
  await form.fill("#address", "仙霞路 88 号");
  await form.fill("#text", "电线杆上的小广告贴了一层又一层");
  await form.click("#send");
  await form.waitForURL(/receipt/);
  await page.locator(".pill-place .pill").waitFor();
  await page.keyboard.press(".");
  await page.locator(".row-title", { hasText: "电线杆上的小广告" }).waitFor();
  await resident.close();
  await context.close();
});

test("what is barred keeps its row, its reason and its way out", async () => {
  const context = await desk(browser);
  const page = await asAll(context);
  const { items } = await api(context, base, "/cases?view=open&limit=50");
  for (const one of items) {
    const file = await api(context, base, `/cases/${one.id}`);
    const barred = file.actions.find((action) => action.command === "close" && !action.allowed);
    if (!barred) continue;
    assert.ok(barred.refusal?.title && barred.refusal.detail, JSON.stringify(barred));
    await page.goto(`${base}/desk/cases/${one.id}`);
    await page.locator(".others .barred", { hasText: barred.refusal.detail }).first().waitFor();
    assert.ok(!/\{\w+\}/.test(barred.refusal.detail), "every slot of the sentence is filled");
    await context.close();
    return;
  }
  assert.fail("no case of the demo bars a step");
});

test("the grids are proven face by face, a row lights its face, and the published rules leave two gaps", async () => {
  const { context, page, faults } = await at(browser, base, "administrator", "/grids");
  await page.locator(".proof tbody tr").nth(6).waitFor();
  assert.equal(await page.locator(".proof tbody tr:not(.sum)").count(), 6);
  await page.locator(".proof tbody button").nth(2).focus();
  assert.ok(await page.locator(".proof tbody tr").nth(2).evaluate((row) => row.classList.contains("lit")));
  await page.locator(".block header button", { hasText: "改写" }).click();
  await page.locator("#rule-2").fill("天山路以南、遵义路以西、娄山关路以西");
  await page.locator(".rule-edit ~ .row button[type=submit], form button[type=submit]").first().click();
  await page.locator(".proof tr.gap").nth(1).waitFor();
  assert.equal(await page.locator(".proof tr.gap").count(), 2);
  await page.waitForTimeout(600);
  await picture(page, "grids-gaps");
  await axe(page, "grids with gaps");
  await page.locator(".settle .primary").click();
  await page.locator(".grid-side .c-green", { hasText: "恰好归一格" }).waitFor();
  assert.deepEqual(faults, []);
  await context.close();
});

test("what a new border would move is shown grid by grid, and the draft is dropped", async () => {
  const { context, page, faults } = await at(browser, base, "administrator", "/grids");
  await page.locator(".proof tbody tr").nth(6).waitFor();
  await page.locator(".block header button", { hasText: "改写" }).click();
  const first = await page.locator("#rule-0").inputValue();
  await page.locator("#rule-0").fill(first.replace("天山路", "仙霞路"));
  await page.locator(".rule-edit ~ .row button[type=submit], form button[type=submit]").first().click();
  await page.locator(".next-step, .settle").first().waitFor();
  await page.locator(".grid-side button", { hasText: "看会移动什么" }).click();
  await page.locator(".what-if .moves li").first().waitFor();
  assert.equal(await page.locator(".what-if tbody tr").count(), 3);
  assert.ok(await page.locator(".what-if .changed").count(), "some grid would carry something else");
  await axe(page, "what-if");
  await page.locator(".what-if").scrollIntoViewIfNeeded();
  await picture(page, "grids-what-if");
  await page.locator(".what-if button", { hasText: "回到现行版" }).click();
  await page.waitForFunction(() => !document.querySelector(".what-if"));
  assert.deepEqual(faults, []);
  await context.close();
});

test("a point far from the address that was typed is asked about at once", async () => {
  const context = await desk(browser);
  const page = await asAll(context);
  await page.goto(`${base}/desk/cases/new`);
  await settled(page);
  await page.locator("#new-address").fill("南丰城");
  const map = await page.locator(".new-map").boundingBox();
  await page.mouse.click(map.x + map.width * 0.2, map.y + map.height * 0.3);
  await page.locator('[role="status"]', { hasText: "南丰城" }).waitFor();
  await context.close();
});
