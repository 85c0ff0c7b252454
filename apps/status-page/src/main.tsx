import '@roundsman/ui/base.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { StatusPage } from './page/status-page.tsx';

const root = document.getElementById('app');
if (!root) throw new Error('The page has no element #app');
createRoot(root).render(
  <StrictMode>
    <StatusPage />
  </StrictMode>,
);
