import { useSession, useSource } from "./hooks";
import type { FrameSpan } from "./pictures";

interface FrameBarsProps {
  ranges: readonly FrameSpan[];
  className: string | undefined;
  style?: React.CSSProperties | undefined;
}

/** Runs of frames as bars over the job's whole length. */
export function FrameBars({ ranges, className, style }: FrameBarsProps) {
  const { pictures } = useSession();
  const { first, last } = pictures.range;
  const share = (frames: number) => `${(frames / (last - first + 1)) * 100}%`;
  return (
    <div className={className} style={style} aria-hidden>
      {ranges.map((range) => (
        <span
          key={range.first}
          style={{
            left: share(range.first - first),
            width: share(range.last - range.first + 1),
          }}
        />
      ))}
    </div>
  );
}

/** Which frames were removed from the job. */
export function RemovedFrames(look: Omit<FrameBarsProps, "ranges">) {
  const { pictures } = useSession();
  const ranges = useSource(pictures, () => pictures.removedSpans);
  return ranges.length === 0 ? null : <FrameBars ranges={ranges} {...look} />;
}
