// Every key the application asks for exists, both languages have the same keys with the same parameters, and no key
// stands unused. Keys put together at run time are matched by their fixed beginning.
import { readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "src");
const read = (name) => JSON.parse(readFileSync(join(root, "locale", name), "utf8"));
const [zh, en] = [read("zh-CN.json"), read("en.json")];
const faults = [];
const parameters = (text) => [...text.matchAll(/\{(\w+)\}/g)].map((found) => found[1]).sort().join();
for (const key of new Set([...Object.keys(zh), ...Object.keys(en)])) {
  if (!(key in zh)) faults.push(`zh-CN.json has no ${key}`);
  else if (!(key in en)) faults.push(`en.json has no ${key}`);
  else if (parameters(zh[key]) !== parameters(en[key])) faults.push(`other parameters in ${key}`);
}
function* files(folder) {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) yield* files(path);
    else if (/\.(vue|ts)$/.test(name)) yield path;
  }
}
const fixed = new Set();
const begun = new Set();
// words.ts writes for both; the grammar of the street's rules, and a language's own name, are the same in both.
const theirs = ["words.ts", "RulesBlock.vue", "SettingsPage.vue"];
const chinese = /[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]/;
for (const path of files(root)) {
  const text = readFileSync(path, "utf8");
  if (!theirs.some((name) => path.endsWith(name))) // what is written in the code itself is shown in both languages
    for (const [at, line] of text.split("\n").entries())
      if (chinese.test(line.replace(/\/\/.*|\/\*.*?\*\/|\.replace\(\/.*?\/, |<!--.*?-->/g, "")) && !/^\s*\*/.test(line))
        faults.push(`Chinese in the code: ${path.slice(root.length + 1)}:${at + 1}`);
  for (const [, key] of text.matchAll(/\bt\(\s*\n?\s*["']([\w.-]+)["']/g)) fixed.add(key);
  for (const [, key] of text.matchAll(/\?\s*["']([a-z_]+\.[\w.-]+)["']/g)) fixed.add(key);
  for (const [, key] of text.matchAll(/:\s*["']([a-z_]+\.[\w.-]+)["']/g)) fixed.add(key);
  for (const [, key] of text.matchAll(/[`"]([a-z_]+\.(?:\w+\.)*\w*)\$\{/g)) begun.add(key);
  for (const [, key] of text.matchAll(/\bword\(\s*["']([\w.]+)["']/g)) begun.add(`${key}.`);
}
const known = Object.keys(zh);
for (const key of fixed)
  if (!(key in zh) && /^(app|page|room|duty|sign_in|settings|superfluous|toast|refusal|missing|clock|limit|explain|case|queue|panel|similar|step|field|event|timeline|talk|reporter|evidence|photo|map|keys|today|new|grid|places|people|search|board)\./.test(key))
    faults.push(`no sentence for ${key}`);
for (const start of begun) if (!known.some((key) => key.startsWith(start))) faults.push(`no sentence begins with ${start}`);
for (const key of known)
  if (!fixed.has(key) && ![...begun].some((start) => key.startsWith(start))) faults.push(`nobody says ${key}`);
if (faults.length) {
  console.error(faults.join("\n"));
  process.exit(1);
}
console.log(`${known.length} sentences in two languages`);
