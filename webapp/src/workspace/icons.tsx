import {
  ArrowDown,
  ArrowLeft,
  ArrowRight,
  ArrowUp,
  Blend,
  BookOpen,
  Box,
  BringToFront,
  Brush,
  ChartColumn,
  Check,
  ChevronFirst,
  ChevronLast,
  ChevronLeft,
  ChevronRight,
  ChevronsRight,
  CircleHelp,
  ClipboardPaste,
  Combine,
  Copy,
  CopyPlus,
  Diamond,
  Eraser,
  Expand,
  EyeOff,
  FastForward,
  FlipHorizontal2,
  Funnel,
  Grid3x3,
  Group,
  Hand,
  Images,
  Layers,
  Layers2,
  Link,
  ListCollapse,
  ListFilter,
  Lock,
  LockKeyholeOpen,
  LockOpen,
  LogOut,
  type LucideIcon,
  Magnet,
  Maximize,
  Merge,
  MessageSquare,
  MousePointer2,
  PaintBucket,
  PanelRight,
  Pause,
  PenLine,
  Pin,
  Play,
  Redo2,
  Repeat,
  Replace,
  Rewind,
  RotateCcw,
  RotateCcwSquare,
  RotateCw,
  RotateCwSquare,
  Route,
  Save,
  Scan,
  ScanSearch,
  Scissors,
  Search,
  SendToBack,
  Settings2,
  ShieldCheck,
  SkipBack,
  SkipForward,
  Slice,
  SlidersHorizontal,
  Spline,
  SplinePointer,
  Split,
  Square,
  SquareDashed,
  SquaresSubtract,
  SunMoon,
  Tag,
  Trash2,
  Undo2,
  Ungroup,
  WandSparkles,
  X,
  ZoomIn,
} from "lucide-react";
import type { ReactNode } from "react";

const LUCIDE: Readonly<Record<string, LucideIcon>> = {
  "arrow-down": ArrowDown,
  "arrow-left": ArrowLeft,
  "arrow-right": ArrowRight,
  "arrow-up": ArrowUp,
  blend: Blend,
  "book-open": BookOpen,
  box: Box,
  "bring-to-front": BringToFront,
  brush: Brush,
  "chart-column": ChartColumn,
  check: Check,
  "chevron-first": ChevronFirst,
  "chevron-last": ChevronLast,
  "chevron-left": ChevronLeft,
  "chevron-right": ChevronRight,
  "chevrons-right": ChevronsRight,
  "circle-help": CircleHelp,
  "clipboard-paste": ClipboardPaste,
  combine: Combine,
  copy: Copy,
  "copy-plus": CopyPlus,
  diamond: Diamond,
  eraser: Eraser,
  expand: Expand,
  "eye-off": EyeOff,
  "fast-forward": FastForward,
  "flip-horizontal-2": FlipHorizontal2,
  funnel: Funnel,
  "grid-3x3": Grid3x3,
  group: Group,
  hand: Hand,
  images: Images,
  "layers-minus": SquaresSubtract,
  layers: Layers,
  "layers-2": Layers2,
  link: Link,
  "list-collapse": ListCollapse,
  "list-filter": ListFilter,
  lock: Lock,
  "lock-open": LockOpen,
  "unlock-keyhole": LockKeyholeOpen,
  "log-out": LogOut,
  magnet: Magnet,
  maximize: Maximize,
  merge: Merge,
  "message-square": MessageSquare,
  "mouse-pointer-2": MousePointer2,
  "paint-bucket": PaintBucket,
  "panel-right": PanelRight,
  pause: Pause,
  "pen-line": PenLine,
  pin: Pin,
  play: Play,
  "redo-2": Redo2,
  repeat: Repeat,
  replace: Replace,
  rewind: Rewind,
  route: Route,
  "rotate-ccw": RotateCcw,
  "rotate-ccw-square": RotateCcwSquare,
  "rotate-cw": RotateCw,
  "rotate-cw-square": RotateCwSquare,
  save: Save,
  scan: Scan,
  scissors: Scissors,
  search: Search,
  "wand-sparkles": WandSparkles,
  "send-to-back": SendToBack,
  "settings-2": Settings2,
  "shield-check": ShieldCheck,
  "skip-back": SkipBack,
  "skip-forward": SkipForward,
  slice: Slice,
  "sliders-horizontal": SlidersHorizontal,
  spline: Spline,
  "spline-pointer": SplinePointer,
  split: Split,
  square: Square,
  "square-dashed": SquareDashed,
  "sun-moon": SunMoon,
  tag: Tag,
  "trash-2": Trash2,
  "undo-2": Undo2,
  ungroup: Ungroup,
  x: X,
  "zoom-in": ZoomIn,
  "scan-search": ScanSearch,
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
  "polygon-plus": [<path key="shape" d="M8 4l7 4-2 8H5L3 8zM16 2v5M13.500 4.500h5" />],
  "polygon-minus": [<path key="shape" d="M8 4l7 4-2 8H5L3 8zM13.500 4.500h5" />],
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
  if (name.startsWith("path:"))
    return (
      <Grid size={size}>
        <path d={name.slice(5)} />
      </Grid>
    );
  if (name in TOOLS) return <ShapeIcon type={name} size={size} />;
  if (name.startsWith("tool-")) return <ShapeIcon type={name.slice("tool-".length)} size={size} />;
  const Icon = LUCIDE[name];
  return Icon ? <Icon size={size} strokeWidth={1.5} aria-hidden /> : null;
}

/** The icon of a kind of shape, or of a tag. */
export function ShapeIcon({ type, size = 16 }: { type: string; size?: number }) {
  if (type === "tag") return <Tag size={size} strokeWidth={1.5} aria-hidden />;
  return <Grid size={size}>{TOOLS[type]}</Grid>;
}

/** The grid of 20 × 20 our own icons are drawn on. */
function Grid({ size, children }: { size: number; children: ReactNode }) {
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
      {children}
    </svg>
  );
}
