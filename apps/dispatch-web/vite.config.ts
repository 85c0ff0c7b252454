import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';
import { screenPaths } from './src/screen-paths.ts';

const platform = process.env.PLATFORM_URL ?? 'http://127.0.0.1:4000';

export default defineConfig({
  base: '/',
  plugins: [
    react(),
    VitePWA({
      // Nobody is thrown out of what they are doing: the new version waits until somebody asks for it.
      registerType: 'prompt',
      injectRegister: false,
      manifest: false,
      workbox: {
        globPatterns: ['**/*.{js,css,html,svg}', '**/inter-latin-wght*.woff2'],
        globIgnores: ['push-worker.js'],
        navigateFallback: '/index.html',
        // Its scope is the whole origin: doors, other apps and pages of the platform stay the network's.
        navigateFallbackAllowlist: screenPaths.map((path) => new RegExp(`^${path}(?:[?#]|$)`)),
        maximumFileSizeToCacheInBytes: 4 * 1024 * 1024,
        cleanupOutdatedCaches: true,
        inlineWorkboxRuntime: true,
      },
    }),
  ],
  worker: { format: 'es' },
  build: { outDir: 'dist', emptyOutDir: true, target: 'es2023', chunkSizeWarningLimit: 1200 },
  server: { host: '127.0.0.1', port: 4010, strictPort: true, proxy: { '/api': platform, '/map': platform } },
});
