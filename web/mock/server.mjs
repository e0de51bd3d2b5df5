// A stand-in for the server while a page is drawn: `npm run mock`, then `npm run dev` or the built app at
// http://127.0.0.1:8099/desk/. Everything it says is invented; nothing is kept. The real contract is src/api/types.ts
// and the server's own answer to it; no test uses this file.
import { createReadStream, existsSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { dirname, extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";

import { explain, fileOf, makeCases, unitNames } from "./cases.mjs";
import { attribution, bounds, gridOf, grids, layers, prove, settled } from "./street.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const book = (name) => JSON.parse(readFileSync(join(here, `../../playbook/${name}.json`), "utf8"));
const zero = Date.now();
const classes = book("catalogue").classes.map((one) => ({
  code: one.code, name: one.name_zh, name_en: one.name_en, major: one.major, major_name: "", visibility: one.visibility, photo: one.photo,
  conditions: [{ code: "1", text: "一般情形", limit: "W4" }, { code: "2", text: "影响安全", limit: "U2" }],
}));
const cases = makeCases(zero, classes);
const street = { code: "310105006", name: "天山路街道", name_en: "Tianshan Road Subdistrict" };
const post = (id, duty, more = {}) => ({ id, duty, ...more });
const people = [
  { id: "p1", login: "liailuo", name: "李联络", posts: [post("o1", "desk", { title: "派单台" }), post("o2", "administrator")] },
  { id: "p2", login: "wangge", name: "王网格", posts: [post("o3", "liaison", { grid: "G1", grid_name: "一格" })] },
  { id: "p3", login: "hezhifa", name: "何执法", posts: [post("o4", "handler", { unit: "chengguan", unit_name: "城管中队" })] },
  { id: "p4", login: "shenhecha", name: "沈核查", posts: [post("o5", "checker", { grid: "G1", grid_name: "一格" })] },
  { id: "p5", login: "wushenji", name: "吴审计", posts: [post("o6", "auditor")] },
];
const units = Object.entries(unitNames).map(([id, name]) => ({ id, name }));
const session = () => ({
  person: { id: "p1", name: "李联络", login: "liailuo" }, posts: people[0].posts, duties: ["desk", "administrator"], language: "zh-CN",
  demo: true, subdistrict: street, rooms: ["today", "casework", "grid", "roster", "people"], now: new Date().toISOString(),
});
const reasons = (kind) => book("reasons").reasons.filter((one) => one.kind === kind).map((one) => ({ id: one.code, text: one.text_zh }));
const playbook = {
  version: book("catalogue").version, classes, units, reasons: { return: reasons("return"), decline: reasons("decline"), reopen: reasons("reopen") },
  closing_conditions: [{ code: "1", text: "现场恢复原状" }, { code: "2", text: "已设围挡并告知" }],
  endings: book("endings").endings.map((one) => ({ id: one.id, text: one.text_zh })),
  legal_paths: book("legal_paths").paths.map((one) => ({ id: one.id, name: one.name_zh, where: one.where_zh, how: one.how_zh, tel: one.tel })),
  notify: book("notice").ways.map((one) => ({ id: one.id, text: one.text_zh })),
};
const places = layers.places.features.filter((one) => one.properties.kind !== "crossing").map((one, i) => ({
  id: `l${i}`, code: `TS-${String(1001 + i)}`, name: one.properties.name, kind: one.properties.kind, address: one.properties.address,
  position: { lon: one.geometry.coordinates[0], lat: one.geometry.coordinates[1] }, owner_unit: i % 3 ? undefined : "municipal",
}));
const notices = [1, 2, 3].map((i) => ({
  id: `n${i}`, way: i === 3 ? "door" : "call", case_id: cases[i].id, number: cases[i].number, title: cases[i].title, name: "李某某", phone: "13800000021", address: i === 3 ? "天山二村 41 号 302" : undefined,
  words: "您好，您反映的事情有结果了，我念给您听：已清走 5 只路锥，人行道通了。", since: new Date(zero - i * 3e6).toISOString(),
}));
const open = cases.filter((one) => one.stage !== "closed");
const views = {
  mine: (one) => open.includes(one) && one.stage !== "handling", soon: (one) => ["soon", "half"].includes(one.clock.state),
  late: (one) => one.clock.state === "late", returned: (one) => one.side === "returned", similar: (one) => one.supporters > 1,
  open: (one) => one.stage !== "closed", all: () => true,
};
const counts = () => Object.fromEntries(Object.entries(views).map(([name, holds]) => [name, cases.filter(holds).length]));
const picture = (id) => `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 220"><rect width="320" height="220" fill="#d9e3e6"/>
<rect y="150" width="320" height="70" fill="#8b8d8a"/><rect x="20" y="30" width="120" height="120" fill="#93a4ab"/><rect x="180" y="60" width="80" height="90" fill="#a98b7a"/>
${id.startsWith("before") ? '<path d="M60 190l12-40 12 40zM130 190l12-40 12 40zM200 190l12-40 12 40z" fill="#e2632b"/>' : ""}</svg>`;
const byId = (id) => cases.find((one) => one.id === id);
function act(one, command, body) {
  one.version += 1;
  const to = { send_on: "dispatched", dispatch: "dispatched", hand_in: "checking", close: "closed", acknowledge: "handling", reopen: "handling" }[command];
  if (to) one.stage = to;
  if (command === "return_order") Object.assign(one, { stage: "registered", side: "returned", returns: one.returns + 1 });
  if (command === "close") one.ending = body.ending;
  if (["send_on", "dispatch"].includes(command)) Object.assign(one, { side: undefined, unit: body.unit, unit_name: unitNames[body.unit] });
  feeds.forEach((feed) => feed.write(`id: ${one.version}\ndata: ${JSON.stringify({ seq: one.version, room: "casework", id: one.id, version: one.version })}\n\n`));
  return { id: one.id, version: one.version, number: one.number };
}
const feeds = new Set();
let signed = true;
const table = [
  ["GET", /^session$/, () => (signed ? session() : null)],
  ["POST", /^session$/, () => ((signed = true), session())],
  ["DELETE", /^session$/, () => void (signed = false)],
  ["GET", /^about$/, () => ({ subdistrict: street, demo: true, version: "0.1.0", public_url: "", now: new Date().toISOString() })],
  ["GET", /^demo\/accounts$/, () => ({ items: people.map((one) => ({ login: one.login, password: "x", name: one.name, title: "", duty: one.posts[0].duty, unit_name: one.posts[0].unit_name })) })],
  ["GET", /^people$/, () => ({ items: people })],
  ["GET", /^roster$/, () => ({ units, grids: grids.map((one) => ({ code: one.code, name: one.name })), duty_now: { name: "王网格", deputy: "李联络" } })],
  ["GET", /^playbook$/, () => playbook],
  ["POST", /^playbook\/suggest$/, (_, b) => ({ classes: classes.slice(300, 302).map((one) => ({ code: one.code, name: one.name, score: 0.8, words: [] })), abstained: false,
    emergency: /着火|煤气味/.test(b.text) ? { group: "fire", title: "先打 119", numbers: ["119", "110"], words: "马上离开，到楼外再打电话。" } : undefined })],
  ["GET", /^today$/, () => ({ mine: cases.filter(views.mine), counts: counts(), late: cases.filter(views.late), duty_now: { name: "王网格", deputy: "李联络" } })],
  ["GET", /^cases$/, (_, __, q) => ({ items: cases.filter(views[q.get("view") ?? "mine"]).filter((one) => !q.get("grid") || one.grid === q.get("grid")), counts: counts(), head: 1 })],
  ["GET", /^cases\/similar$/, () => ({ items: fileOf(cases[0], zero, cases).similar })],
  ["GET", /^cases\/(\w+)$/, ([id]) => fileOf(byId(id), zero, cases)],
  ["GET", /^cases\/(\w+)\/clock$/, ([id]) => explain(byId(id))],
  ["POST", /^cases\/(\w+)\/contact$/, () => ({ name: "李某", phone: "13800000021" })],
  ["POST", /^cases\/(\w+)\/(\w+)$/, ([id, command], body) => act(byId(id), command, body)],
  ["POST", /^cases$/, () => ({ id: "c1", version: 1, number: cases[0].number })],
  ["POST", /^files$/, () => ({ id: "after-new", width: 480, height: 360, same: { photos: [], elsewhere: 0 } })],
  ["GET", /^cases\/(\w+)\/pictures$/, () => ({ pictures: [], may_publish: false })],
  ["GET", /^map$/, () => ({ ...layers, bounds, attribution })],
  ["GET", /^grid$/, () => ({ partition: { version: "1", adopted_at: new Date(zero).toISOString(), exact: true, to_be_confirmed: true, rules: settled }, grids,
    history: [{ version: "1", adopted_at: new Date(zero).toISOString(), by: "李联络" }] })],
  ["POST", /^grid\/check$/, (_, body) => prove(body.rules)],
  ["POST", /^grid\/what_if$/, () => ({ moves: [{ to: "G3", cases_open: 0, cases_total: 46, area_km2: 0.435 }], places_moved: 4 })],
  ["POST", /^grid\/adopt$/, () => ({ id: "g", version: 2 })],
  ["GET", /^grid\/locate$/, (_, __, q) => ({ grid: gridOf({ lat: Number(q.get("lat")), lon: Number(q.get("lon")) }), grid_name: "一格", inside: true, position: {} })],
  ["GET", /^places$/, (_, __, q) => ({ items: places.filter((one) => one.name.includes(q.get("q") ?? "")) })],
  ["GET", /^notices$/, (_, __, q) => ({ items: notices.filter((one) => one.way === q.get("way")) })],
  ["POST", /^notices\/(\w+)\/told$/, ([id]) => ({ id, version: 2 })],
  ["POST", /^superfluous$/, () => undefined],
  ["GET", /^superfluous$/, () => ({ items: [{ page: "desk", step: "send_on", count: 3 }] })],
];
const types = { ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml", ".json": "application/json" };
function file(response, path) {
  const full = normalize(join(here, "../dist", path.replace(/^\/desk/, "")));
  const found = existsSync(full) && extname(full) ? full : join(here, "../dist/index.html");
  response.writeHead(200, { "Content-Type": types[extname(found)] ?? "application/octet-stream" });
  createReadStream(found).pipe(response);
}
createServer(async (request, response) => {
  const url = new URL(request.url, "http://127.0.0.1");
  if (!url.pathname.startsWith("/api/v1/")) return file(response, url.pathname);
  const path = url.pathname.slice(8);
  if (path === "feed") {
    response.writeHead(200, { "Content-Type": "text/event-stream" }).write(": open\n\n");
    feeds.add(response);
    return request.on("close", () => feeds.delete(response));
  }
  if (path.startsWith("files/")) return response.writeHead(200, { "Content-Type": "image/svg+xml" }).end(picture(path.slice(6)));
  let text = "";
  for await (const part of request) text += part;
  const body = (request.headers["content-type"] ?? "").includes("json") && text ? JSON.parse(text) : {};
  for (const [method, shape, answer] of table) {
    const match = request.method === method && shape.exec(path);
    if (!match) continue;
    const value = answer(match.slice(1), body, url.searchParams);
    if (value === null) return response.writeHead(401, { "Content-Type": "application/problem+json" }).end('{"code":"people/signed-out","title":"","detail":""}');
    return response.writeHead(value === undefined ? 204 : 200, { "Content-Type": "application/json" }).end(value === undefined ? "" : JSON.stringify(value));
  }
  return response.writeHead(404, { "Content-Type": "application/problem+json" }).end('{"code":"mock/missing","title":"没有","detail":""}');
}).listen(Number(process.env.PORT ?? 8099), "127.0.0.1", () => console.log("mock at http://127.0.0.1:8099/desk/"));
