// Runs the check of the forms over the tree, and over lists in which one row is wrong.
import { strict as assert } from "node:assert";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "../..");
function check(folder) {
  const ran = spawnSync(process.execPath, [join(root, "tests/tidy/burden.mjs"), folder], { encoding: "utf8" });
  return { ok: ran.status === 0, text: ran.stdout + ran.stderr };
}
function listed(change) {
  const folder = mkdtempSync(join(tmpdir(), "gezhi-burden-"));
  try {
    for (const part of ["docs", "web"]) mkdirSync(join(folder, part));
    symlinkSync(join(root, "src"), join(folder, "src"));
    symlinkSync(join(root, "web/src"), join(folder, "web/src"));
    writeFileSync(join(folder, "docs/burden.md"), change(readFileSync(join(root, "docs/burden.md"), "utf8")));
    return check(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

test("each field of each form says why it is asked", () => {
  const { ok, text } = check(root);
  assert.ok(ok, text);
});

const wrongs = {
  "a field without a row": [(list) => list.replace(/\n\| report \| phone .*/, ""), /asks “report phone”/],
  "a row without a field": [(list) => `${list}| report | id_card | resident | none | own | no | case |\n`, /“report id_card”, which no form asks/],
  "an open question": [(list) => list.replace("| NewCasePage | phone | caller | how to answer; optional |", "| NewCasePage | phone | caller | |"), /a question of NewCasePage phone open/],
  "no word on its end": [(list) => list.replace(/(\| report \| door .*\| )contact \|/, "$1someday |"), /report door is deleted when/],
};
for (const [name, [change, said]] of Object.entries(wrongs))
  test(`${name} is found`, () => {
    const { ok, text } = listed(change);
    assert.ok(!ok && said.test(text), text);
  });
