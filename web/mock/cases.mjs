// Invented cases of one morning for the mock, in every stage and with every clock a page must show.
import { gridOf, grids } from "./street.mjs";

const minute = 60_000;
const iso = (time) => new Date(time).toISOString().replace("Z", "+00:00");
const clock = (now, used, minutes, limit, kind = "handling") => {
  const due = now + minutes * minute;
  const late = minutes < 0;
  const left = Math.abs(minutes);
  const state = late ? "late" : used >= 800 ? "soon" : used >= 500 ? "half" : "running";
  const span = limit.startsWith("W") ? Number(limit.slice(1)) * 60 : Number(limit.slice(1)) * 8 * 60;
  return {
    kind, state, used, unit: limit.replace(/\d+/, ""), limit, started_at: iso(due - span * minute), due_at: iso(due),
    half_at: iso(due - span * minute * 0.5), soon_at: iso(due - span * minute * 0.2),
    remaining: { days: Math.floor(left / 480), hours: Math.floor((left % 480) / 60), minutes: left % 60, late },
  };
};
const rows = [
  // text, place, position, class, stage, side, unit, used, minutes left, limit, more
  ["三盏路灯不亮，夜里看不清台阶", "玉屏南路近遵义路", [121.4030, 31.2159], "02901", "dispatched", "late_escalated", "municipal", 1000, -600, "D2", { supporters: 2 }],
  ["下水道异味，风一吹整条路都闻到", "紫云路环线", [121.4051, 31.2105], "01003", "reported", undefined, undefined, 880, 12, "W1", { supporters: 3 }],
  ["外墙空鼓，有小块掉落", "天山二村 41 号", [121.3985, 31.2118], "01901", "handling", undefined, "housing", 910, 40, "W8"],
  ["地铁出口共享单车堆积，盲道不通", "娄山关路站东端出入口", [121.3998, 31.2130], "05018", "dispatched", undefined, "chengguan", 300, 79, "W2", { supporters: 6 }],
  ["店外经营，烧烤桌摆到人行道", "仙霞路近娄山关路", [121.3990, 31.2079], "04005", "reported", undefined, undefined, 120, 190, "W4"],
  ["路锥长期占人行道，行人走车道", "虹桥银城", [121.4098, 31.2046], "28001", "registered", "returned", undefined, 400, 200, "W4", { returns: 1, supporters: 2 }],
  ["井盖修后仍响，夜里吵", "天山四村 12 号门前", [121.3976, 31.2102], "01002", "handling", "rework", "municipal", 330, 390, "D3", { reopened: 1 }],
  ["弱电箱门掉了，线露在外面", "延安西路人行天桥下", [121.4075, 31.2073], "01007", "registered", "returned", undefined, 560, 540, "D3", { returns: 2 }],
  ["商场冷却塔噪声，夜里 11 点后", "遵义路南段", [121.4021, 31.2091], "03004", "dispatched", undefined, "chengguan", 90, 1920, "D5"],
  ["暴露垃圾，湿垃圾桶满溢", "茅台路 200 弄口", [121.3969, 31.2112], "04001", "checking", undefined, "greening", 700, 60, "W8"],
  ["人行道地砖松动，下雨溅水", "中山西路近紫云路", [121.4089, 31.2093], "01011", "closed", undefined, "municipal", 640, 60, "D5", { ending: "solved" }],
  ["楼道堆物，电动车推不进去", "玉屏南路 300 弄 7 号", [121.4056, 31.2152], "25002", "handling", undefined, "housing", 200, 700, "D3", { visibility: "estate" }],
];
export const unitNames = {
  ops: "城运中心", chengguan: "城管中队", market: "市场监管所", police: "派出所", housing: "房管所", greening: "绿化市容所",
  municipal: "市政养护",
};
export function makeCases(now, classes) {
  return rows.map(([text, place, at, code, stage, side, unit, used, left, limit, more = {}], i) => {
    const position = { lon: at[0], lat: at[1] };
    const grid = gridOf(position);
    const klass = classes.find((one) => one.code === code) ?? classes[i];
    const number = `TS20261123${"RXHC"[i % 4]}${String(140 + i).padStart(6, "0")}`;
    const met = stage === "closed";
    const time = clock(now, used, left, limit, stage === "reported" ? "triage" : "handling");
    return {
      id: `c${i + 1}`, number, version: 3, title: text, text: `${text}。`, stage, side, visibility: "public",
      channel: ["resident_web", "staff", "hotline", "committee"][i % 4], class_code: stage === "reported" ? undefined : klass.code,
      class_name: stage === "reported" ? undefined : klass.name, grid, grid_name: grids.find((one) => one.code === grid).name,
      place_text: place, position, unit, unit_name: unitNames[unit], reported_at: iso(now - (i + 1) * 53 * minute),
      supporters: 0, returns: 0, reopened: 0, clock: met ? { ...time, state: "met" } : time, ...more,
    };
  });
}
const step = (stage, side) =>
  side === "returned" ? "send_on" : { reported: "send_on", accepted: "register", registered: "dispatch", dispatched: "hand_in",
    handling: "hand_in", checking: "close" }[stage];
