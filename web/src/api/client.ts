// The one door to the server: cookie session, refusals as values of one class, keys against double sending.
// Promises that an answer is either the asked type or a thrown Refused; never retries a command by itself, and a
// question only while the server is still reading its cases.
import type { Problem } from "./types";

export class Refused extends Error {
  constructor(readonly problem: Problem) {
    super(problem.title);
  }
  get code(): string {
    return this.problem.code;
  }
}

/** Nobody answered: the program must say that nothing was stored. */
export const unreachable = "app/unreachable";

const base = "/api/v1";

export function freshKey(): string {
  const bytes = new Uint8Array(16);
  crypto.getRandomValues(bytes);
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

let language = "zh-CN";
export function speak(locale: string): void {
  language = locale;
}

let whenSignedOut: () => void = () => undefined;
export function onSignedOut(call: () => void): void {
  whenSignedOut = call;
}

async function problemOf(response: Response): Promise<Problem> {
  const fallback = { code: `app/status-${response.status}`, title: "", detail: "", status: response.status };
  try {
    return { ...fallback, ...((await response.json()) as Partial<Problem>) };
  } catch {
    return fallback;
  }
}

interface Options {
  body?: unknown;
  raw?: BodyInit;
  type?: string;
  key?: string;
  version?: number | undefined;
  person?: string; // who wrote it, when it is sent later
  quiet?: boolean;
}

async function ask<T>(method: string, path: string, options: Options = {}): Promise<T> {
  const headers: Record<string, string> = { Accept: "application/json", "Accept-Language": language };
  if (method !== "GET") headers["X-Gezhi"] = "1";
  if (options.key) headers["Idempotency-Key"] = options.key;
  if (options.version !== undefined) headers["If-Match"] = String(options.version);
  if (options.person) headers["X-Gezhi-Person"] = options.person;
  let body: BodyInit | undefined = options.raw;
  if (options.body !== undefined) {
    headers["Content-Type"] = "application/json";
    body = JSON.stringify(options.body);
  } else if (options.type) headers["Content-Type"] = options.type;
  let response: Response;
  try {
    response = await fetch(base + path, { method, headers, body: body ?? null, credentials: "same-origin" });
  } catch {
    throw new Refused({ code: unreachable, title: "", detail: "" });
  }
  if (response.status === 401 && !options.quiet) whenSignedOut();
  if (!response.ok) throw new Refused(await problemOf(response));
  if (response.status === 204) return undefined as T;
  const text = await response.text();
  return (text ? JSON.parse(text) : undefined) as T;
}

const loading = "casework/board-loading"; // a large street, just started
const lookAgainMs = 2000;
const looksMax = 10;

export async function get<T>(path: string, quiet = false): Promise<T> {
  for (let look = 1; ; ++look) {
    try {
      return await ask<T>("GET", path, { quiet });
    } catch (refused) {
      if (!(refused instanceof Refused) || refused.code !== loading || look === looksMax) throw refused;
      await new Promise((done) => setTimeout(done, lookAgainMs));
    }
  }
}
export const post = <T>(path: string, body: unknown, options: Options = {}): Promise<T> =>
  ask<T>("POST", path, { ...options, body, key: options.key ?? freshKey() });
export const remove = <T>(path: string): Promise<T> => ask<T>("DELETE", path);
export const upload = <T>(path: string, file: Blob): Promise<T> =>
  ask<T>("POST", path, { raw: file, type: file.type || "application/octet-stream", key: freshKey() });

export function query(values: Record<string, string | number | undefined>): string {
  const pairs = Object.entries(values).filter((pair) => pair[1] !== undefined && pair[1] !== "");
  const search = new URLSearchParams(pairs.map(([name, value]) => [name, String(value)]));
  const text = search.toString();
  return text ? `?${text}` : "";
}

export const fileUrl = (id: string): string => `${base}/files/${encodeURIComponent(id)}`;
export const thumbUrl = (id: string): string => `${fileUrl(id)}/thumb`;
export const apiUrl = (path: string): string => base + path;
