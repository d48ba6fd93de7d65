import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";

const server = process.env.LIMN_DEV_SERVER ?? "http://127.0.0.1:8080";
// The Host stays the browser's: the server compares it with the Origin of every change.
const proxy = {
  "/api": { target: server },
  "/login/": { target: server },
};

/** A catalogue of texts that is fetched when it is needed: its language and its part of the app. */
const catalogue = /\/src\/i18n\/(?!en\/\w+\.json)(\w+)\/(?:(\w+)\/)?\w+\.json$/;

/** The file of the catalogue `id`: one for each language and part, however many namespaces. */
function textsFile(id: string): string | null {
  return catalogue.exec(id)?.slice(1).filter(Boolean).join("-") ?? null;
}

/** What plugins import by name, and the module of ours they get. */
const shared = {
  react: "src/plugins/shared/react.ts",
  "react/jsx-runtime": "src/plugins/shared/jsx-runtime.ts",
};

/** Puts the import map into the page; the server allows it by its hash. */
function importMap(): Plugin {
  return {
    name: "import-map",
    transformIndexHtml: {
      order: "post",
      handler(_, { bundle }) {
        const chunks = Object.values(bundle ?? {});
        const address = (path: string) => {
          const built = chunks.find(
            (one) => one.type === "chunk" && one.facadeModuleId?.endsWith(path),
          );
          return `/${built?.fileName ?? path}`;
        };
        const imports = Object.fromEntries(
          Object.entries(shared).map(([name, path]) => [name, address(path)]),
        );
        const children = JSON.stringify({ imports });
        return [
          { tag: "script", attrs: { type: "importmap" }, children, injectTo: "head-prepend" },
        ];
      },
    },
  };
}

/** Tests of geometry, records, tools and frames. */
const PURE = "src/{core,editor,actions,frames}/**/*.test.{ts,tsx}";

export default defineConfig({
  base: "/",
  plugins: [react(), importMap()],
  resolve: { alias: { "@": fileURLToPath(new URL("./src", import.meta.url)) } },
  server: { host: "127.0.0.1", port: 5173, proxy },
  preview: { host: "127.0.0.1", proxy },
  build: {
    outDir: "limn_webapp/static",
    emptyOutDir: true,
    manifest: true,
    // What the page about Limn lists.
    license: { fileName: "licences.json" },
    target: "es2023",
    // Inlined files would need `data:` in the content security policy.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 900,
    rolldownOptions: {
      input: ["index.html", ...Object.values(shared)],
      preserveEntrySignatures: "exports-only",
      output: {
        codeSplitting: {
          groups: [{ debugName: "texts", test: catalogue, name: textsFile }],
        },
      },
    },
  },
  worker: { format: "es" },
  test: {
    // What `PURE` names does without a page; its tests prove it.
    projects: [
      {
        extends: true,
        test: {
          name: "pure",
          environment: "node",
          include: [PURE],
        },
      },
      {
        extends: true,
        test: {
          name: "page",
          environment: "jsdom",
          include: ["src/**/*.test.{ts,tsx}"],
          exclude: [PURE],
        },
      },
    ],
  },
});
