// What the server says, under the words of the pages. The shapes come from api/openapi.json, which comes from the
// described structs of the server: wire.gen.ts is written by `npm run types` and never by hand.
import type { components } from "./wire.gen";

type Shapes = components["schemas"];

export type Session = Shapes["people.Session"];
export type Post = Shapes["people.PostShown"];
export type Duty = Post["duty"];
export type Subdistrict = Session["subdistrict"];
export type About = Shapes["people.About"];
export type DemoAccount = Shapes["people.DemoAccount"];
export type People = Shapes["people.People"];
export type PersonRow = Shapes["people.PersonShown"];
export type FactorOffered = Shapes["people.FactorShown"];
export type OpenSession = Shapes["people.SessionShown"];
export type SuperfluousStep = Shapes["people.SuperfluousRow"];
export type Roster = Shapes["people.Roster"];

export type Position = Shapes["geo.Degrees"];
export type Playbook = Shapes["playbook.Book"];
export type CalendarShown = Shapes["playbook.CalendarShown"];
export type CalendarYear = CalendarShown["years"][number];
export type BookCheck = Shapes["playbook.CheckShown"];
export type CaseClass = Shapes["playbook.ClassShown"];
export type Condition = Shapes["playbook.ConditionShown"];
export type Reason = Shapes["playbook.ReasonShown"];
export type Suggestion = Shapes["playbook.Suggested"];

export type Case = Shapes["casework.Case"];
export type CaseFile = Shapes["casework.File"];
export type CaseList = Shapes["casework.CaseList"];
export type SavedFilter = Shapes["casework.SavedFilter"];
export type Board = Shapes["casework.Board"];
export type Group = Shapes["casework.Group"];
export type Tally = Shapes["casework.Tally"];
export type Found = Shapes["casework.Found"];
export type FoundList = Shapes["casework.FoundList"];
export type Clock = Shapes["casework.Clock"];
export type ClockState = Clock["state"];
export type ClockLine = Shapes["casework.ClockLine"];
export type ClockExplanation = Shapes["casework.ClockExplanation"];
export type Action = Shapes["casework.Action"];
export type FileRef = Shapes["casework.FileRef"];
export type Pictures = Shapes["files.Pictures"];
export type Picture = Shapes["files.Picture"];
export type SamePhotos = Shapes["files.Same"];
export type KeptFile = Shapes["files.Kept"];
export type Stroke = Shapes["files.Stroke"];
export type TimelineEntry = Shapes["casework.TimelineEntry"];
export type Similar = Shapes["casework.Similar"];
export type Held = Shapes["casework.HeldShown"];
export type Everything = Shapes["casework.EverythingShown"];
export type EraseReceipt = Shapes["casework.EraseReceipt"];
export type Erased = Shapes["casework.ErasedShown"];
export type OverTime = Shapes["casework.RetentionShown"];
export type Look = Shapes["casework.Looked"];
export type Imported = Shapes["casework.Imported"];
export type Today = Shapes["casework.Today"];
export type Receipt = Shapes["casework.Receipt"];
export type FeedEvent = Shapes["casework.FeedEvent"];
export type Counts = CaseList["counts"];
/** Also what the page itself says when no answer came: then without a type, and status 0. */
export type Problem = Partial<Shapes["Problem"]> & Pick<Shapes["Problem"], "code" | "title">;

export type GridState = Omit<Shapes["grid.GridState"], "grids"> & { grids: GridInfo[] };
export type GridInfo = Omit<Shapes["grid.GridShown"], "geometry"> & { geometry: GeoJSON.MultiPolygon };
export type RuleText = Shapes["grid.RuleGiven"];
export type Proof = Omit<Shapes["geo.ProofView"], "faces" | "roads"> & { faces: Face[]; roads: ProofRoad[] };
export type Face = Omit<Shapes["geo.FaceView"], "geometry"> & { geometry: GeoJSON.Polygon | GeoJSON.MultiPolygon };
export type Settlement = Shapes["geo.SettlementView"];
export type ProofRoad = Omit<Shapes["geo.RoadView"], "geometry"> & { geometry: GeoJSON.LineString | GeoJSON.MultiLineString };
export type WhatIf = Shapes["grid.WhatIf"];
export type Located = Shapes["grid.LocatedShown"];
export type Notice = Shapes["notice.NoticeShown"];
export type Place = Shapes["grid.PlaceShown"];

// GeoJSON has a standard of its own (RFC 7946) and types of its own.
export interface MapLayers {
  boundary: GeoJSON.FeatureCollection; roads: GeoJSON.FeatureCollection; water: GeoJSON.FeatureCollection;
  metro: GeoJSON.FeatureCollection; places: GeoJSON.FeatureCollection;
  bounds: [number, number, number, number]; attribution: string;
}
export type BulkDone = Shapes["casework.BulkDone"];
