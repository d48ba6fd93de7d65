import {
  ArrowDown,
  ArrowUp,
  ChevronLeft,
  ChevronRight,
  CircleHelp,
  FastForward,
  Hand,
  type LucideIcon,
  Maximize,
  MousePointer2,
  PanelRight,
  Pause,
  Play,
  Redo2,
  Rewind,
  Save,
  SkipBack,
  SkipForward,
  SunMoon,
  Tag,
  Undo2,
} from "lucide-react";
import type { ReactNode } from "react";

const LUCIDE: Readonly<Record<string, LucideIcon>> = {
  "arrow-down": ArrowDown,
  "arrow-up": ArrowUp,
  "chevron-left": ChevronLeft,
  "chevron-right": ChevronRight,
  "circle-help": CircleHelp,
  "fast-forward": FastForward,
  hand: Hand,
  maximize: Maximize,
  "mouse-pointer-2": MousePointer2,
  "panel-right": PanelRight,
  pause: Pause,
  play: Play,
  "redo-2": Redo2,
  rewind: Rewind,
  save: Save,
  "skip-back": SkipBack,
  "skip-forward": SkipForward,
  "sun-moon": SunMoon,
  tag: Tag,
  "undo-2": Undo2,
};

const dot = (x: number, y: number) => (
  <circle key={`${x},${y}`} cx={x} cy={y} r="1.6" fill="currentColor" stroke="none" />
);

/** Tools on a 20 px grid: the shape, and the points an annotator sets. */
const TOOLS: Readonly<Record<string, ReactNode>> = {
  rectangle: [<path key="shape" d="M4 5h12v10H4z" />, dot(4, 5), dot(16, 15)],
  polygon: [
    <path key="shape" d="M10 3l7 5-2.6 8.5H5.6L3 8z" />,
    dot(10, 3),
    dot(17, 8),
    dot(14.4, 16.5),
    dot(5.6, 16.5),
    dot(3, 8),
  ],
  polyline: [
    <path key="shape" d="M3 15l4.5-8 5 6L17 5" />,
    dot(3, 15),
    dot(7.5, 7),
    dot(12.5, 13),
    dot(17, 5),
  ],
  points: [dot(5, 13.5), dot(10, 5.5), dot(15.5, 10), dot(11, 15.5)],
  ellipse: [<ellipse key="shape" cx="10" cy="10" rx="7" ry="5" />, dot(10, 10)],
  cuboid: [<path key="shape" d="M3 7h9v9H3zM3 7l4-3.5h9L12 7M16 3.5v9L12 16" />],
  skeleton: [
    <path key="shape" d="M10 4v7M5 8l5-1.5L15 8M10 11l-3.5 5M10 11l3.5 5" />,
    dot(10, 4),
    dot(5, 8),
    dot(15, 8),
    dot(6.5, 16),
    dot(13.5, 16),
  ],
  mask: [
    <path
      key="shape"
      d="M4 12c-1.500-4 2-8 6.500-7.500S17 8 16.500 11s-4 2-5 3.500S5.500 16 4 12z"
      fill="currentColor"
      fillOpacity="0.35"
    />,
  ],
};

/** The icon an action names. */
export function ActionIcon({ name, size = 18 }: { name: string | undefined; size?: number }) {
  if (!name) return null;
  if (name.startsWith("tool-")) return <ShapeIcon type={name.slice("tool-".length)} size={size} />;
  const Icon = LUCIDE[name];
  return Icon ? <Icon size={size} strokeWidth={1.5} aria-hidden /> : null;
}

/** The icon of a kind of shape, or of a tag. */
export function ShapeIcon({ type, size = 16 }: { type: string; size?: number }) {
  if (type === "tag") return <Tag size={size} strokeWidth={1.5} aria-hidden />;
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 20 20"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinejoin="round"
      strokeLinecap="round"
      aria-hidden
    >
      {TOOLS[type]}
    </svg>
  );
}
