import { useEffect, useState } from "react";
import type { FrameRange } from "../frames/source";
import { useSession } from "./hooks";

interface BufferedProps {
  className: string | undefined;
  style?: React.CSSProperties;
}

/** Which frames of the job are at hand, as bars over its whole length. */
export function Buffered({ className, style }: BufferedProps) {
  const { frames, pictures } = useSession();
  const [ranges, setRanges] = useState<readonly FrameRange[]>([]);
  useEffect(() => {
    const read = () => setRanges(frames.buffered());
    read();
    return frames.onBuffered(read);
  }, [frames]);
  const { first, last } = pictures.range;
  const share = (frame: number) => `${((frame - first) / (last - first + 1)) * 100}%`;
  return (
    <div className={className} style={style} aria-hidden>
      {ranges.map((range) => (
        <span
          key={range.first}
          style={{
            left: share(range.first),
            width: share(first + range.last - range.first + 1),
          }}
        />
      ))}
    </div>
  );
}
