import { type ComponentType, lazy, Suspense } from "react";

/** A part whose code is fetched when it is shown first; nothing is drawn until it is there. */
export function lazily<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): ComponentType<Props> {
  const Part = lazy(async () => ({ default: await load() }));
  return (props) => (
    <Suspense fallback={null}>
      <Part {...props} />
    </Suspense>
  );
}
