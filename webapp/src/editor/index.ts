export type { DrawingSettings } from "./drawing";
export { type ContextMenuRequest, Editor } from "./editor";
export type { Flag } from "./flags";
export type { Hint } from "./hint";
export { mount } from "./mount";
export {
  type Appearance,
  type AttributeInfo,
  type ColorBy,
  type EditorOptions,
  type EditorTheme,
  type LabelInfo,
  type SkeletonTemplate,
  TEXT_PARTS,
  type TextPart,
} from "./options";
export { skeletonTemplate } from "./skeleton-template";
export type { ToolId } from "./tools/tool";
