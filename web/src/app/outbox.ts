// What was written while nobody answered: kept on this device, sent once when the server is there again, in the order of
// writing and only as the person who wrote it. What the server then refuses stays here until its writer decides.
// Needs no secure context: IndexedDB, no service worker, no lock; the key makes twice the same as once.
import { computed, reactive, watch } from "vue";

import { freshKey, post, Refused, unreachable, upload } from "../api/client";
import type { Problem, Receipt } from "../api/types";
import { t } from "./i18n";
import { live } from "./live";
import { session } from "./session";
import { say } from "./toast";

export interface Written {
  path: string;
  body: Record<string, unknown>;
  label: string; // what it is, as a person would say it
  words: string; // its own words
  version?: number; // of the case as the writer saw it
  case?: string;
  key?: string;
}
export interface Kept extends Written {
  key: string;
  person: string;
  at: string;
  photos: Record<string, Blob>; // by the name that stands for each in the body
  uploaded: Record<string, string>; // those that the server has: their id
  again?: boolean; // its photos were sent a second time
  problem?: Problem;
}

const store = "kept";
let opening: Promise<IDBDatabase> | null = null;
function database(): Promise<IDBDatabase> {
  opening ??= new Promise((resolve, reject) => {
    const request = indexedDB.open("gezhi-desk", 1);
    request.onupgradeneeded = () => request.result.createObjectStore(store, { keyPath: "key" });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error("no storage"));
  });
  return opening;
}
async function within<T>(mode: IDBTransactionMode, work: (all: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const change = (await database()).transaction(store, mode);
  const request = work(change.objectStore(store));
  return new Promise((resolve, reject) => {
    change.oncomplete = () => resolve(request.result);
    change.onabort = change.onerror = () => reject(change.error ?? new Error("no storage"));
  });
}
/** A plain copy: what is reactive cannot be stored. */
const plain = (one: Kept): Kept => ({
  ...one, body: JSON.parse(JSON.stringify(one.body)) as Kept["body"], photos: { ...one.photos }, uploaded: { ...one.uploaded },
  ...(one.problem ? { problem: JSON.parse(JSON.stringify(one.problem)) as Problem } : {}),
});
const put = (one: Kept): Promise<unknown> => within("readwrite", (all) => all.put(plain(one)));

const state = reactive<{ items: Kept[] }>({ items: [] });
/** Of the person who is signed in, the oldest first. */
export const kept = computed(() => state.items.filter((one) => one.person === session.value?.person.id));
async function reload(): Promise<void> {
  const all = await within("readonly", (from) => from.getAll() as IDBRequest<Kept[]>).catch(() => [] as Kept[]);
  state.items = all.sort((one, other) => one.at.localeCompare(other.at));
}

// ---- photos and recordings that could not be sent when they were taken

const local = "local:";
const taken = new Map<string, Blob>();
export const isLocal = (id: string): boolean => id.startsWith(local);
/** Remembers the photo itself: under the server's id, or under a name of its own when it could not be sent. The server
 *  forgets after a day what no command named; then it is sent once more. */
export function keepPhoto(file: Blob, id = local + freshKey()): string {
  taken.set(id, file);
  return id;
}
const namesIn = (value: unknown): string[] =>
  typeof value === "string" ? (taken.has(value) ? [value] : [])
    : value && typeof value === "object" ? Object.values(value).flatMap(namesIn) : [];
function named(value: unknown, ids: Record<string, string>): unknown {
  if (typeof value === "string") return ids[value] ?? value;
  if (Array.isArray(value)) return value.map((one) => named(one, ids));
  if (value && typeof value === "object")
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, named(one, ids)]));
  return value;
}

// ---- sending

export const voices = "/files/voice";

async function deliver(one: Kept, stored: boolean): Promise<Receipt> {
  for (const [name, blob] of Object.entries(one.photos)) {
    if (one.uploaded[name]) continue;
    one.uploaded[name] = (await upload<{ id: string }>(/^(audio|video)\//.test(blob.type) ? voices : "/files", blob)).id;
    if (stored) await put(one);
  }
  return post<Receipt>(one.path, named(one.body, one.uploaded), { key: one.key, version: one.version, person: one.person });
}
/** Nobody answered, or somebody who asks to come later: to be tried again. */
const waits = (problem: Problem): boolean =>
  problem.code === unreachable || [401, 429].includes(problem.status ?? 0) || (problem.status ?? 0) >= 500;

/** Sends now; keeps it when nobody answers, and then gives nothing. Other refusals are thrown. */
export async function sendOrKeep(written: Written): Promise<Receipt | undefined> {
  const photos = Object.fromEntries(namesIn(written.body).map((name) => [name, taken.get(name)!]));
  const uploaded = Object.fromEntries(Object.keys(photos).filter((name) => !isLocal(name)).map((name) => [name, name]));
  const one: Kept = {
    ...written, key: written.key ?? freshKey(), person: session.value?.person.id ?? "", at: new Date().toISOString(), photos, uploaded,
  };
  try {
    const receipt = await deliver(one, false);
    Object.keys(photos).forEach((name) => taken.delete(name));
    return receipt;
  } catch (error) {
    if (!(error instanceof Refused) || error.code !== unreachable) throw error;
    try {
      await put(one);
    } catch {
      throw error; // nothing is kept, and that is said
    }
    await reload();
    say(t("outbox.kept", { label: one.label }));
    return undefined;
  }
}

export async function drop(key: string): Promise<void> {
  await within("readwrite", (all) => all.delete(key));
  await reload();
}
/** As it was written, for the case as it is now. */
export async function sendAnyway(one: Kept, version: number | undefined): Promise<void> {
  await put({ ...one, key: freshKey(), version, problem: undefined }); // first: what ends between the two is there twice, never lost
  await drop(one.key);
  await sendKept();
}

/** False: later. */
async function sendOne(next: Kept): Promise<boolean> {
  try {
    const receipt = await deliver(next, true);
    // What was written after it on the same view of the case goes on from there.
    for (const later of kept.value.filter((other) => other.key !== next.key && other.case === next.case && other.version === next.version))
      if (later.case) await put({ ...later, version: receipt.version });
    await drop(next.key);
    say(t("outbox.sent", { label: next.label }));
    return true;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    if (waits(error.problem)) return false;
    if (["casework/photo-unknown", "casework/voice-unknown"].includes(error.code) && !next.again) {
      await put({ ...next, key: freshKey(), uploaded: {}, again: true });
      await drop(next.key);
      return true;
    }
    await put({ ...next, problem: error.problem });
    await reload();
    return true;
  }
}
let sending = false;
export async function sendKept(): Promise<void> {
  if (sending || !session.value) return;
  sending = true;
  try {
    await reload();
    for (let next = waiting(); next; next = waiting()) if (!(await sendOne({ ...next }))) return;
  } finally {
    sending = false;
  }
}
/** The oldest that may go; nothing overtakes a refused one of its case. */
const waiting = (): Kept | undefined => kept.value.find((next) => !next.problem &&
  !kept.value.some((other) => other.problem && other.case && other.case === next.case && other.at < next.at));

export function startOutbox(): void {
  const go = (): void => void sendKept();
  watch(() => session.value?.person.id, (person) => { if (person) go(); }, { immediate: true });
  watch(live, (now) => { if (now) go(); });
  window.addEventListener("online", go);
  window.setInterval(() => { if (kept.value.some((next) => !next.problem)) go(); }, 15_000);
}
