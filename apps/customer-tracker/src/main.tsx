import '@roundsman/ui/base.css';
import './tracker.css';
import { registerSW } from 'virtual:pwa-register';
import { createClient, manifestOfPage } from '@roundsman/client';
import { createRoot } from 'react-dom/client';
import { LookupPage } from './lookup-page.tsx';
import { PreferencesPage } from './preferences-page.tsx';
import { readRoute } from './route.ts';
import { TrackerPage } from './tracker-page.tsx';
import { wordsFor } from './words/index.ts';

// Kept on the device, so that it starts when its edge is gray; a new version comes with the next visit.
registerSW();

const client = createClient({ edges: [''], manifest: manifestOfPage(), reports: true });
const route = readRoute(location.pathname);
const browserWords = wordsFor(navigator.language);
document.documentElement.lang = browserWords.language;

createRoot(document.getElementById('app')!).render(
  route.kind === 'lookup' ? (
    <LookupPage client={client} words={browserWords} />
  ) : route.kind === 'preferences' ? (
    <PreferencesPage client={client} link={route.link} browserWords={browserWords} />
  ) : (
    <TrackerPage client={client} link={route.link} browserWords={browserWords} />
  ),
);
