import { useLayoutEffect, useRef } from "react";
import styles from "./guides.module.css";
import { rendered } from "./markdown";

/** Markdown as it is read; safe, whoever wrote it. */
export function Markdown({ text }: { text: string }) {
  const place = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => place.current?.replaceChildren(rendered(text)), [text]);
  return <div ref={place} className={styles.markdown} />;
}
