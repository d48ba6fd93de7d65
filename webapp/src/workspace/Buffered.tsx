import { useEffect, useState } from "react";
import type { FrameRange } from "../frames/source";
import { FrameBars } from "./FrameBars";
import { useSession } from "./hooks";

/** Pictures come by the dozen a second; the bars need not. */
const PAUSE_MS = 250;

interface BufferedProps {
  className: string | undefined;
  style?: React.CSSProperties;
}

/** Which frames of the job are at hand, as bars over its whole length. */
export function Buffered({ className, style }: BufferedProps) {
  const { frames } = useSession();
  const [ranges, setRanges] = useState<readonly FrameRange[]>([]);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const read = () => {
      timer = undefined;
      setRanges(frames.buffered());
    };
    read();
    const stop = frames.onBuffered(() => {
      timer ??= setTimeout(read, PAUSE_MS);
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [frames]);
  return <FrameBars ranges={ranges} className={className} style={style} />;
}
