import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vitest/config";
import { noChatLauncher } from "./chat-launcher.ts";

export default defineConfig({
  plugins: [svelte(), noChatLauncher()],
  resolve: { conditions: ["browser"] },
  server: { fs: { allow: [".."] } },
  test: {
    environment: "happy-dom",
    // The colours are read as text, to compute their contrast.
    css: { include: [/tokens\.css/] },
    include: ["test/**/*.test.ts", "src/**/*.test.ts"],
  },
});
