// What one person has typed and not sent yet, kept in this browser until it is sent, dropped or the person signs out.
// Never who reported: names and numbers of other people do not wait on a device.
import { session } from "./session";

const mark = "gezhi.draft.";
const place = (name: string): string => `${mark}${session.value?.person.id ?? ""}.${name}`;

export function draft<T extends object>(name: string): Partial<T> {
  try {
    return JSON.parse(localStorage.getItem(place(name)) ?? "{}") as Partial<T>;
  } catch {
    return {};
  }
}
export function keepDraft(name: string, value: Record<string, unknown>): void {
  const said = Object.fromEntries(Object.entries(value).filter((pair) => pair[1] !== undefined && pair[1] !== "" && pair[1] !== null));
  try {
    if (Object.keys(said).length) localStorage.setItem(place(name), JSON.stringify(said));
    else localStorage.removeItem(place(name));
  } catch {
    // a private window or a full disk: it lives as long as the page
  }
}
export const dropDraft = (name: string): void => keepDraft(name, {});
export function dropDrafts(): void {
  for (const key of Object.keys(localStorage)) if (key.startsWith(mark)) localStorage.removeItem(key);
}
