// Pictures of a case, seen: compared in one frame with the keyboard, wiped and published as a pair, looked at by
// somebody without a key, withdrawn. On a desk and on a phone, with axe.
import { strict as assert } from "node:assert";
import { test } from "node:test";

import { api, at, axe, desk, openStreet, phone, picture, tooWide, watch } from "./street.mjs";

let house, browser;
openStreet((opened) => ({ house, browser } = opened));

/** A public case of the demo street with photos of both sides that nothing was published of. */
async function caseWithPair(context, base, other = []) {
  let cursor = "";
  do {
    const { items, next } = await api(context, base, `/cases?view=all&limit=200${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ""}`);
    for (const one of items) {
      if (one.visibility !== "public" || one.stage !== "closed" || other.includes(one.id)) continue;
      const known = await api(context, base, `/cases/${one.id}/pictures`);
      const sides = new Set(known.pictures.filter((it) => !it.gone && !it.publication).map((it) => it.side));
      if (known.may_publish && sides.size === 2) return { ...one, known };
    }
    cursor = next;
  } while (cursor);
  assert.fail("the demo street has a closed public case with photos before and after");
}

async function publish(page, base, id) {
  await page.goto(`${base}/desk/cases/${id}`);
  await page.getByRole("button", { name: "公开照片…" }).click();
  const canvases = page.locator(".brush canvas");
  await canvases.nth(1).waitFor();
  await page.locator(".brush img").nth(1).evaluate((image) => image.complete || new Promise((done) => (image.onload = done)));
  // With the finger on one, with the keyboard on the other.
  const box = await canvases.nth(0).boundingBox();
  await page.mouse.move(box.x + box.width * 0.3, box.y + box.height * 0.5);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.7, box.y + box.height * 0.6, { steps: 8 });
  await page.mouse.up();
  await canvases.nth(1).focus();
  for (const key of ["ArrowLeft", "ArrowLeft", " ", "ArrowDown", " "]) await page.keyboard.press(key);
  await page.waitForTimeout(1500); // that somebody looked is written within a second
}

for (const [name, open] of [["desk", desk], ["phone", phone]])
  test(`a pair is compared, wiped and published, and taken back (${name})`, async () => {
    const base = house.localhost;
    const { context, page, faults } = await at(browser, base, "desk", "/", { open });
    const found = await caseWithPair(context, base);

    await page.goto(`${base}/desk/cases/${found.id}`);
    const slider = page.locator(".compare input");
    await slider.waitFor();
    await slider.focus();
    for (let n = 0; n < 10; n++) await page.keyboard.press("ArrowRight");
    assert.equal(await slider.inputValue(), "60");
    assert.ok((await tooWide(page)) <= 0, "nothing sticks out");
    await axe(page, `evidence, ${name}`);
    await picture(page, `evidence-${name}`);

    await publish(page, base, found.id);
    await axe(page, `wiping, ${name}`);
    assert.ok((await tooWide(page)) <= 0, "nothing sticks out while wiping");
    // A child in it: no button to publish any more.
    const child = page.locator(".publish fieldset input").first();
    await child.check();
    assert.equal(await page.getByRole("button", { name: "生成遮挡后的照片" }).count(), 0);
    await child.uncheck();
    await page.getByRole("button", { name: "生成遮挡后的照片" }).click();
    // The toast of the wiping may still stand: the answer itself says that it is done.
    const answered = page.waitForResponse((answer) => answer.request().method() === "POST" && answer.url().endsWith("/pictures/publish"));
    await page.getByRole("button", { name: "公开这些照片" }).click();
    assert.equal((await answered).status(), 200);
    await page.locator(".toast").waitFor();
    const now = await api(context, base, `/cases/${found.id}/pictures`);
    assert.equal(now.pictures.filter((one) => one.publication).length, 2);
    await picture(page, `published-${name}`);

    const stranger = await open(browser);
    const view = await stranger.newPage();
    const seen = watch(view, [/404/]);
    await view.goto(`${base}/open/${found.number}`);
    await view.locator(".photos img").nth(1).waitFor();
    for (const image of await view.locator(".photos img").all())
      assert.ok(await image.evaluate((it) => it.complete ? it.naturalWidth : new Promise((done) => (it.onload = () => done(it.naturalWidth)))) > 0);
    await axe(view, `open case, ${name}`);
    assert.ok((await tooWide(view)) <= 0);
    await picture(view, `open-${name}`, { fullPage: true });
    // The original is nobody's without a session, and of the public only the wiped one.
    const original = now.pictures[0].id;
    assert.equal((await stranger.request.get(`${base}/api/v1/files/${original}`)).status(), 401);
    assert.equal((await stranger.request.get(`${base}/open/${found.number}/photo/${original}`)).status(), 404);
    const wiped = `${base}/open/${found.number}/photo/${now.pictures[0].wiped}`;
    assert.equal((await stranger.request.get(wiped)).status(), 200);

    await page.getByRole("button", { name: "撤回公开" }).click();
    await page.getByRole("button", { name: "公开照片…" }).waitFor();
    assert.equal((await stranger.request.get(wiped)).status(), 404);
    assert.equal((await view.goto(`${base}/open/${found.number}`)).status(), 404);
    assert.deepEqual(faults, []);
    assert.deepEqual(seen, []);
    await stranger.close();
    await context.close();
  });
