// The street's own words and lists (classes, units, reasons), asked once and kept.
import { shallowRef, watch } from "vue";

import { get } from "../api/client";
import type { Playbook, Roster } from "../api/types";
import { preferences } from "./preferences";

export const playbook = shallowRef<Playbook | null>(null);
export const roster = shallowRef<Roster | null>(null);

export async function loadPlaybook(): Promise<void> {
  if (!playbook.value) playbook.value = await get<Playbook>("/playbook");
}
export async function loadRoster(again = false): Promise<void> {
  if (again || !roster.value) roster.value = await get<Roster>("/roster");
}
export function forgetLists(): void {
  playbook.value = null;
  roster.value = null;
}

// The book is worded in one language: another language asks again, what is shown stays until it is there.
watch(() => preferences.language, async () => {
  if (playbook.value) playbook.value = await get<Playbook>("/playbook").catch(() => playbook.value);
});

export const classOf = (code: string | undefined) => playbook.value?.classes.find((one) => one.code === code);
export const unitName = (id: string | undefined): string =>
  roster.value?.units.find((unit) => unit.id === id)?.name ??
  playbook.value?.units.find((unit) => unit.id === id)?.name ?? id ?? "";
export const gridName = (code: string | undefined): string =>
  roster.value?.grids.find((grid) => grid.code === code)?.name ?? code ?? "";