const needs = {
  send_on: ["class_code", "condition", "unit"], hand_in: ["text", "photos"], close: ["ending", "condition"], check: ["passed"],
  return_order: ["reason", "proposed_unit", "text"], decline: ["reason", "text"], join: ["lead"], say: ["text"], note: ["text"],
  reopen: ["reason"], refer: ["path"], dispatch: ["unit"], register: ["class_code", "condition"], acknowledge: [],
  set_visibility: ["visibility", "reason"],
};
const barred = (command, title, detail) => ({
  command, allowed: false, needs: needs[command], refusal: { code: `casework/${command}-too-early`, title, detail },
});
export function actionsOf(one) {
  const next = one.stage === "closed" ? undefined : step(one.stage, one.side);
  const open = { reported: ["decline", "refer", "join", "say", "note"], dispatched: ["acknowledge", "return_order", "say", "note"],
    handling: ["return_order", "say", "note"], checking: ["check", "say", "note"], registered: ["dispatch", "decline", "join", "say", "note"],
    closed: ["reopen", "note"] }[one.stage] ?? ["say", "note"];
  return [
    ...(next ? [{ command: next, allowed: true, primary: true, needs: needs[next] }] : []),
    ...[...open, "set_visibility"].map((command) => ({ command, allowed: true, needs: needs[command] })),
    ...(one.stage === "checking" || one.stage === "closed" ? [] : [barred("close", "现在不能结案", "处置还没有交证据，先由承办单位交处置后照片。")]),
  ];
}
export function fileOf(one, now, all) {
  const unit = one.unit ?? "chengguan";
  const near = all.filter((other) => other.id !== one.id && other.grid === one.grid).slice(0, 2);
  const at = (minutes) => iso(new Date(one.reported_at).getTime() + minutes * minute);
  const line = (seq, minutes, event, name, post, params = {}, text) =>
    ({ seq, version: seq, at: at(minutes), event, by: { kind: name ? "person" : "flow", name, post }, params, text });
  const done = ["handling", "checking", "closed"].includes(one.stage);
  return {
    ...one, reporter: { given: true, may_be_called: true, notify_by: "call", masked: "李* 138****0021" },
    photos_before: [{ id: `before-${one.id}`, at: at(0) }], photos_after: done ? [{ id: `after-${one.id}`, at: at(40) }] : [],
    timeline: [
      line(1, 0, "reported", "", "", { channel: one.channel }, one.text),
      ...(one.stage === "reported" ? [] : [
        line(2, 6, "registered", "李联络", "派单台", { class_name: one.class_name, limit: one.clock.limit }),
        line(3, 8, "dispatched", "李联络", "派单台", { unit_name: unitNames[unit] })]),
      ...(one.returns ? [line(4, 20, "returned", "何执法", "城管中队", { reason_text: "非本单位职责", proposed_unit_name: "派出所" },
        "车行道边的两只归交警认定。")] : []),
      ...(done ? [line(5, 30, "acknowledged", "何执法", "城管中队"), line(6, 40, "handed_in", "何执法", "城管中队", {}, "清走 5 只，留 1 只。")] : []),
      ...(one.clock.state === "half" || one.clock.state === "soon" ? [line(7, 44, "warned", "", "", { level: one.clock.state })] : []),
    ],
    talk: one.id === "c4" ? [{ at: at(9), from: "street", text: "是 2 号口还是 3 号口？我们派人去摆。" }] : [],
    notes: one.id === "c6" ? [{ at: at(22), by: "李联络", text: "同一处 30 天内第 5 次，带到周会。" }] : [],
    result_text: done ? "清走 5 只，留 1 只。" : undefined,
    suggestion: one.stage === "reported" || one.side === "returned"
      ? { unit, unit_name: unitNames[unit], reason: "一格近一年同类 37 件，34 件由城管办结", class_code: one.class_code ?? "04005",
          class_name: one.class_name ?? "占道经营", condition: "1", limit: "W4", words: ["人行道", "桌"], score: 0.88 } : undefined,
    similar: near.map((other, i) => ({
      id: other.id, number: other.number, title: other.title, distance_m: 38 + i * 61, same_words: ["人行道"], supporters: other.supporters,
      stage: other.stage, score: 0.7,
    })),
    actions: actionsOf(one), joined: [],
  };
}
export function explain(one) {
  const due = new Date(one.clock.due_at).getTime();
  const start = new Date(one.clock.started_at).getTime();
  const middle = start + (due - start) * 0.55;
  const lines = [
    { kind: "counted", from: iso(start), to: iso(middle), counted_minutes: 160, running_minutes: 160 },
    { kind: "outside_hours", from: iso(middle), to: iso(middle + 60 * minute), counted_minutes: 0, running_minutes: 160, note: "" },
    { kind: "counted", from: iso(middle + 60 * minute), to: iso(due), counted_minutes: 80, running_minutes: 240 },
  ];
  return { clock: one.clock, lines, limit: one.clock.limit, warnings: [], calendar_sources: ["工作时间 09:00–12:00、13:00–18:00"] };
}
