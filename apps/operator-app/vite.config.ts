import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';

const platform = 'http://127.0.0.1:4000';

export default defineConfig({
  base: '/operator/',
  plugins: [
    react(),
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
        navigateFallback: '/operator/index.html',
        maximumFileSizeToCacheInBytes: 4 * 1024 * 1024,
        cleanupOutdatedCaches: true,
        inlineWorkboxRuntime: true,
      },
    }),
  ],
  build: { outDir: 'dist', emptyOutDir: true, target: 'es2022', chunkSizeWarningLimit: 700 },
  server: { host: '127.0.0.1', port: 4012, strictPort: true, proxy: { '/operator-api': platform } },
});
