// What the server says, as the contract of /api/v1 words it (snake_case, times with offset, degrees WGS84).

export type Duty =
  | "desk" | "liaison" | "grid_leader" | "handler" | "checker"
  | "duty_officer" | "legal_officer" | "administrator" | "auditor";

export interface Post {
  id: string; duty: Duty; unit?: string; unit_name?: string; grid?: string; grid_name?: string; title?: string;
}
export interface Subdistrict { code: string; name: string; name_en: string }
export interface Session {
  person: { id: string; name: string; login: string };
  posts: Post[]; duties: Duty[]; language: string; demo: boolean; subdistrict: Subdistrict; rooms: string[]; now: string;
}
export interface About { subdistrict: Subdistrict; demo: boolean; version: string; public_url: string; now: string }
export interface DemoAccount {
  login: string; password: string; name: string; title: string; duty: Duty; unit_name?: string;
}
export interface PersonRow { id: string; login: string; name: string; closed?: boolean; posts: Post[] }
export interface Roster {
  units: { id: string; name: string; kind?: string; tel?: string }[];
  grids: { code: string; name: string; leader?: string }[];
  duty_now?: { name: string; deputy?: string };
}

export interface Position { lat: number; lon: number }
export interface Condition { code: string; text: string; limit: string }
export interface CaseClass {
  code: string; name: string; name_en: string; major: string; major_name: string;
  visibility: string; photo: string; closing_family?: string; conditions: Condition[];
}
export interface Reason { id: string; text: string; note_required?: boolean }
export interface Playbook {
  version: string; classes: CaseClass[]; units: { id: string; name: string }[];
  reasons: { return: Reason[]; decline: Reason[]; reopen: Reason[]; call_back?: Reason[] };
  closing_conditions: { family?: string; code: string; text: string; ending?: string }[];
  endings: Reason[];
  legal_paths: { id: string; name: string; where: string; how: string; tel?: string }[];
  notify: Reason[]; warnings?: { code: string; text: string }[];
}
export interface Suggestion {
  classes: { code: string; name: string; score: number; words: string[] }[];
  abstained: boolean;
  emergency?: { group: string; title: string; numbers: string[]; words: string };
  legal_paths?: { id: string; name: string; where: string; tel?: string }[]; restricted?: Reason[];
  grid?: string;
}

export type ClockState = "running" | "half" | "soon" | "late" | "paused" | "met" | "not_started";
export interface Clock {
  kind: "triage" | "handling" | "check" | "answer"; state: ClockState; used: number; unit: string; limit: string;
  started_at?: string; half_at?: string; soon_at?: string; due_at?: string;
  remaining?: { days: number; hours: number; minutes: number; late: boolean };
}
export interface Case {
  id: string; number: string; version: number; title: string; class_code?: string; class_name?: string;
  stage: string; side?: string; ending?: string; visibility: string; channel: string;
  grid?: string; grid_name?: string; place_text?: string; position?: Position; unit?: string; unit_name?: string;
  reported_at: string; supporters: number; returns: number; reopened: number; emergency?: string;
  clock?: Clock; joined_to?: string;
}
export interface FileRef { id: string; at?: string; width?: number; height?: number }
export interface TimelineEntry {
  seq: number; version: number; at: string; event: string;
  by: { kind: string; name?: string; post?: string }; params: Record<string, unknown>; text?: string;
}
export interface Problem {
  code: string; title: string; detail: string; status?: number; way_out?: string;
  errors?: { pointer: string; code: string; detail: string }[];
}
export interface Action { command: string; allowed: boolean; primary?: boolean; needs: string[]; refusal?: Problem }
export interface Similar {
  id: string; number: string; title: string; distance_m: number; same_words: string[];
  supporters: number; stage: string; score: number;
}
export interface CaseFile extends Case {
  text: string;
  reporter: { given: boolean; may_be_called?: boolean; notify_by?: string; masked?: string };
  photos_before: FileRef[]; photos_after: FileRef[]; timeline: TimelineEntry[];
  talk: { at: string; from: "reporter" | "street"; text: string }[];
  notes: { at: string; by: string; text: string }[];
  result_text?: string;
  suggestion?: {
    unit?: string; unit_name?: string; reason?: string; reason_text_params?: Record<string, string>;
    class_code?: string; class_name?: string; condition?: string; limit?: string; words: string[]; score: number;
  };
  similar: Similar[]; actions: Action[]; legal_path?: string; joined?: { id: string; number: string }[];
}
export interface ClockLine {
  kind: string; from: string; to: string; counted_minutes: number; running_minutes: number; note?: string;
}
export interface ClockExplanation {
  clock: Clock; lines: ClockLine[]; limit: string; warnings: string[]; calendar_sources: string[];
}
export type Counts = Record<string, number>;
export interface CaseList { items: Case[]; next?: string; counts: Counts; head: number }
export interface Today {
  mine: Case[]; counts: Counts; late: Case[] | number; duty_now?: { name: string; deputy?: string }; new_since?: number;
}
export interface Receipt { id: string; version: number; number?: string; key?: string }
export interface FeedEvent { seq: number; room: string; id: string; version: number }

export interface RuleText { grid: string; name: string; text: string }
export interface GridInfo { code: string; name: string; area_km2: number; geometry: GeoJSON.MultiPolygon }
export interface GridState {
  partition?: {
    version: string; adopted_at: string; valid_from?: string; exact: boolean; to_be_confirmed: boolean; note?: string;
    rules?: RuleText[];
  };
  grids: GridInfo[]; history: { version: string; adopted_at: string; by: string }[];
}
export interface Face {
  number: number; sides: { road: string; side: string }[]; area_km2: number; inner: Position;
  selected_by: string[]; verdict: "one" | "gap" | "overlap"; geometry: GeoJSON.Polygon | GeoJSON.MultiPolygon;
}
export interface Settlement {
  kind: string; rules: RuleText[]; moves_faces: number[]; text_params: Record<string, string>; exact: boolean;
}
export interface ProofRoad { name: string; axis: "ew" | "ns"; geometry: GeoJSON.LineString | GeoJSON.MultiLineString }
export interface Proof {
  rules: (RuleText & { parsed: unknown })[]; faces: Face[]; gaps: number[]; overlaps: number[];
  total_km2: number; boundary_km2: number; error_m2: number; gap_share: number; exact: boolean;
  settlements: Settlement[]; roads: ProofRoad[];
}
export interface WhatIf {
  moves: { from?: string; to?: string; cases_open: number; cases_total: number; area_km2: number }[];
  places_moved: number;
}
export interface Located {
  grid?: string; grid_name?: string; partition?: string; inside: boolean;
  nearest?: { grid: string; distance_m: number }; position: Position;
}
export interface MapLayers {
  boundary: GeoJSON.FeatureCollection; roads: GeoJSON.FeatureCollection; water: GeoJSON.FeatureCollection;
  metro: GeoJSON.FeatureCollection; places: GeoJSON.FeatureCollection;
  bounds: [number, number, number, number]; attribution: string;
}
export interface Notice {
  id: string; way: string; case_id: string; number: string; title: string; words: string; since: string;
  due_at?: string; late: boolean; tries: number; own_case: boolean;
  name?: string; phone?: string; address?: string; unit_name?: string;
}
export interface Place {
  id: string; code: string; name: string; kind: string; address?: string; position: Position; owner_unit?: string;
}
