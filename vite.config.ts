import react from "@vitejs/plugin-react";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";
import { bundle } from "./scripts/bundle.mjs";
import { pagePolicy } from "./scripts/csp.mjs";

/** Puts the policy into the built page. Not in development: the dev server's hot reloading needs inline scripts. */
function contentSecurityPolicyTag(): Plugin {
  return {
    name: "content-security-policy",
    apply: "build",
    transformIndexHtml: () => [
      {
        tag: "meta",
        attrs: { "http-equiv": "Content-Security-Policy", content: pagePolicy },
        injectTo: "head-prepend",
      },
    ],
  };
}

/** Tests of whole runs have the engine as the command line has it: in one bundle, and at its speed. */
function bundledEngine(): Plugin {
  let folder: Promise<string> | null = null;
  return {
    name: "bundled-engine",
    enforce: "pre",
    async resolveId(source, importer = "") {
      if (!source.endsWith("engine/index.ts") || importer.includes("/src/engine/")) return null;
      folder ??= bundle();
      return { id: `${await folder}/engine.mjs`, external: true };
    },
  };
}

export default defineConfig({
  // Relative, so that the build works from any folder of any server.
  base: "./",
  plugins: [react(), contentSecurityPolicyTag()],
  worker: { format: "es" },
  build: {
    target: "es2022",
    // The policy allows no data: fonts.
    assetsInlineLimit: 0,
    rolldownOptions: {
      output: {
        codeSplitting: {
          // What the canvas needs comes first and changes seldom; the rest (charts, dialogs) is split where it is imported lazily.
          groups: [
            { name: "react", test: /node_modules[\\/](react|react-dom|scheduler)[\\/]/, priority: 2 },
            {
              name: "canvas",
              test: /node_modules[\\/](@xyflow|classcat|zustand|use-sync-external-store)[\\/]/,
              priority: 1,
            },
          ],
        },
      },
    },
  },
  test: {
    pool: "forks",
    maxWorkers: 2,
    testTimeout: 60_000,
    projects: [
      {
        extends: true,
        plugins: [bundledEngine()],
        test: { name: "unit", include: ["src/**/*.test.{ts,tsx}", "scripts/**/*.test.ts", "bench/**/*.test.ts"] },
      },
      { extends: true, plugins: [bundledEngine()], test: { name: "proof", include: ["proof/**/*.test.ts"] } },
    ],
  },
});
