import styles from "./Bone.module.css";

interface BoneProps {
  /** px, or a share of what it stands in: `38%`. */
  width: number | string;
  /** px */
  height?: number;
}

/** Where something will stand that is still to come: a line of text, a button. */
export function Bone({ width, height = 12 }: BoneProps) {
  return <span className={styles.bone} style={{ width, height }} aria-hidden />;
}
