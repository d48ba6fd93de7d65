import { type Action, actions } from "../actions";
import type { Editor } from "../editor";
import { useThemeChoice } from "../ui/theme-mode";
import type { Mode } from "../ui/tokens";
import { focusChrome } from "./Chrome";
import { findActions } from "./find-actions";
import { useLayout } from "./layout-state";
import { linkActions } from "./link-actions";
import { choose } from "./modes/attributing";
import { useWorkMode } from "./modes/mode";
import { tagLabels, toggleTag } from "./modes/tagging";
import { neighbourIssue } from "./review/issues";
import { useReview } from "./review/review-state";
import type { Session } from "./session";
import { usePreferences } from "./settings/preferences";
import { stepFrame } from "./stepping";
import { workspaceAction } from "./workspace-action";

export const FRAME_INPUT_ID = "workspace-frame";

/** What can be done around the canvas, with CVAT's default keys. */
export function workspaceActions(session: Session): Action[] {
  return [
    ...frameActions(session),
    ...findActions(session),
    ...linkActions(session),
    ...digitActions(session),
    ...attributeActions(),
    ...issueActions(session),
    workspaceAction("job", "save", {
      keys: ["$mod+s"],
      icon: "save",
      run: () => void session.journal.saveAll(),
    }),
    workspaceAction("job", "toggle-panel", {
      keys: ["]"],
      icon: "panel-right",
      run: () => useLayout.getState().togglePanel(),
    }),
    workspaceAction("job", "toggle-timeline", {
      keys: ["\\"],
      icon: "chevrons-right",
      run: () => useLayout.getState().toggleTimeline(),
    }),
    workspaceAction("job", "hand-over", {
      keys: ["$mod+Enter"],
      icon: "check",
      run: () => useLayout.getState().showDialog("hand-over"),
    }),
    workspaceAction("job", "toggle-context", {
      keys: ["["],
      icon: "images",
      enabled: () => session.pictures.hasContext,
      checked: () => !useLayout.getState().contextFolded,
      run: () => useLayout.getState().toggleContext(),
    }),
    workspaceAction("job", "guide", {
      keys: ["Alt+g"],
      icon: "book-open",
      enabled: () => session.job.current.guide_id != null,
      run: () => useLayout.getState().showTab("guide"),
    }),
    workspaceAction("job", "statistics", {
      keys: [],
      icon: "chart-column",
      run: () => useLayout.getState().showDialog("statistics"),
    }),
    workspaceAction("job", "settings", {
      keys: ["F2"],
      icon: "settings-2",
      run: () => useLayout.getState().showDialog("settings"),
    }),
    workspaceAction("objects", "actions", {
      keys: ["$mod+m"],
      icon: "wand-sparkles",
      enabled: () => !session.editor.readOnly && !session.editor.busy,
      run: () => useLayout.getState().showDialog("actions"),
    }),
    workspaceAction("objects", "propagate", {
      keys: ["$mod+b"],
      icon: "copy-plus",
      enabled: () => !session.editor.readOnly && session.editor.targets.length > 0,
      run: () => useLayout.getState().showDialog("propagate"),
    }),
    workspaceAction("objects", "to-layer", {
      keys: [],
      icon: "layers-2",
      enabled: () => canLayer(session.editor),
      run: () => useLayout.getState().showDialog("layer"),
    }),
    workspaceAction("objects", "to-shapes", {
      keys: [],
      icon: "layers",
      enabled: () => !session.editor.busy && editableTracks(session.editor).length > 0,
      run: () => {
        const { editor, pictures } = session;
        editor.operations.toShapes(editableTracks(editor), pictures.kept);
      },
    }),
    workspaceAction("job", "focus-bars", { keys: ["F6"], run: focusChrome }),
    workspaceAction("job", "help", {
      keys: ["Shift+?", "F1"],
      icon: "circle-help",
      run: () => useLayout.getState().setHelpOpen(true),
    }),
    workspaceAction("job", "fullscreen", {
      keys: ["Alt+Enter"],
      icon: "expand",
      enabled: () => document.fullscreenEnabled,
      checked: () => document.fullscreenElement !== null,
      run: switchFullscreen,
    }),
    workspaceAction("job", "theme", { keys: [], icon: "sun-moon", run: switchTheme }),
  ];
}

function frameActions(session: Session): Action[] {
  const { editor, player, pictures, removing } = session;
  const beforeEnd = () => player.state.wanted !== pictures.numbers.at(-1);
  const afterStart = () => player.state.wanted !== pictures.numbers[0];
  return [
    frameAction("first", ["Home"], "skip-back", afterStart, () => player.first()),
    frameAction("back", ["c"], "rewind", afterStart, () => player.step(-longStep())),
    frameAction("previous", ["d"], "chevron-left", afterStart, () => stepFrame(session, -1)),
    workspaceAction("frames", "play", {
      keys: ["Space"],
      icon: "play",
      // Space held and dragged moves the picture; a tap plays.
      onRelease: true,
      enabled: () => pictures.numbers.length > 1,
      checked: () => player.state.playing,
      run: () => player.toggle(),
    }),
    frameAction("next", ["f"], "chevron-right", beforeEnd, () => stepFrame(session, 1)),
    frameAction("forward", ["v"], "fast-forward", beforeEnd, () => player.step(longStep())),
    frameAction("last", ["End"], "skip-forward", beforeEnd, () => player.last()),
    workspaceAction("frames", "remove-frame", {
      keys: ["Alt+Delete"],
      icon: "trash-2",
      checked: () => pictures.isRemoved(editor.frame),
      enabled: () =>
        !editor.jobReadOnly &&
        !editor.busy &&
        (pictures.isRemoved(editor.frame) || removing.canRemove(editor.frame)),
      run: () => {
        const { frame } = editor;
        void (pictures.isRemoved(frame) ? removing.restore(frame) : removing.remove(frame));
      },
    }),
    workspaceAction("frames", "frame-input", {
      keys: ["Backquote"],
      run: () => {
        const input = document.getElementById(FRAME_INPUT_ID);
        if (input instanceof HTMLInputElement) input.select();
      },
    }),
  ];
}

