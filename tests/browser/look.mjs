// Pictures of every staff page for looking at, from the mock (npm run mock) or any server:
// node tests/browser/look.mjs [FOLDER [PAGE…]], with GEZHI_SERVER, GEZHI_CHROMIUM and LOOKS (wide,phone) where they differ.
import { mkdirSync } from "node:fs";
import { chromium } from "playwright-core";

const server = process.env.GEZHI_SERVER ?? "http://127.0.0.1:8099";
const [folder = "screens", ...wanted] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });
const pages = {
  sign_in: "/desk/sign-in", today: "/desk/today", desk: "/desk/cases?view=open", case: "/desk/cases/c6", late: "/desk/cases/c10",
  new_case: "/desk/cases/new", grids: "/desk/grids", places: "/desk/places", people: "/desk/people", notices: "/desk/notices",
  settings: "/desk/settings",
};
const looks = {
  wide: { width: 1440, height: 900 }, narrow: { width: 1280, height: 800 }, phone: { width: 360, height: 740 },
  dark: { width: 1440, height: 900, dark: true }, english: { width: 1440, height: 900, language: "en" },
};
const browser = await chromium.launch({ executablePath: process.env.GEZHI_CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
for (const [look, set] of Object.entries(looks)) {
  if (process.env.LOOKS && !process.env.LOOKS.split(",").includes(look)) continue;
  const context = await browser.newContext({ viewport: { width: set.width, height: set.height }, hasTouch: look === "phone",
    colorScheme: set.dark ? "dark" : "light", locale: "zh-CN", timezoneId: "Asia/Shanghai" });
  await context.addInitScript((language) => {
    if (language) localStorage.setItem("gezhi.preferences", JSON.stringify({ language }));
  }, set.language);
  const real = await context.request.get(`${server}/api/v1/session`).then((answer) => answer.status() === 401);
  if (real) {
    const accounts = (await (await context.request.get(`${server}/api/v1/demo/accounts`)).json()).items;
    const { login, password } = accounts.find((one) => one.duty === (process.env.GEZHI_DUTY ?? "desk"));
    await context.request.post(`${server}/api/v1/session`, { data: { login, password }, headers: { "X-Gezhi": "1", Origin: server } });
    const { items } = await (await context.request.get(`${server}/api/v1/cases?view=${process.env.GEZHI_VIEW ?? "open"}`)).json();
    Object.assign(pages, { case: `/desk/cases/${items[0]?.id}`, late: `/desk/cases/${items[items.length - 1]?.id}` });
  }
  for (const [name, path] of Object.entries(pages)) {
    if (wanted.length && !wanted.includes(name)) continue;
    const page = await context.newPage();
    page.on("console", (line) => line.type() === "error" && console.log(`${look} ${name}: ${line.text()}`));
    page.on("pageerror", (error) => console.log(`${look} ${name}: ${error.message}`));
    if (name === "sign_in") await page.route("**/api/v1/session", (route) => route.fulfill({ status: 401, json: { code: "x" } }));
    await page.goto(server + path);
    await page.waitForTimeout(1200);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    if (wide > 0) console.log(`${look} ${name}: ${wide} px too wide`);
    await page.screenshot({ path: `${folder}/${name}-${look}.png` });
    if (look === "phone") await page.screenshot({ path: `${folder}/${name}-${look}-full.png`, fullPage: true });
    await page.close();
  }
  await context.close();
}
await browser.close();
