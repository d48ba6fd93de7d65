import { useEffect, useState } from "react";
import type { Editor } from "../../editor";
import { useSession } from "../hooks";
import { usePreferences } from "./preferences";
import { changesOf, equalising, lightsOf, TONE_FILTER } from "./tone";

/** The filter by which the picture's gamma is changed and its light spread. */
export function ToneFilter() {
  const { adjustments } = usePreferences();
  const { gamma, equalised } = adjustments;
  const changes = useChanges(equalised);
  if (gamma === 100 && !equalised) return null;
  return (
    <svg width="0" height="0" style={{ position: "absolute" }} aria-hidden>
      <filter id={TONE_FILTER} colorInterpolationFilters="sRGB" x="0" y="0" width="1" height="1">
        {changes ? <Equalise changes={changes} /> : null}
        <feComponentTransfer>
          <feFuncR type="gamma" exponent={100 / gamma} />
          <feFuncG type="gamma" exponent={100 / gamma} />
          <feFuncB type="gamma" exponent={100 / gamma} />
        </feComponentTransfer>
      </filter>
    </svg>
  );
}

/** Adds to every colour by how much its light changes: hues stay. */
function Equalise({ changes }: { changes: string }) {
  const light = "0.299 0.587 0.114 0 0";
  return (
    <>
      <feColorMatrix type="matrix" values={`${light} ${light} ${light} 0 0 0 1 0`} />
      <feComponentTransfer result="change">
        <feFuncR type="table" tableValues={changes} />
        <feFuncG type="table" tableValues={changes} />
        <feFuncB type="table" tableValues={changes} />
      </feComponentTransfer>
      <feComposite
        in="SourceGraphic"
        in2="change"
        operator="arithmetic"
        k1={0}
        k2={1}
        k3={2}
        k4={-1}
      />
    </>
  );
}

/** The table for the picture on screen, while one is wanted. */
function useChanges(wanted: boolean): string | null {
  const { editor } = useSession();
  const [changes, setChanges] = useState<string | null>(null);
  useEffect(() => {
    if (!wanted) return setChanges(null);
    const follow = () => setChanges(changesFor(editor));
    follow();
    return editor.frameChanged.subscribe(follow);
  }, [editor, wanted]);
  return changes;
}

/** Enough to know how light is spread, px. */
const SAMPLE = 256;

function changesFor({ image }: Editor): string | null {
  if (!image) return null;
  const ctx = new OffscreenCanvas(SAMPLE, SAMPLE).getContext("2d", { willReadFrequently: true });
  if (!ctx) return null;
  ctx.drawImage(image, 0, 0, SAMPLE, SAMPLE);
  return changesOf(equalising(lightsOf(ctx.getImageData(0, 0, SAMPLE, SAMPLE).data)));
}
