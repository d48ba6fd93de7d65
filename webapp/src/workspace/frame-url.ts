import type { AnnotationRecord } from "../core/records";
import type { WorkMode } from "./modes/mode";
import type { Player } from "./player";

const PAUSE_MS = 200;

/** The frame the address names, or `null`. */
export function frameInAddress(search = location.search): number | null {
  const text = new URLSearchParams(search).get("frame");
  const frame = text ? Number(text) : Number.NaN;
  return Number.isInteger(frame) ? frame : null;
}

/** Keep the frame in the address, without filling the browser's history; returns how to stop. */
export function followInAddress(player: Player): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const unsubscribe = player.subscribe(() => {
    clearTimeout(timer);
    if (!player.state.playing) timer = setTimeout(() => write(player.state.wanted), PAUSE_MS);
  });
  return () => {
    clearTimeout(timer);
    unsubscribe();
  };
}

function write(frame: number): void {
  if (frameInAddress() === frame) return;
  const url = new URL(location.href);
  url.searchParams.set("frame", `${frame}`);
  history.replaceState(history.state, "", url);
}

/** An object as links name it. */
export interface LinkedObject {
  readonly kind: AnnotationRecord["kind"];
  readonly serverId: number;
}

const KINDS: readonly string[] = ["shape", "track", "tag"] satisfies LinkedObject["kind"][];

/** The object the address names, as in `?type=shape&serverID=7`, or `null`. */
export function objectInAddress(search = location.search): LinkedObject | null {
  const asked = new URLSearchParams(search);
  const [kind, serverId] = [asked.get("type") ?? "", Number(asked.get("serverID") ?? Number.NaN)];
  if (!KINDS.includes(kind) || !Number.isInteger(serverId)) return null;
  return { kind: kind as LinkedObject["kind"], serverId };
}

/** How a job is to be opened, as far as the address says it. */
export interface Beginning {
  readonly mode: WorkMode | null;
  /** The name of the label to draw with. */
  readonly label: string | null;
  /** Points of a polygon, polyline or points object. */
  readonly pointCount: number | null;
  readonly guide: boolean;
}

/** What links for CVAT call the ways of working. */
const WORKSPACES: Readonly<Record<string, WorkMode>> = {
  standard: "standard",
  attributes: "attributes",
  attributeannotation: "attributes",
  singleshape: "single",
  single: "single",
  tags: "tags",
  tagannotation: "tags",
  review: "review",
};

/** What the address says of the beginning, as in `?defaultWorkspace=single_shape&defaultLabel=car`. */
export function beginningInAddress(search = location.search): Beginning {
  const asked = new URLSearchParams(search);
  const workspace = (asked.get("defaultWorkspace") ?? "").toLowerCase().replace(/[^a-z]/g, "");
  const count = Number(asked.get("defaultPointsCount") ?? Number.NaN);
  return {
    mode: WORKSPACES[workspace] ?? null,
    label: asked.get("defaultLabel"),
    pointCount: Number.isInteger(count) && count > 0 ? count : null,
    guide: asked.has("openGuide") && asked.get("openGuide") !== "false",
  };
}

/** What the address says once and for the beginning only. */
const FOR_THE_BEGINNING = [
  ...["type", "serverID"],
  ...["defaultWorkspace", "defaultLabel", "defaultPointsCount", "openGuide"],
];

/** Take from the address what has been followed. */
export function forgetBeginning(): void {
  const url = new URL(location.href);
  for (const name of FOR_THE_BEGINNING) url.searchParams.delete(name);
  if (url.href !== location.href) history.replaceState(history.state, "", url);
}

/** The address of a frame of the open job, or of an object on it. */
export function linkTo(frame: number, object?: LinkedObject): string {
  const url = new URL(location.pathname, location.origin);
  url.searchParams.set("frame", `${frame}`);
  if (object) {
    url.searchParams.set("type", object.kind);
    url.searchParams.set("serverID", `${object.serverId}`);
  }
  return url.href;
}
