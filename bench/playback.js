/** What the benchmark does with the video of the open job; `window.limn` is the handle for tests. */
(() => {
  const { editor } = window.limn;
  const nextFrame = () => new Promise(requestAnimationFrame);
  /** When each picture came, ms. */
  const frames = new Map();
  let came = () => {};

  editor.frameChanged.subscribe(() => {
    if (!editor.image || frames.has(editor.frame)) return;
    frames.set(editor.frame, performance.now());
    came(editor.frame);
  });

  window.playback = {
    forget: () => frames.clear(),
    /** Seconds between each picture and the one before, since they were forgotten. */
    gaps() {
      const times = [...frames.values()];
      return times.slice(1).map((time, n) => (time - times[n]) / 1000);
    },
    /** Seconds from wanting a frame until the browser was told to show its picture. */
    async seek(frame) {
      const started = performance.now();
      frames.clear();
      const there = new Promise((resolve) => {
        came = (other) => other === frame && resolve();
      });
      editor.frameWanted.emit(frame);
      await there;
      await nextFrame();
      return (performance.now() - started) / 1000;
    },
  };
})();
