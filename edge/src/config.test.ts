import { expect, test } from 'vitest';
import { readConfig } from './index.ts';

const name = (addresses: Record<string, string>) => ({
  EDGES: 'Zurich=https://zrh.example.com,Edge 2=https://e2.example.com',
  STEERING_PORTS: JSON.stringify([
    {
      kind: 'dns_update',
      server: { host: '192.0.2.53', port: 53 },
      zone: 'example.com',
      name: 'api.example.com',
      ttlSeconds: 10,
      key: { name: 'monitor', secret: 'c2VjcmV0' },
      addresses,
    },
  ]),
});

test('a way of steering that has no address for an edge is refused at the start, and not at the first change', () => {
  const addresses = { 'edge-zurich': '192.0.2.1', 'edge-2': '192.0.2.2' };
  expect(readConfig(name(addresses)).steeringPorts).toMatchObject([{ kind: 'dns_update', addresses }]);
  expect(() => readConfig(name({ 'edge-2': '192.0.2.2' }))).toThrow(
    'STEERING_PORTS: dns_update has no address for edge-zurich',
  );
});
