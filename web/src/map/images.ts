// Signs of the graphic map, drawn to canvas when first asked for. The name of an image says everything about it:
// case:<state>:<used>:<count>:<lit>, place:<name>, road:<name>, plate:<axis>:<name>, grid:<name>:<area>,
// verdict:<verdict>:<words>:<area>, hatch:<verdict>, point.
import { colour } from "./style";

const ratio = 2;
type Draw = (pen: CanvasRenderingContext2D) => void;
function picture(width: number, height: number, draw: Draw): ImageData {
  const canvas = document.createElement("canvas");
  canvas.width = Math.ceil(width) * ratio;
  canvas.height = Math.ceil(height) * ratio;
  const pen = canvas.getContext("2d")!;
  pen.scale(ratio, ratio);
  draw(pen);
  return pen.getImageData(0, 0, canvas.width, canvas.height);
}
const family = (): string => colour("--gz-sans");
const states: Record<string, string> = {
  running: "green", half: "ochre", soon: "orange", late: "brick", paused: "slate", not_started: "ink3", met: "green",
};

function caseSign(state: string, used: number, count: number, lit: boolean): ImageData {
  return picture(34, 34, (pen) => {
    const shade = colour(`--gz-${states[state] ?? "slate"}`);
    const block = colour("--gz-block");
    pen.translate(7, 7);
    const box = (x: number, y: number, s: number): void => {
      pen.fillStyle = block;
      pen.fillRect(x, y, s, s);
      pen.strokeRect(x, y, s, s);
    };
    if (lit) {
      pen.fillStyle = "#F5B82E";
      pen.fillRect(-6, -6, 32, 32);
      pen.strokeStyle = "#1A232E";
      pen.lineWidth = 1.5;
      box(-2.5, -2.5, 25);
    }
    pen.strokeStyle = shade;
    pen.lineWidth = 1.8;
    if (count > 1) {
      box(4, -2.5, 17);
      box(1, 1, 18);
      pen.fillStyle = shade;
      pen.font = `700 12.5px ${family()}`;
      pen.textAlign = "center";
      pen.fillText(String(count), 10, 14.8);
    } else if (state === "late") {
      pen.fillStyle = shade;
      pen.beginPath();
      pen.moveTo(10, -2); pen.lineTo(22, 10); pen.lineTo(10, 22); pen.lineTo(-2, 10);
      pen.fill();
      pen.fillStyle = block;
      pen.fillRect(8.9, 4, 2.2, 7.4);
      pen.fillRect(8.9, 13.2, 2.2, 2.4);
    } else {
      box(1, 1, 18);
      pen.fillStyle = shade;
      pen.beginPath();
      pen.moveTo(10, 10);
      pen.arc(10, 10, 5.4, -Math.PI / 2, -Math.PI / 2 + Math.max(0.03, used / 1000) * 2 * Math.PI);
      if (["running", "half", "soon"].includes(state)) pen.fill();
    }
  });
}

function text(words: string, size: number, weight: number, dot: boolean): ImageData {
  const probe = document.createElement("canvas").getContext("2d")!;
  const font = `${weight} ${size}px ${family()}`;
  probe.font = font;
  const wide = probe.measureText(words).width + 8;
  return picture(wide, size + (dot ? 14 : 8), (pen) => {
    pen.font = font;
    pen.lineJoin = "round";
    pen.lineWidth = 3;
    pen.strokeStyle = colour("--map-halo");
    pen.fillStyle = colour("--map-name");
    pen.strokeText(words, 4, size + 1);
    pen.fillText(words, 4, size + 1);
    if (dot) {
      pen.beginPath();
      pen.arc(wide / 2, size + 9, 2.2, 0, 7);
      pen.fill();
    }
  });
}

function plate(axis: string, name: string): ImageData {
  const wide = name.length * 13 + 16;
  return picture(wide, 22, (pen) => {
    pen.fillStyle = colour(axis === "ns" ? "--gz-plate-ns" : "--gz-plate-ew");
    pen.fillRect(0, 0, wide, 22);
    pen.strokeStyle = "rgb(255 255 255 / .7)";
    pen.strokeRect(1.5, 1.5, wide - 3, 19);
    pen.fillStyle = "#fff";
    pen.font = `700 13px ${family()}`;
    pen.textAlign = "center";
    pen.fillText(name, wide / 2, 15.6);
  });
}

function gridName(name: string, area: string): ImageData {
  const wide = Math.max(name.length * 26, 80) + 8;
  return picture(wide, 50, (pen) => {
    pen.textAlign = "center";
    pen.lineJoin = "round";
    pen.lineWidth = 4;
    pen.strokeStyle = colour("--map-halo");
    pen.fillStyle = colour("--gz-ink");
    [[name, `900 24px ${family()}`, 24], [`${area} km²`, `400 12px ${family()}`, 43]].forEach(([words, font, y]) => {
      pen.font = String(font);
      pen.strokeText(String(words), wide / 2, Number(y));
      pen.fillText(String(words), wide / 2, Number(y));
    });
  });
}

/** What a face lacks, on a card over its hatch. */
function verdict(kind: string, words: string, area: string): ImageData {
  const shade = colour(kind === "gap" ? "--gz-brick" : "--gz-plum");
  return picture(96, 48, (pen) => {
    pen.fillStyle = colour("--gz-block");
    pen.fillRect(1, 1, 94, 46);
    pen.strokeStyle = shade;
    pen.lineWidth = 1.4;
    pen.strokeRect(1, 1, 94, 46);
    pen.textAlign = "center";
    pen.fillStyle = shade;
    pen.font = `700 14px ${family()}`;
    pen.fillText(words, 48, 20);
    pen.fillStyle = colour("--gz-ink");
    pen.font = `400 12px ${family()}`;
    pen.fillText(`${area} km²`, 48, 38);
  });
}

const hatch = (verdict: string): ImageData =>
  picture(12, 12, (pen) => {
    pen.strokeStyle = pen.fillStyle = colour(verdict === "gap" ? "--gz-brick" : "--gz-plum");
    pen.globalAlpha = 0.12;
    pen.fillRect(0, 0, 12, 12);
    pen.globalAlpha = 0.8;
    pen.lineWidth = 1.7;
    for (const offset of [-12, 0, 12]) {
      pen.beginPath();
      pen.moveTo(offset - 1, 13); pen.lineTo(offset + 13, -1);
      if (verdict !== "gap") { pen.moveTo(offset - 1, -1); pen.lineTo(offset + 13, 13); }
      pen.stroke();
    }
  });

const point = (): ImageData =>
  picture(30, 32, (pen) => {
    pen.fillStyle = colour("--gz-plate-ew");
    pen.fillRect(1, 0, 28, 22);
    pen.beginPath();
    pen.moveTo(10, 22); pen.lineTo(20, 22); pen.lineTo(15, 31);
    pen.fill();
    pen.fillStyle = "#F5B82E";
    pen.fillRect(6, 5, 8, 12);
  });

export function imageOf(name: string): { data: ImageData; pixelRatio: number } | null {
  const [kind, ...rest] = name.split(":");
  const [one = "", two = "", three = "", four = ""] = rest;
  const data = kind === "case" ? caseSign(one, Number(two), Number(three), four === "1")
    : kind === "place" ? text(one, 11, 400, true)
    : kind === "road" ? text(one, 12, 500, false)
    : kind === "grid" ? gridName(one, two)
    : kind === "verdict" ? verdict(one, two, three)
    : kind === "plate" ? plate(one, two)
    : kind === "hatch" ? hatch(one)
    : kind === "point" ? point() : null;
  return data ? { data, pixelRatio: ratio } : null;
}
