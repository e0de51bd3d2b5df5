// What the stories share: the browser, a phone, a desk, signing in through the sign-in page, asking the API as a person
// of a duty, axe, pictures, and a small photograph.
import { strict as assert } from "node:assert";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { after, before } from "node:test";
import { deflateSync } from "node:zlib";

import { chromium } from "playwright-core";

import { openHouse, root } from "./house.mjs";

const wanted = process.env.GEZHI_SCREENSHOTS === "1";
const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
/** Without WebGL unless asked: the plain drawing needs none, and a graphics card made of software is slow. */
export const openBrowser = (graphics = wanted) => chromium.launch({
  executablePath: process.env.GEZHI_CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--lang=zh-CN", ...(graphics ? ["--enable-unsafe-swiftshader"] : ["--disable-3d-apis"])],
});

/** One street and one browser for all stories of a file, there before the first and gone after the last. `take` keeps
 * them and does what the stories begin with: hooks of a file do not wait for one another. */
export function openStreet(take, options) {
  let house;
  let browser;
  before(async () => {
    [house, browser] = await Promise.all([openHouse(options), openBrowser()]);
    await take({ house, browser, base: house.localhost });
  });
  after(async () => {
    await browser?.close();
    await house?.stop();
  });
}

const zone = { locale: "zh-CN", timezoneId: "Asia/Shanghai" };
export const phone = (browser, options = {}) => browser.newContext({
  viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2, ...zone, ...options,
});
export const desk = (browser, options = {}) => browser.newContext({ viewport: { width: 1440, height: 900 }, ...zone, ...options });

/** Every error of a page is a finding; refusals that a story provokes are named by it. */
export function watch(page, allowed = []) {
  const faults = [];
  page.on("pageerror", (error) => faults.push(`page: ${error.message}`));
  page.on("console", (line) => {
    if (line.type() !== "error") return;
    const text = `${line.text()} ${line.location().url}`;
    if (/401 .*\/api\/v1\/session/.test(text)) return; // who is there? nobody yet
    if (!allowed.some((one) => one.test(text))) faults.push(`console: ${text}`);
  });
  return faults;
}

/** The demo's account with this duty (and unit), as the sign-in page lists it. */
export async function account(base, duty, unit) {
  const answer = await fetch(`${base}/api/v1/demo/accounts`);
  const { items } = await answer.json();
  const found = items.find((one) => one.duty === duty && (unit === undefined || one.unit_name === unit));
  assert.ok(found, `the demo has an account for ${duty} ${unit ?? ""}: ${JSON.stringify(items)}`);
  return found;
}
export async function signIn(page, base, person, to = "") {
  await page.goto(`${base}/desk/sign-in${to ? `?to=${encodeURIComponent(to)}` : ""}`);
  await page.fill("#login", person.login);
  await page.fill("#password", person.password);
  await page.press("#password", "Enter");
  await page.waitForURL((url) => !url.pathname.endsWith("/sign-in"));
}
/** A page as a person of this duty (and unit) sees it: signed in, with what went wrong on it. */
export async function at(browser, base, duty, path, { unit, open = desk, allowed = [], language, ...options } = {}) {
  const context = await open(browser, options);
  if (language) await prefer(context, { language });
  const page = await context.newPage();
  const faults = watch(page, allowed);
  await signIn(page, base, await account(base, duty, unit), path);
  return { context, page, faults };
}
export const prefer = (context, values) =>
  context.addInitScript((set) => localStorage.setItem("gezhi.preferences", JSON.stringify(set)), values);
