/** What the benchmark does in the open job; `window.limn` is the handle for tests. */
(() => {
  const { editor } = window.limn;
  const nextFrame = () => new Promise(requestAnimationFrame);
  let filled = [];

  function polygon(n, count, corners, frame) {
    const across = Math.ceil(Math.sqrt(count * 1.33));
    const { width, height } = editor.size;
    const [w, h] = [width / across, height / Math.ceil(count / across)];
    const [x, y] = [((n % across) + 0.5) * w, (Math.floor(n / across) + 0.5) * h];
    const points = [];
    for (let i = 0; i < corners; i++) {
      const angle = (i / corners) * 2 * Math.PI;
      const away = 0.35 + 0.12 * Math.sin(i * 7 + n);
      points.push(x + Math.cos(angle) * w * away, y + Math.sin(angle) * h * away);
    }
    return {
      id: `bench-${frame}-${n}`, kind: "shape", type: "polygon", serverId: null, frame,
      labelId: editor.labels[0].id, group: 0, source: "manual", attributes: [], points,
      rotation: 0, occluded: false, outside: false, zOrder: 0, score: 1, elements: [],
    };
  }

  window.bench = {
    /** That many polygons on the first two frames, in place of those before; with or without names. */
    fill(count, corners, named) {
      editor.store.remove(filled, "server");
      const shapes = [0, 1].flatMap((frame) =>
        Array.from({ length: frame === 0 || count <= 1000 ? count : 0 }, (_, n) =>
          polygon(n, count, corners, frame)),
      );
      filled = shapes.map(({ id }) => id);
      editor.store.put(shapes, "server");
      editor.setAppearance({ showText: named ? "always" : "never" });
      editor.viewport.fit();
    },
    async zoom(frames) {
      for (let i = 0; i < frames; i++) {
        editor.viewport.zoomBy(i % 20 < 10 ? 1.05 : 1 / 1.05);
        await nextFrame();
      }
    },
    async pan(frames) {
      for (let i = 0; i < frames; i++) {
        editor.viewport.pan({ x: i % 20 < 10 ? 6 : -6, y: i % 10 < 5 ? 4 : -4 });
        await nextFrame();
      }
    },
    /** From one frame to the other and back, each drawn before the next. */
    async change(frames) {
      const { image, size } = editor;
      for (let i = 0; i < frames; i++) {
        editor.setFrame(i % 2 === 0 ? 1 : 0, image, size);
        await nextFrame();
        await nextFrame();
      }
      editor.setFrame(0, image, size);
    },
    /** Seconds for what lies under a point. */
    hits(times) {
      const { width, height } = editor.size;
      editor.objectsAt(1, 1);
      const started = performance.now();
      for (let i = 0; i < times; i++) editor.objectsAt((i * 37) % width, (i * 91) % height);
      return (performance.now() - started) / times / 1000;
    },
    /** Seconds from so many objects coming to the frame until their rows are on screen. */
    async rows(count) {
      this.fill(0, 4, false);
      await nextFrame();
      await nextFrame();
      const started = performance.now();
      this.fill(count, 4, false);
      while (!document.querySelector("[data-testid=object-row]")) await nextFrame();
      return (performance.now() - started) / 1000;
    },
  };
})();
