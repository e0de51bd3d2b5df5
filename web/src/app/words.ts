// Numbers, times and codes as people read them. Codes come from the server; a code without a sentence is
// shown as it stands rather than hidden.
import type { Case, Clock } from "../api/types";
import { has, i18n, t } from "./i18n";
import { now } from "./session";

export const word = (prefix: string, code: string | undefined): string => {
  if (!code) return "";
  const key = `${prefix}.${code.replace(/_$/, "")}`;
  return has(key) ? t(key) : code;
};

const shanghai = (at: Date | string): Date => {
  // Shown in the street's own time (+08:00) wherever the reader is.
  const date = typeof at === "string" ? new Date(at) : at;
  return new Date(date.getTime() + 8 * 3600_000);
};
const two = (value: number): string => String(value).padStart(2, "0");
export const clockTime = (at: Date | string): string => {
  const d = shanghai(at);
  return `${two(d.getUTCHours())}:${two(d.getUTCMinutes())}`;
};
const dayOf = (at: Date | string): string => shanghai(at).toISOString().slice(0, 10);
export const isToday = (at: string): boolean => dayOf(at) === dayOf(now());
export const day = (at: Date | string): string => {
  const text = dayOf(at);
  return text.slice(0, 4) === dayOf(now()).slice(0, 4) ? text.slice(5) : text;
};
export const moment = (at: string): string => (isToday(at) ? clockTime(at) : `${day(at)} ${clockTime(at)}`);
/** With the year: for records that are read long afterwards. */
export const dayTime = (at: Date | string): string => `${shanghai(at).toISOString().slice(0, 10)} ${clockTime(at)}`;
export const weekday = (at: Date | string): string => t(`app.weekday.${shanghai(at).getUTCDay()}`);

export const number = (value: number): string => String(value).replace(/\B(?=(\d{3})+(?!\d))/g, "\u2009");
export const area = (value: number): string => value.toFixed(3);
export const percent = (value: number): string => `${(value * 100).toFixed(1)}%`;

const amount = (days: number, hours: number, minutes: number): string => {
  if (days > 0) return hours > 0 ? t("clock.days_hours", { days, hours }) : t("clock.days", { days });
  if (hours > 0) return minutes > 0 ? t("clock.hours_minutes", { hours, minutes }) : t("clock.hours", { hours });
  return t("clock.minutes", { minutes });
};
export function clockWord(clock: Clock): string {
  const left = clock.remaining;
  const text = left ? amount(left.days, left.hours, left.minutes) : "";
  switch (clock.state) {
    case "late":
      return t("clock.over", { text });
    case "paused":
      return t("clock.paused");
    case "met":
      return left && !left.late && text ? t("clock.early", { text }) : t("clock.on_time");
    case "not_started":
      return t("clock.not_started");
    default:
      return t("clock.left", { text });
  }
}
export const minutesText = (minutes: number): string => `${Math.floor(minutes / 60)}:${two(Math.round(minutes % 60))}`;

/** W4 → 4 工作时, as in the explanation of a clock. */
export function limitText(limit: string | undefined): string {
  const parts = /^(U|W|D|C|UD|N|ND)(\d+(?:\.\d+)?)(m?)(!?)$/.exec(limit ?? "");
  if (!parts) return limit ?? "";
  return parts[3] ? t("limit.minutes", { amount: parts[2], unit: t(`limit.${parts[1]}`) })
    : t("limit.amount", { amount: parts[2], unit: t(`limit.${parts[1]}`) });
}

const colours: Record<string, string> = {
  running: "green", half: "ochre", soon: "orange", late: "brick", paused: "slate", met: "green", not_started: "ink3",
};
export const clockColour = (clock: Clock | undefined): string => (clock ? (colours[clock.state] ?? "ink3") : "ink3");

const english = (): boolean => i18n.global.locale.value === "en";
/** Words one after the other: 甲、乙; in English: a, b. */
export const series = (words: readonly (string | number)[]): string => words.join(english() ? ", " : "、");
/** Parts of one sentence, what is empty left out: 甲，乙; in English: a, b. */
export const clauses = (parts: readonly (string | number | boolean | undefined)[]): string => parts.filter(Boolean).join(english() ? ", " : "，");

/** The state as words, for those who do not see the signs. */
export const spoken = (one: Case): string =>
  clauses([one.side ? word("case.side", one.side) : "", stageWord(one), one.clock ? clockWord(one.clock) : ""]);

export const stageWord = (one: Pick<Case, "stage" | "ending" | "joined_to">): string => {
  if (one.stage === "closed" && one.ending) return word("case.ending", one.ending);
  return word("case.stage", one.stage);
};
export const place = (one: Case): string => one.place_text || t("case.place_unknown");
