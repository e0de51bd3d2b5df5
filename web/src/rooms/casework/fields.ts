// Which fields a step has; which of them are required is the server's word (`needs`).
export interface Field {
  name: string;
}
const table: Record<string, string[]> = {
  send_on: ["class_code", "condition", "unit", "note"],
  decline: ["reason", "path", "text"],
  register: ["class_code", "condition"],
  dispatch: ["unit"],
  return_order: ["reason", "proposed_unit", "text"],
  hand_in: ["text", "photos"],
  check: ["passed", "text"],
  close: ["ending", "condition", "text"],
  reopen: ["reason", "text"],
  join: ["lead"],
  say: ["text"],
  note: ["text"],
  set_visibility: ["visibility", "text"],
  refer: ["path", "text"],
  hold: ["path", "until", "text"],
  ask_extension: ["reason", "text"],
  ask_suspension: ["reason", "until", "text"],
  approve: ["text"],
  refuse_request: ["text"],
  recall: ["text"],
  split: ["class_code", "text"],
  reopen_child: ["child", "reason", "text"],
  object: ["text"],
  supervise: ["text"],
  appeal: ["reason", "text"],
  review_appeal: ["granted", "text"],
};
export const fieldsOf = (command: string): Field[] => (table[command] ?? []).map((name) => ({ name }));
