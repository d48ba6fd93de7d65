export type { DrawingSettings } from "./drawing";
export { type ContextMenuRequest, Editor } from "./editor";
export type { Flag } from "./flags";
export type {
  Appearance,
  AttributeInfo,
  ColorBy,
  EditorOptions,
  EditorTheme,
  LabelInfo,
  SkeletonTemplate,
} from "./options";
export { skeletonTemplate } from "./skeleton-template";
export type { Hint, ToolId } from "./tools/tool";
