import { Image as ImageIcon } from "lucide-react";
import { useState } from "react";
import styles from "./Preview.module.css";

interface PreviewProps {
  /** Address of the picture on this server; absent: there is none. */
  src?: string | undefined;
  /** px; absent: as wide as there is room. */
  width?: number;
  /** px */
  height: number;
  /** Its address is still to come. */
  awaited?: boolean;
}

/** A small picture in a frame of fixed size: empty while it loads, an icon when there is none. */
export function Preview({ src, width, height, awaited = false }: PreviewProps) {
  const [loaded, setLoaded] = useState<{ src: string; ok: boolean } | null>(null);
  const state = loaded && loaded.src === src ? loaded : null;
  const missing = src ? state?.ok === false : !awaited;
  return (
    <span className={styles.frame} style={{ width: width ?? "100%", height }} aria-hidden>
      {missing ? <ImageIcon size={18} strokeWidth={1.5} /> : null}
      {src && !missing ? (
        <img
          src={src}
          alt=""
          width={width}
          height={height}
          loading="lazy"
          decoding="async"
          className={state?.ok ? styles.shown : styles.waiting}
          onLoad={() => setLoaded({ src, ok: true })}
          onError={() => setLoaded({ src, ok: false })}
        />
      ) : null}
    </span>
  );
}
