import react from "@vitejs/plugin-react";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";

/**
 * The page itself fetches nothing from anywhere but its own origin. Files at addresses that the user gives are read by one worker
 * (workers/remote.worker.ts): a worker follows the policy of its own script's answer, not that of the page, so `connect-src` need
 * not be opened here. A host that sends a policy as a header has to add `connect-src 'self' https: http:` for that script.
 * WebAssembly is for ZSTD, LERC and the kernels; MapLibre and React set inline styles.
 */
const policy = [
  "default-src 'self'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "connect-src 'self' blob: data:",
].join("; ");

/** The policy goes into the built page only: the development server injects scripts of its own. */
const contentSecurityPolicy: Plugin = {
  name: "content-security-policy",
  apply: "build",
  transformIndexHtml: () => [{ tag: "meta", attrs: { "http-equiv": "Content-Security-Policy", content: policy }, injectTo: "head-prepend" }],
};

export default defineConfig({
  plugins: [react(), contentSecurityPolicy],
  worker: { format: "es" },
  build: { target: "es2023", chunkSizeWarningLimit: 1500 },
  preview: { port: 4173 },
  test: { include: ["{src,workers,bench,scripts}/**/*.test.ts"], testTimeout: 30_000 },
});
