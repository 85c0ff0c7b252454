import react from '@vitejs/plugin-react';
import { build, defineConfig, type Plugin } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';

const platform = 'http://127.0.0.1:4000';

const outDir = 'dist';
const target = 'es2022';
const OWN_PART = 'outbox-worker.js';

/** Our own part of the service worker, a classic script that the generated one takes in by its name. */
const ownPart: Plugin = {
  name: 'own-part-of-the-worker',
  apply: 'build',
  async writeBundle() {
    const lib = {
      entry: 'src/worker/outbox-worker.ts',
      formats: ['iife' as const],
      name: 'outboxWorker',
      fileName: () => OWN_PART,
    };
    const from = { root: import.meta.dirname, configFile: false as const };
    await build({ ...from, logLevel: 'warn', publicDir: false, build: { outDir, emptyOutDir: false, target, lib } });
  },
};

export default defineConfig({
  base: '/operator/',
  plugins: [
    react(),
    ownPart,
    VitePWA({
      // A crew is never thrown out of what it is doing: the new version waits until somebody asks for it.
      registerType: 'prompt',
      injectRegister: false,
      manifest: {
        id: '/operator/',
        name: 'Roundsman Crew',
        short_name: 'Crew',
        description: 'The day of a delivery crew, with and without a network',
        start_url: '/operator/',
        scope: '/operator/',
        display: 'standalone',
        orientation: 'portrait',
        background_color: '#f5f6f7',
        theme_color: '#1c56c9',
        icons: [
          { src: 'icon-192.png', sizes: '192x192', type: 'image/png' },
          { src: 'icon-512.png', sizes: '512x512', type: 'image/png', purpose: 'any' },
          { src: 'icon-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
          { src: 'icon.svg', sizes: 'any', type: 'image/svg+xml' },
        ],
      },
      workbox: {
        // Everything, the code reader included: a cold start in a cellar must find the whole app. Only the fonts of scripts nobody has shown yet stay out.
        globPatterns: ['**/*.{js,css,html,svg,png}', '**/inter-latin*.woff2'],
        importScripts: [OWN_PART],
        globIgnores: [OWN_PART],
        navigateFallback: '/operator/index.html',
        maximumFileSizeToCacheInBytes: 4 * 1024 * 1024,
        cleanupOutdatedCaches: true,
        inlineWorkboxRuntime: true,
      },
    }),
  ],
  build: { outDir, emptyOutDir: true, target, chunkSizeWarningLimit: 700 },
  server: { host: '127.0.0.1', port: 4012, strictPort: true, proxy: { '/operator-api': platform } },
});
