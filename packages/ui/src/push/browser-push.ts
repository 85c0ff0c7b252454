/** What the platform needs to write to a browser. */
export interface PushBrowser {
  readonly endpoint: string;
  readonly keys: { readonly p256dh: string; readonly auth: string };
}

/** `blocked`: the person or the browser said no before; only the browser's own settings can change that. */
export type PushState = 'unsupported' | 'blocked' | 'off' | 'on';

interface PushPlace {
  /** Path of the worker that shows what arrives. */
  readonly worker: string;
  /** Of its own, so that it stands between no page and the network. */
  readonly scope: string;
}

export async function readPushState({ scope }: PushPlace): Promise<PushState> {
  if (!('serviceWorker' in navigator) || !('PushManager' in window) || !('Notification' in window))
    return 'unsupported';
  if (Notification.permission === 'denied') return 'blocked';
  const registration = await navigator.serviceWorker.getRegistration(scope);
  return (await registration?.pushManager.getSubscription()) ? 'on' : 'off';
}

/** Asks the person, by a click of theirs. Null when they say no. */
export async function allowPush({ worker, scope }: PushPlace, publicKey: string): Promise<PushBrowser | null> {
  if ((await Notification.requestPermission()) !== 'granted') return null;
  const registration = await navigator.serviceWorker.register(worker, { scope });
  await activated(registration);
  const options = { userVisibleOnly: true, applicationServerKey: publicKey };
  const { endpoint, keys } = (await registration.pushManager.subscribe(options)).toJSON();
  if (!endpoint || !keys?.p256dh || !keys.auth) throw new Error('This browser gave no keys to write to it.');
  return { endpoint, keys: { p256dh: keys.p256dh, auth: keys.auth } };
}

/** Ends push here; returns where it went, for the platform to forget. */
export async function endPush({ scope }: PushPlace): Promise<string | null> {
  const registration = await navigator.serviceWorker.getRegistration(scope);
  const subscription = await registration?.pushManager.getSubscription();
  if (!subscription) return null;
  await subscription.unsubscribe();
  return subscription.endpoint;
}

/** A browser subscribes only through a worker that runs. */
function activated({ active, installing, waiting }: ServiceWorkerRegistration): Promise<void> {
  const coming = installing ?? waiting;
  if (active || !coming) return Promise.resolve();
  return new Promise((resolve) => {
    coming.addEventListener('statechange', () => {
      if (coming.state === 'activated') resolve();
    });
  });
}
