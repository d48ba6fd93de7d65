import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

const server = process.env.LIMN_DEV_SERVER ?? "http://127.0.0.1:8080";
// The Host stays the browser's: the server compares it with the Origin of every change.
const proxy = {
  "/api": { target: server },
  "/login/": { target: server },
};

export default defineConfig({
  base: "/",
  plugins: [react()],
  resolve: { alias: { "@": fileURLToPath(new URL("./src", import.meta.url)) } },
  server: { host: "127.0.0.1", port: 5173, proxy },
  preview: { host: "127.0.0.1", proxy },
  build: {
    outDir: "limn_webapp/static",
    emptyOutDir: true,
    manifest: true,
    target: "es2023",
    // Inlined files would need `data:` in the content security policy.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 900,
  },
  worker: { format: "es" },
  test: {
    // Geometry, records, tools and frames do without a page; their tests prove it.
    projects: [
      {
        extends: true,
        test: {
          name: "pure",
          environment: "node",
          include: ["src/{core,editor,actions,frames,i18n}/**/*.test.{ts,tsx}"],
        },
      },
      {
        extends: true,
        test: {
          name: "page",
          environment: "jsdom",
          include: ["src/{api,journal,live,pages,ui,workspace}/**/*.test.{ts,tsx}"],
        },
      },
    ],
  },
});
