import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

export default defineConfig({
  plugins: [react()],
  worker: { format: "es" },
  build: { target: "es2023", chunkSizeWarningLimit: 1500 },
  preview: { port: 4173 },
  test: { include: ["{src,workers,bench,scripts}/**/*.test.ts"], testTimeout: 30_000 },
});
