import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

/** Builds the pages into `dist/web`: `node scripts/build.mjs` calls it. */
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  build: {
    outDir: fileURLToPath(new URL('../../dist/web', import.meta.url)),
    emptyOutDir: true,
    // Files of their own for everything: the policy of the pages allows nothing inline.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // The first browsers with light-dark(), which the colours are written in.
    target: ['chrome123', 'firefox120', 'safari17.5'],
    reportCompressedSize: false,
    rolldownOptions: {
      onLog: (level, log, take) => {
        // Libraries mark modules for servers that render; here nothing but the browser renders.
        if (log.code !== 'MODULE_LEVEL_DIRECTIVE') take(level, log);
      },
    },
  },
  logLevel: 'warn',
});
