import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';

const platform = 'http://127.0.0.1:4000';

export default defineConfig({
  base: '/track/',
  plugins: [
    react(),
    VitePWA({
      registerType: 'prompt',
      injectRegister: false,
      manifest: false,
      workbox: {
        // What a delivery is read with. The map is large and comes when it is shown; from then on it is kept too.
        globPatterns: ['index.html', 'favicon.svg', 'assets/index-*.{js,css}', 'assets/inter-latin-wght*.woff2'],
        navigateFallback: '/track/index.html',
        runtimeCaching: [
          {
            urlPattern: ({ url, sameOrigin }) => sameOrigin && url.pathname.startsWith('/track/assets/'),
            handler: 'CacheFirst',
            options: { cacheName: 'tracker-assets', expiration: { maxEntries: 40, purgeOnQuotaError: true } },
          },
        ],
        cleanupOutdatedCaches: true,
        inlineWorkboxRuntime: true,
      },
    }),
  ],
  worker: { format: 'es' },
  build: { outDir: 'dist', emptyOutDir: true, target: 'es2022', chunkSizeWarningLimit: 1200 },
  server: { host: '127.0.0.1', port: 4011, strictPort: true, proxy: { '/tracker-api': platform, '/map': platform } },
});
