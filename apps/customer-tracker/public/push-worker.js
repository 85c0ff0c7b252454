// Shows what the platform wrote to this browser, tells that it did, and leads to it. It stands between nothing.
self.addEventListener('push', (event) => {
  const { title, body, url, tag, seen } = event.data?.json() ?? {};
  if (!title) return;
  const shown = self.registration.showNotification(title, { body, tag, data: { url } });
  // What nobody was shown goes on by another channel.
  const told = () => seen && fetch(seen, { method: 'POST', mode: 'no-cors', keepalive: true }).catch(() => {});
  event.waitUntil(shown.then(told));
});

self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  const { url } = event.notification.data ?? {};
  if (url) event.waitUntil(self.clients.openWindow(url));
});