function frameAction(
  name: string,
  keys: readonly string[],
  icon: string,
  enabled: () => boolean,
  run: () => void,
): Action {
  return workspaceAction("frames", name, { keys, icon, repeats: true, enabled, run });
}

/**
 * Plain digits: a tag or a value in the modes for them, else what Ctrl and a digit do, for most
 * browsers keep those for their tabs.
 */
function digitActions(session: Session): Action[] {
  return Array.from({ length: 9 }, (_, i) => {
    const id = `editor.label-${i + 1}`;
    const others = () => actions.get(id)?.enabled?.() ?? false;
    return workspaceAction("labels", `label-${i + 1}`, {
      keys: [`${i + 1}`],
      enabled: () => useWorkMode.getState().mode !== "standard" || others(),
      run: () => pressDigit(session, i, id),
    });
  });
}

function pressDigit(session: Session, digit: number, otherwise: string): void {
  const { mode, goesOn, attribute } = useWorkMode.getState();
  if (mode === "tags") {
    const label = tagLabels(session)[digit];
    if (label && toggleTag(session, label.id ?? 0) && goesOn) stepFrame(session, 1);
  } else if (mode === "attributes") choose(session, attribute, digit);
  else actions.run(otherwise);
}

function attributeActions(): Action[] {
  const inMode = () => useWorkMode.getState().mode === "attributes";
  const step = (by: number) => {
    const { attribute, setAttribute } = useWorkMode.getState();
    setAttribute(Math.max(0, attribute + by));
  };
  return [
    workspaceAction("objects", "previous-attribute", {
      keys: ["ArrowUp"],
      icon: "arrow-up",
      enabled: inMode,
      run: () => step(-1),
    }),
    workspaceAction("objects", "next-attribute", {
      keys: ["ArrowDown"],
      icon: "arrow-down",
      enabled: inMode,
      run: () => step(1),
    }),
  ];
}

function issueActions({ editor, issues, player, groundTruth }: Session): Action[] {
  const neighbour = (by: 1 | -1) => {
    const { withResolved } = useReview.getState();
    const listed = issues.all.filter(({ resolved }) => withResolved || !resolved);
    return neighbourIssue(listed, { frame: editor.frame, issue: useLayout.getState().issue }, by);
  };
  const go = (by: 1 | -1) => {
    const issue = neighbour(by);
    if (!issue) return;
    useLayout.getState().showIssue(issue.id);
    player.goTo(issue.frame);
  };
  return [
    workspaceAction("review", "open-issue", {
      keys: ["i"],
      icon: "message-square",
      enabled: () => !editor.busy,
      run: () => editor.use("region"),
    }),
    workspaceAction("review", "toggle-issues", {
      keys: ["t i"],
      icon: "eye-off",
      checked: () => !useReview.getState().marks,
      run: () => useReview.getState().toggleMarks(),
    }),
    workspaceAction("review", "allow-changes", {
      keys: ["u"],
      icon: "lock-open",
      enabled: () => useWorkMode.getState().mode === "review",
      checked: () => useWorkMode.getState().unlocked === editor.frame,
      run: () => {
        const { unlocked, unlock } = useWorkMode.getState();
        unlock(unlocked === editor.frame ? null : editor.frame);
      },
    }),
    workspaceAction("review", "release-objects", {
      keys: ["Shift+u"],
      icon: "unlock-keyhole",
      enabled: () => useWorkMode.getState().mode === "review" && editor.targets.length > 0,
      checked: () => editor.targets.some((id) => useWorkMode.getState().released.has(id)),
      run: () => useWorkMode.getState().toggleReleased(editor.targets),
    }),
    workspaceAction("review", "ground-truth", {
      keys: ["t g"],
      icon: "shield-check",
      enabled: () => groundTruth.offered,
      checked: () => groundTruth.shown,
      run: () => groundTruth.toggle(),
    }),
    workspaceAction("review", "previous-issue", {
      keys: [","],
      icon: "chevron-first",
      enabled: () => neighbour(-1) !== null,
      run: () => go(-1),
    }),
    workspaceAction("review", "next-issue", {
      keys: ["."],
      icon: "chevron-last",
      enabled: () => neighbour(1) !== null,
      run: () => go(1),
    }),
  ];
}

function editableTracks({ targets, store, isEditable }: Editor): string[] {
  return targets.filter((id) => store.get(id)?.kind === "track" && isEditable(id));
}

/** Whether something at hand lies in a layer and may be laid into another. */
function canLayer({ busy, targets, scene, isEditable }: Editor): boolean {
  return !busy && targets.some((id) => scene.item(id) && isEditable(id));
}

function longStep(): number {
  return usePreferences.getState().step;
}

function switchTheme(): void {
  const shown = document.documentElement.dataset.theme;
  const next: Mode = shown === "dark" ? "light" : "dark";
  useThemeChoice.getState().choose(next);
}

function switchFullscreen(): void {
  if (document.fullscreenElement) void document.exitFullscreen();
  else void document.documentElement.requestFullscreen();
}
