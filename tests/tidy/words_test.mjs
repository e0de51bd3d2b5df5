// Runs the check of the words over the tree, and over trees in which one word each is wrong.
import { strict as assert } from "node:assert";
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "../..");
function check(folder) {
  const ran = spawnSync(process.execPath, [join(root, "tests/tidy/words.mjs"), folder], { encoding: "utf8" });
  return { ok: ran.status === 0, text: ran.stdout + ran.stderr };
}
function changed(path, change) {
  const folder = mkdtempSync(join(tmpdir(), "gezhi-words-"));
  try {
    symlinkSync(join(root, "src"), join(folder, "src"));
    for (const part of ["locale", "playbook"]) cpSync(join(root, part), join(folder, part), { recursive: true });
    const value = JSON.parse(readFileSync(join(folder, path), "utf8"));
    change(value);
    writeFileSync(join(folder, path), JSON.stringify(value));
    return check(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

test("every sentence and every playbook text stands in two languages", () => {
  const { ok, text } = check(root);
  assert.ok(ok, text);
});

const wrongs = {
  "a key without English": ["locale/en.json", (all) => delete all["page.report.send"], /en\.json has no page\.report\.send/],
  "a slot under another name": ["locale/en.json", (all) => (all["page.report.in_grid"] = "in {place}"), /other slots in page\.report\.in_grid/],
  "a sentence nobody says": ["locale/zh-CN.json", (all) => (all["page.report.nowhere"] = "无人"), /page\.report\.nowhere/],
  "Chinese under an English name": ["locale/en.json", (all) => (all["page.report.send"] = "发出"), /Chinese in the English of page\.report\.send/],
  "a playbook text in one language": ["playbook/endings.json", (all) => {
    const first = Object.values(all).find(Array.isArray)[0];
    first.text_en = "";
  }, /playbook\/endings\.json.* is empty/],
};
for (const [name, [path, change, said]] of Object.entries(wrongs))
  test(`${name} is found`, () => {
    const { ok, text } = changed(path, change);
    assert.ok(!ok && said.test(text), text);
  });

test("a sentence that a template says and nobody wrote is found", () => {
  let text = "";
  for (const language of ["zh-CN", "en"]) text = changed(`locale/${language}.json`, (all) => delete all["page.report.send"]).text;
  assert.match(text, /page\.report\.send/);
});