/** The page stands: nothing is being fetched, and a map, where there is one, says whose data it shows. */
export async function settled(page) {
  await page.locator("h1").first().waitFor({ state: "attached" });
  await page.waitForFunction(() => !document.querySelector('.skeleton, main [aria-busy="true"]'));
  await page.locator(".attribution").first().waitFor({ timeout: 3000 }).catch(() => undefined);
  if (wanted) await page.waitForTimeout(2500); // and has drawn its streets
}
let sent = 0;
export const send = (context, base, path, data) => context.request.post(`${base}/api/v1${path}`, {
  data, headers: { Origin: base, "X-Gezhi": "1", "Idempotency-Key": `story-${process.pid}-${String(++sent).padStart(16, "0")}` },
});
export async function post(context, base, path, data) {
  const answer = await send(context, base, path, data);
  assert.ok(answer.ok(), `POST ${path}: ${answer.status()} ${await answer.text()}`);
  return answer.json();
}
export async function api(context, base, path) {
  const answer = await context.request.get(`${base}/api/v1${path}`);
  assert.equal(answer.status(), 200, `GET ${path}: ${await answer.text()}`);
  return answer.json();
}

/** Without a violation of WCAG 2.2 AA; the page as it stands. */
export async function axe(page, name) {
  await page.evaluate(axeSource);
  const found = await page.evaluate(() => axe.run(document, {
    runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"], resultTypes: ["violations"],
  }));
  const lines = found.violations.flatMap((one) => one.nodes.slice(0, 4).map((node) =>
    `${one.id}: ${node.target.join(" ")}\n      ${node.failureSummary?.split("\n").slice(1, 3).join(" ")}`));
  assert.equal(lines.length, 0, `${name}:\n    ${lines.join("\n    ")}`);
}
export const tooWide = (page) => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

/** Pictures are written only when asked for. Those for looking at go into the build folder, … */
function folder(path) {
  const made = join(root, path);
  mkdirSync(made, { recursive: true });
  return made;
}
export async function picture(page, name, options = {}) {
  if (wanted) await page.screenshot({ path: join(folder("build/pictures"), `${name}.png`), ...options });
}
/** … those of README and guide beside them: WebP, a fifth of a PNG. */
export async function guidePicture(page, name) {
  if (!wanted) return;
  const session = await page.context().newCDPSession(page);
  const { width, height } = page.viewportSize();
  const clip = { x: 0, y: 0, width, height, scale: width < 600 ? 2 : 1 };
  const { data } = await session.send("Page.captureScreenshot", { format: "webp", quality: 82, clip });
  writeFileSync(join(folder("docs/guide/images"), `${name}.webp`), Buffer.from(data, "base64"));
  await session.detach();
}

/** A photograph: a PNG drawn pixel by pixel, 320 by 240. */
export function photograph(after = false) {
  const [wide, high] = [320, 240];
  const rows = Buffer.alloc((wide * 3 + 1) * high);
  for (let y = 0; y < high; y++)
    for (let x = 0; x < wide; x++) {
      const cone = !after && x % 80 > 24 && x % 80 < 56 && y > 150 && y < 214 && Math.abs((x % 80) - 40) < (y - 146) / 4.4;
      const shade = cone ? [226, 99, 43] : y > 170 ? [139, 141, 138] : x > 40 && x < 170 && y > 40 ? [147, 164, 171]
        : x > 200 && x < 290 && y > 84 ? [169, 139, 122] : [217, 227, 230];
      rows.set(shade, y * (wide * 3 + 1) + 1 + x * 3);
    }
  const chunk = (kind, data) => {
    const body = Buffer.concat([Buffer.from(kind), data]);
    const framed = Buffer.alloc(body.length + 8);
    framed.writeUInt32BE(data.length, 0);
    body.copy(framed, 4);
    framed.writeUInt32BE(crc(body), body.length + 4);
    return framed;
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(wide, 0);
  head.writeUInt32BE(high, 4);
  head.set([8, 2, 0, 0, 0], 8);
  return { name: "photo.png", mimeType: "image/png", buffer: Buffer.concat([
    Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]), chunk("IHDR", head), chunk("IDAT", deflateSync(rows)), chunk("IEND", Buffer.alloc(0)),
  ]) };
}
function crc(bytes) {
  let value = 0xffffffff;
  for (const byte of bytes) {
    value ^= byte;
    for (let k = 0; k < 8; k++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  }
  return (value ^ 0xffffffff) >>> 0;
}
