// Who is signed in, with which posts. One reactive value; pages only read it.
import { computed, reactive } from "vue";

import { get, post, Refused, remove } from "../api/client";
import type { About, Duty, Session } from "../api/types";

const state = reactive<{ session: Session | null; about: About | null; asked: boolean; skewMs: number }>({
  session: null,
  about: null,
  asked: false,
  skewMs: 0,
});

export const session = computed(() => state.session);
export const about = computed(() => state.about);

function hold(value: Session): void {
  state.session = value;
  state.skewMs = new Date(value.now).getTime() - Date.now();
}

export async function loadSession(again = false): Promise<Session | null> {
  if (state.asked && !again) return state.session;
  try {
    hold(await get<Session>("/session", true));
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    state.session = null;
  }
  state.asked = true;
  return state.session;
}

export async function loadAbout(): Promise<void> {
  if (!state.about) state.about = await get<About>("/about", true);
}

export async function signIn(login: string, password: string, code?: string): Promise<void> {
  hold(await post<Session>("/session", { login, password, code: code || undefined }, { quiet: true }));
  state.asked = true;
}

export async function signOut(): Promise<void> {
  await remove("/session");
  forgetSession();
}

export function forgetSession(): void {
  state.session = null;
}

export const holds = (...duties: Duty[]): boolean =>
  duties.some((duty) => state.session?.duties.includes(duty) ?? false);

/** The server's clock: the reader's own may be wrong. */
export const now = (): Date => new Date(Date.now() + state.skewMs);
