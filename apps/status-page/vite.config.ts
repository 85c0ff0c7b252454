import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const edge = 'http://127.0.0.1:4001';

// Relative addresses: the page works below any folder of any file host.
export default defineConfig({
  base: './',
  plugins: [react()],
  build: { outDir: 'dist', emptyOutDir: true, target: 'es2022' },
  server: { host: '127.0.0.1', port: 4013, strictPort: true, proxy: { '/status.json': edge } },
});
