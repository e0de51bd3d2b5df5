// The steps of a case as the desk offers them: which key, which fields, how to take one back. The server says
// which are allowed and why not; this file never decides that.
import { get, post } from "../api/client";
import type { Action, Case, CaseFile, Playbook, Receipt } from "../api/types";
import { t } from "./i18n";
import { sendOrKeep } from "./outbox";

export const stepKeys: Record<string, string> = {
  send_on: "D", dispatch: "D", return_order: "R", hand_in: "H", join: "M", close: "F", note: "N",
  verify: "Y", accept: "A", decline: "V", register: "G", check: "K", acknowledge: "A", reopen: "O", say: "T", refer: "L",
};
// Order in the panel: what moves the case first, then words, then rare steps.
const order = [
  "send_on", "verify", "accept", "register", "dispatch", "approve", "refuse_request", "acknowledge", "hand_in", "check",
  "close", "return_order", "review_appeal", "appeal", "ask_extension", "ask_suspension", "recall", "supervise",
  "split", "reopen_child", "object",
  "join", "leave", "decline", "refer", "hold", "resume", "reopen", "say", "note", "set_visibility",
];
export const ordered = (actions: Action[]): Action[] =>
  [...actions].sort((one, other) => order.indexOf(one.command) - order.indexOf(other.command));

export const primaryOf = (file: CaseFile): Action | undefined =>
  file.actions.find((action) => action.primary && action.allowed);
export const actionOf = (file: CaseFile, ...commands: string[]): Action | undefined =>
  commands.map((command) => file.actions.find((action) => action.command === command && action.allowed)).find(Boolean) ??
  commands.map((command) => file.actions.find((action) => action.command === command)).find(Boolean);

export type StepBody = Record<string, unknown>;

/** What the suggestion already fills in, so that one key is enough when it is right. */
export function proposed(file: CaseFile, command: string): StepBody {
  const suggestion = file.suggestion;
  switch (command) {
    case "send_on":
      return {
        class_code: file.class_code ?? suggestion?.class_code,
        condition: suggestion?.condition,
        unit: suggestion?.unit,
      };
    case "register":
      return { class_code: file.class_code ?? suggestion?.class_code, condition: suggestion?.condition };
    case "dispatch":
      return { unit: suggestion?.unit };
    case "join":
      return { lead: file.similar[0]?.id };
    default:
      return {};
  }
}

export function complete(action: Action, body: StepBody): boolean {
  return action.needs.every((field) => {
    const value = body[field];
    return Array.isArray(value) ? value.length > 0 : value !== undefined && value !== "" && value !== null;
  });
}

/** Words stand beside whatever happened meanwhile; every other step is meant for the case as it was seen. */
const anyVersion = ["note", "say"];
/** Nothing comes back when nobody answered and the step is kept for later. */
export const perform = (one: Pick<Case, "id" | "version" | "number">, command: string, body: StepBody, key?: string): Promise<Receipt | undefined> =>
  sendOrKeep({
    path: `/cases/${one.id}/${command}`, body, version: anyVersion.includes(command) ? undefined : one.version, case: one.id, ...(key ? { key } : {}),
    label: t("outbox.step", { step: t(`step.${command}.verb`), number: one.number }), words: typeof body.text === "string" ? body.text : "",
  });

/** The compensating command, where there is one: a visibility is set back; an ending is reopened where the street's
 *  own list has a reason for a mistake, so that no untrue reason enters the record. */
export function undoOf(before: CaseFile, command: string, book: Playbook | null): (() => Promise<void>) | null {
  const mistake = book?.reasons.reopen?.find((reason) => reason.id === "closed_by_mistake");
  if (command === "close" && mistake)
    return async () => {
      await post(`/cases/${before.id}/reopen`, { reason: mistake.id });
    };
  if (command === "set_visibility")
    return async () => {
      await post(`/cases/${before.id}/set_visibility`, { visibility: before.visibility, reason: "taken_back" });
    };
  return null;
}

export const loadCase = (id: string): Promise<CaseFile> => get<CaseFile>(`/cases/${id}`);
