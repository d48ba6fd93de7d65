import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { asApiError } from "../../api/errors";
import { ActionButton } from "../ActionButton";
import { Chrome } from "../Chrome";
import { useSession, useShownFrame } from "../hooks";
import { useLayout } from "../layout-state";
import styles from "./context.module.css";
import type { ContextImage } from "./context-images";
import { Enlarged } from "./Enlarged";

/** Pictures taken along with the frame, under it; nothing in a job that has none. */
export function ContextStrip() {
  const { t } = useTranslation();
  const { pictures } = useSession();
  const frame = useShownFrame();
  const folded = useLayout((state) => state.contextFolded);
  const [large, setLarge] = useState<string | null>(null);
  const { images, problem } = useImages(frame, !folded);
  if (!pictures.hasContext) return null;
  const shown = images.findIndex(({ name }) => name === large);
  return (
    <Chrome as="section" className={styles.strip} aria-label={t("workspace:context.name")}>
      <div className={styles.head}>
        <span>{t("workspace:context.count", { count: pictures.context(frame) })}</span>
        <ActionButton id="workspace.toggle-context" placement="top" />
      </div>
      {folded ? null : (
        <div className={styles.images}>
          {problem ? <p role="alert">{problem}</p> : null}
          {images.map(({ name, url }) => (
            <button
              key={name}
              type="button"
              className={styles.image}
              title={name}
              aria-label={t("workspace:context.enlarge", { name })}
              onClick={() => setLarge(name)}
            >
              <img src={url} alt="" draggable={false} />
              <span>{name}</span>
            </button>
          ))}
        </div>
      )}
      {shown < 0 ? null : (
        <Enlarged
          images={images}
          at={shown}
          onShow={(at) => setLarge(images[at]?.name ?? null)}
          onClose={() => setLarge(null)}
        />
      )}
    </Chrome>
  );
}

const NONE: readonly ContextImage[] = [];

/** The images of the frame once they have come; those of the frame before do not stay. */
function useImages(frame: number, wanted: boolean) {
  const { contextImages, pictures } = useSession();
  const [came, setCame] = useState({ frame: -1, images: NONE, problem: null as string | null });
  const count = pictures.context(frame);
  useEffect(() => {
    if (!wanted || count === 0) return;
    let still = true;
    contextImages.of(frame).then(
      (images) => still && setCame({ frame, images, problem: null }),
      (error) => still && setCame({ frame, images: NONE, problem: asApiError(error).detail }),
    );
    return () => {
      still = false;
    };
  }, [contextImages, frame, wanted, count]);
  return came.frame === frame && count > 0 ? came : { images: NONE, problem: null };
}
