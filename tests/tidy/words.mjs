// English is as complete as Chinese: the sentences of server and public pages (locale/), and the two languages of every
// playbook value. Each key exists in both with the same slots, is said somewhere, and is not Chinese under an English name;
// each key that is said exists. Keys put together at run time are matched by their fixed beginning.
// usage: node tests/tidy/words.mjs [ROOT]    (another root: to show that it fails)
import { readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = process.argv[2] ?? join(dirname(fileURLToPath(import.meta.url)), "../..");
const faults = [];
const read = (path) => readFileSync(join(root, path), "utf8");
const json = (path) => JSON.parse(read(path));
const [zh, en] = [json("locale/zh-CN.json"), json("locale/en.json")];
const slots = (text) => [...new Set([...text.matchAll(/\{(\w+)\}/g)].map((found) => found[1]))].sort().join();
const han = /[\u3400-\u9fff]/;
const quoted = ["中文", "或"]; // a language is named in itself; the rules of grids are written in Chinese
const strange = (text) => han.test(quoted.reduce((rest, one) => rest.split(one).join(""), text));

for (const key of new Set([...Object.keys(zh), ...Object.keys(en)])) {
  if (!(key in zh)) faults.push(`locale/zh-CN.json has no ${key}`);
  else if (!(key in en)) faults.push(`locale/en.json has no ${key}`);
  else if (slots(zh[key]) !== slots(en[key])) faults.push(`other slots in ${key}: {${slots(zh[key])}} and {${slots(en[key])}}`);
  else if (!zh[key].trim() !== !en[key].trim()) faults.push(`${key} is empty in one language`);
  if (strange(en[key] ?? "")) faults.push(`Chinese in the English of ${key}: ${en[key]}`);
}

// ---- said somewhere, and what is said exists
function* files(folder, wanted) {
  for (const name of readdirSync(join(root, folder))) {
    const path = join(folder, name);
    if (statSync(join(root, path)).isDirectory()) yield* files(path, wanted);
    else if (wanted.test(name) && !/_test\.|_for_test|samples/.test(name)) yield path;
  }
}
const begun = new Set();
const said = new Set();
const codes = new Set();
for (const path of files("src", /\.(cpp|hpp|tpl)$/)) {
  const text = read(path);
  for (const [, key] of text.matchAll(/\[\[([a-z_]+\.[\w.-]+)\]\]/g)) said.add(key);
  for (const [, literal] of text.matchAll(/"([a-z_]+(?:[./-][\w./-]*)?)"/g)) {
    if (/^[a-z_]+\/[\w-]+$/.test(literal)) codes.add(literal);
    (/[._]$/.test(literal) ? begun : said).add(literal);
  }
}
const tails = new Set(["title", "detail"]);
const words = (key) => key.split(".");
// `problem.` + code + `.title`, `fault.` + code, `warning.` + code: each for a code that the source names.
function ofCode(key) {
  const parts = /^(problem|fault|warning|label|word)\.([\w-]+\/[\w-]+)(?:\.(\w+))?$/.exec(key);
  return parts !== null && codes.has(parts[2]) && (parts[3] === undefined || tails.has(parts[3]) || parts[3] === "way_out");
}
const byCode = new Set(["problem.", "fault.", "warning."]);
const known = new Set(Object.keys(zh));
for (const key of known) {
  const put = [...begun].some((start) => key.startsWith(start) && start.includes(".") && !byCode.has(start));
  const together = [...said].some((one) => key.startsWith(`${one}_`) && one.startsWith("page.")); // "page.message.x" + "_title"
  if (!said.has(key) && !ofCode(key) && !put && !together) faults.push(`nobody says ${key}`);
}
const families = new Set([...known].filter((key) => words(key)[0] === "page").map((key) => words(key).slice(0, 2).join(".")));
for (const key of said) {
  if (!/^page\.[a-z_]+\.[\w.]*\w$/.test(key) || !families.has(words(key).slice(0, 2).join("."))) continue;
  if (!known.has(key) && ![...known].some((one) => one.startsWith(`${key}_`) || one.startsWith(`${key}.`))) faults.push(`no sentence for ${key}`);
}

// ---- the playbook: a value in Chinese has its twin in English
let pairs = 0;
function both(value, where) {
  if (Array.isArray(value)) return value.forEach((one, i) => both(one, `${where}/${one?.id ?? one?.code ?? i}`));
  if (value === null || typeof value !== "object") return;
  for (const [name, text] of Object.entries(value)) {
    const twin = name.endsWith("_zh") ? name.replace(/_zh$/, "_en") : name.endsWith("_en") ? name.replace(/_en$/, "_zh") : "";
    if (!twin) { both(text, `${where}/${name}`); continue; }
    pairs += 1;
    if (typeof text !== "string" || typeof value[twin] !== "string") faults.push(`${where}: ${name} without ${twin}`);
    else if (!text.trim() !== !value[twin].trim()) faults.push(`${where}: ${name} or ${twin} is empty`);
    else if (name.endsWith("_en") && strange(text)) faults.push(`${where}: Chinese in ${name}: ${text}`);
    else if (slots(text) !== slots(value[twin])) faults.push(`${where}: other slots in ${name}`);
  }
}
for (const path of files("playbook", /\.json$/)) both(json(path), path);
if (pairs < 1000) faults.push(`only ${pairs} playbook texts were seen`);

if (faults.length) {
  console.error(faults.join("\n"));
  process.exit(1);
}
console.log(`${known.size} sentences and ${pairs} playbook texts in two languages`);
