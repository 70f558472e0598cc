import { svelte } from "@sveltejs/vite-plugin-svelte";
import { resolve } from "node:path";
import { defineConfig } from "vite";
import { chatLauncher, noChatLauncher } from "./chat-launcher.ts";
import { guides } from "./guides.ts";

const server = process.env.BANDEJA_SERVER ?? "http://127.0.0.1:8000";

export default defineConfig({
  plugins: [svelte(), chatLauncher(), noChatLauncher(), guides()],
  build: {
    target: "es2022",
    // A data: address in a style sheet would need a wider Content-Security-Policy for fonts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: {
        index: resolve(import.meta.dirname, "index.html"),
        simulator: resolve(import.meta.dirname, "simulator.html"),
      },
      output: {
        // The frame of a mail, which the server writes, asks for the font by its name.
        assetFileNames: ({ names }) =>
          names.some((name) => name.endsWith(".woff2")) ? "assets/[name][extname]" : "assets/[name]-[hash][extname]",
      },
    },
  },
  server: {
    host: "127.0.0.1",
    fs: { allow: [".."] },
    proxy: {
      "/api": { target: server },
      "/simulator/api": { target: server },
      "/simulator/graph": { target: server },
      "/uploads": { target: server },
      "/files": { target: server },
      "/forms": { target: server },
      "/socket": { target: server, ws: true },
    },
  },
});
