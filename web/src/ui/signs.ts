// Which sign and colour a code has. The shape belongs to the code, the word to the playbook or catalogue.
export interface Sign {
  glyph: string;
  colour: string;
}
export const stageSigns: Record<string, Sign> = {
  reported: { glyph: "case-reported", colour: "slate" },
  verified: { glyph: "case-reported", colour: "slate" },
  verifying: { glyph: "case-reported", colour: "slate" },
  accepted: { glyph: "case-registered", colour: "blue" },
  registered: { glyph: "case-registered", colour: "blue" },
  dispatched: { glyph: "case-dispatched", colour: "blue" },
  handling: { glyph: "case-handling", colour: "blue" },
  checking: { glyph: "case-checking", colour: "blue" },
  answering: { glyph: "case-checking", colour: "blue" },
  closed: { glyph: "case-solved", colour: "green" },
  declined: { glyph: "case-declined", colour: "slate" },
};
export const sideSigns: Record<string, Sign> = {
  returned: { glyph: "case-returned", colour: "orange" },
  rework: { glyph: "case-rework", colour: "orange" },
  reopened: { glyph: "case-rework", colour: "orange" },
  late_escalated: { glyph: "case-supervised", colour: "brick" },
  joined: { glyph: "case-merged", colour: "slate" },
  emergency: { glyph: "clock-late", colour: "brick" },
  suspended: { glyph: "case-suspended", colour: "slate" },
  held: { glyph: "case-suspended", colour: "slate" },
  supervised: { glyph: "case-supervised", colour: "brick" },
};
const endings: Record<string, Sign> = {
  solved: { glyph: "case-solved", colour: "green" },
  explained: { glyph: "case-explained", colour: "slate" },
  beyond_law: { glyph: "case-beyond-law", colour: "slate" },
  legal_path: { glyph: "case-legal-path", colour: "slate" },
};
export const endingSign = (ending: string | undefined): Sign =>
  endings[ending ?? ""] ?? { glyph: "case-explained", colour: "slate" };

const events: Record<string, Sign> = {
  ...stageSigns,
  returned: sideSigns.returned!,
  handed_in: stageSigns.checking!,
  acknowledged: stageSigns.handling!,
  checked: { glyph: "clock-met", colour: "green" },
  reopened: sideSigns.reopened!,
  joined: sideSigns.joined!,
  held: sideSigns.held!,
  suspended: sideSigns.suspended!,
  supervised: sideSigns.supervised!,
  split_off: { glyph: "case-dispatched", colour: "blue" },
  fixed_on_spot: endings.solved!,
  supervision_missed: sideSigns.supervised!,
  objected: sideSigns.rework!,
  referred: endings.legal_path!,
  warned: { glyph: "clock-half", colour: "ochre" },
};
export const eventSign = (event: string, params: Record<string, unknown>): Sign => {
  if (event === "closed") return endingSign(String(params.ending ?? ""));
  if (event === "checked" && params.passed === false) return sideSigns.rework!;
  if (event === "warned" && params.level === "late") return { glyph: "clock-late", colour: "brick" };
  if (event === "warned" && params.level === "soon") return { glyph: "clock-soon", colour: "orange" };
  return events[event] ?? { glyph: "case-reported", colour: "slate" };
};
