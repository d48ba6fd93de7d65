import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ActionButton } from "./ActionButton";
import { Buffered } from "./Buffered";
import { RemovedFrames } from "./FrameBars";
import { usePlayer, useSession, useSource } from "./hooks";
import { StepsMenu } from "./StepsMenu";
import styles from "./top-bar.module.css";
import { FRAME_INPUT_ID } from "./workspace-actions";

/** Which frame is shown, and the ways to another one. */
export function FrameNavigator() {
  const { pictures, player } = useSession();
  const playing = useSource(player, () => player.state.playing);
  const several = pictures.numbers.length > 1;
  return (
    <div className={styles.frames}>
      <div className={styles.buttons}>
        <ActionButton id="workspace.first" />
        <ActionButton id="workspace.back" />
        <ActionButton id="workspace.previous" />
        {several ? <ActionButton id="workspace.play" icon={playing ? "pause" : "play"} /> : null}
        <ActionButton id="workspace.next" />
        <ActionButton id="workspace.forward" />
        <ActionButton id="workspace.last" />
        {several ? <StepsMenu /> : null}
      </div>
      <FrameSlider />
      <FrameNumber />
    </div>
  );
}

function FrameNumber() {
  const { t } = useTranslation();
  const { editor, player, pictures } = useSession();
  const { wanted } = usePlayer();
  const [typed, setTyped] = useState<string | null>(null);
  const leave = (go: boolean) => {
    const text = typed?.trim() ?? "";
    if (go && text !== "") goTo(text);
    setTyped(null);
  };
  const goTo = (text: string) => {
    const number = Number(text);
    const frame = Number.isFinite(number) ? number : pictures.named(text, wanted);
    if (frame !== null) player.goTo(frame);
    else editor.operations.told.emit({ key: "workspace:find.noName", values: { text } });
  };
  return (
    <label className={styles.number}>
      <input
        id={FRAME_INPUT_ID}
        inputMode={pictures.isVideo ? "numeric" : "text"}
        title={t("workspace:frame.typed")}
        aria-label={t("workspace:frame.number")}
        className={styles.numberInput}
        style={{ width: `${`${pictures.range.last}`.length + 2.5}ch` }}
        value={typed ?? wanted}
        onFocus={(event) => event.currentTarget.select()}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={() => leave(true)}
        onKeyDown={(event) => {
          if (event.key !== "Enter" && event.key !== "Escape") return;
          leave(event.key === "Enter");
          event.currentTarget.blur();
        }}
      />
      <span className={styles.of}>/ {pictures.range.last}</span>
    </label>
  );
}

function FrameSlider() {
  const { t } = useTranslation();
  const { player, pictures } = useSession();
  const { wanted } = usePlayer();
  const { first, last } = pictures.range;
  return (
    <div className={styles.slider}>
      <Buffered className={styles.buffered} />
      <RemovedFrames className={styles.removed} />
      <input
        type="range"
        aria-label={t("workspace:frame.slider")}
        min={first}
        max={last}
        value={wanted}
        disabled={first === last}
        onChange={(event) => player.goTo(Number(event.target.value))}
        onPointerUp={(event) => event.currentTarget.blur()}
      />
    </div>
  );
}
