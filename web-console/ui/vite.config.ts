import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

// `npm run dev` beside a running `signalbox serve`.
const server = "http://127.0.0.1:7420";

export default defineConfig({
  plugins: [react()],
  build: {
    target: "es2022",
    // Nothing is inlined: the policy that the server sends allows files of its own only.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    // What every page needs and is not ours in one file: it packs better than in three, and a new version of the page leaves it in browsers' caches.
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [{ name: "lib", test: /node_modules\/(react|react-dom|scheduler|@tanstack\/(react-query|query-core))\// }],
        },
      },
    },
    // `bytes.mjs` reads from it what each page loads.
    manifest: true,
  },
  server: {
    proxy: Object.fromEntries(["/api", "/signin", "/signout"].map((path) => [path, { target: server }])),
  },
  // A test reads the style sheets themselves.
  test: { include: ["tests/**/*.test.ts"], css: true },
});
