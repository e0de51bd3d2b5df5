// docs/burden.md against the forms: every input of the public templates and of the staff pages has its row with all seven
// answers, and every row its input.   usage: node tests/tidy/burden.mjs [ROOT]
import { readdirSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = process.argv[2] ?? join(dirname(fileURLToPath(import.meta.url)), "../..");
const read = (path) => readFileSync(join(root, path), "utf8");
const faults = [];

// ---- what is asked
const asked = new Map(); // _carried.tpl passes on what other forms have asked
const ask = (form, field, path) => asked.set(`${form} ${field}`, path);
for (const name of readdirSync(join(root, "src/pages/templates")).filter((one) => one.endsWith(".tpl")))
  for (const [tag] of read(`src/pages/templates/${name}`).matchAll(/<(?:input|textarea|select|button)\b[^>]*>/g)) {
    const field = /\bname="([a-z_]+)"/.exec(tag)?.[1];
    if (field) ask(basename(name, ".tpl"), field, name);
    else if (!tag.startsWith("<button") && name !== "_carried.tpl") faults.push(`${name}: an input without a name: ${tag}`);
  }

function* pages(folder) {
  for (const name of readdirSync(join(root, folder))) {
    const path = join(folder, name);
    if (statSync(join(root, path)).isDirectory()) yield* pages(path);
    else if (name.endsWith(".vue")) yield path;
  }
}
const own = new Set(["PickList", "VoicePicker"]); // a part of other forms: its field is theirs
/** A tag from its name to its closing `>`, with quoted values in which `>` may stand. */
const tags = (text, names) => [...text.matchAll(new RegExp(`<(?:${names})\\b(?:[^>"']|"[^"]*"|'[^']*')*>`, "g"))].map(([tag]) => tag);
const alias = { "draft[kind]": "talk", "body[choiceField]": "choice", wanted: "search", searching: "search", label: "token_label",
  chosen: "settlement", confirmLater: "confirm_later" };
function fieldOf(tag) {
  const model = /(?:v-model|:model-value)="\(?([\w.[\]]+)/.exec(tag)?.[1];
  if (model) return alias[model] ?? model.split(".").pop();
  if (tag.startsWith("<VoicePicker")) return "voice";
  if (tag.startsWith("<PhotoPicker")) return "photos";
  if (/type="file"/.test(tag)) return /accept="(image|audio)/.test(tag) ? "photos" : "file";
  return /\bname="([a-z_]+)"/.exec(tag)?.[1];
}
for (const path of pages("web/src")) {
  const form = basename(path, ".vue");
  if (own.has(form)) continue;
  for (const tag of tags(read(path), "input|textarea|select|ElSelect|PickList|PhotoPicker|VoicePicker|SettleBlock")) {
    if (tag.startsWith("<SettleBlock")) continue; // asks inside itself
    const field = fieldOf(tag);
    if (field) ask(form, field, path);
    else faults.push(`${path}: what does this ask? Give it a name: ${tag.slice(0, 90)}`);
  }
  if (/post\([^)]*,\s*\{\s*purpose\b/.test(read(path))) ask(form, "purpose", path); // asked by buttons
}

// ---- what is answered
const ends = new Set(["page", "device", "case", "contact", "office", "street"]);
const answered = new Set();
for (const line of read("docs/burden.md").split("\n")) {
  const cells = line.split("|").slice(1, -1).map((one) => one.trim());
  if (cells.length !== 7 || cells[0] === "form" || /^-+$/.test(cells[0])) continue;
  const name = `${cells[0]} ${cells[1]}`;
  if (answered.has(name)) faults.push(`docs/burden.md has ${name} twice`);
  answered.add(name);
  if (cells.some((one) => one === "")) faults.push(`docs/burden.md leaves a question of ${name} open`);
  if (!ends.has(cells[6])) faults.push(`docs/burden.md: ${name} is deleted when? “${cells[6]}”`);
}
for (const [name, path] of asked) if (!answered.has(name)) faults.push(`${path} asks “${name}”, docs/burden.md does not say why`);
for (const name of answered) if (!asked.has(name)) faults.push(`docs/burden.md explains “${name}”, which no form asks`);
if (asked.size < 60) faults.push(`only ${asked.size} fields were seen`);

if (faults.length) {
  console.error(faults.join("\n"));
  process.exit(1);
}
console.log(`${asked.size} fields, each with its reason`);
