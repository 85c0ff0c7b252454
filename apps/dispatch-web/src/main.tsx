import '@roundsman/ui/base.css';
import { RoundsmanProvider } from '@roundsman/ui/mantine';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import './mantine-styles.ts';
import './page.css';
import { queryClient } from './queries/query-client.ts';
import { router } from './router.tsx';
import { keepAppHere } from './shell/new-version.tsx';

const place = document.getElementById('app');
if (!place) throw new Error('index.html has no element #app');

keepAppHere();
createRoot(place).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <RoundsmanProvider>
        <RouterProvider router={router} />
      </RoundsmanProvider>
    </QueryClientProvider>
  </StrictMode>,
);
