import { describe, expect, it } from 'vitest';

import { readConfig } from './index.ts';

describe('the configuration', () => {
  it('needs nothing, and takes an empty variable for an absent one', () => {
    expect(readConfig({ PORT: '', SMTP_URL: '' }, ['one', 'two'])).toMatchObject({
      port: 4000,
      host: '127.0.0.1',
      dataFolder: null,
      databaseUrl: null,
      smtpUrl: null,
      roles: ['one', 'two'],
    });
  });

  it('names every problem at once, and repeats no value that may be a secret', () => {
    const bad = {
      PORT: '70000',
      DATABASE_URL: 'mysql://user:hunter2@host/db',
      SMTP_URL: 'http://user:hunter2@host',
      LOG_LEVEL: 'loud',
      ROLES: 'one,three',
      EDGE_URLS: 'https://a.example,b.example',
    };
    const refused = () => readConfig(bad, ['one', 'two']);
    expect(refused).toThrow(
      /PORT: a port is 0 to 65535.*DATABASE_URL.*SMTP_URL.*LOG_LEVEL.*ROLES: there is no role three.*EDGE_URLS/,
    );
    expect(refused).not.toThrow(/hunter2/);
  });

  it('says what would be right, in words', () => {
    const refused = () => readConfig({ PORT: 'abc', LOG_LEVEL: 'loud', DATABASE_CONNECTIONS: '0' }, ['one']);
    expect(refused).toThrow(
      'PORT: a port is 0 to 65535. DATABASE_CONNECTIONS: a number from 1 to 999. LOG_LEVEL: one of trace, debug,',
    );
  });

  it.each([
    ['a service outside without its address', { TRAVEL_TIMES: 'osrm_http' }, 'needs the service'],
    ['a geocoder without its address', { GEOCODER: 'photon' }, 'GEOCODER=photon needs the service'],
    [
      'an address that nobody would be asked at',
      { TRAVEL_TIMES_URL: 'http://roads.example' },
      'is used with TRAVEL_TIMES set to',
    ],
    [
      'an address that is none',
      { TRAVEL_TIMES: 'valhalla_http', TRAVEL_TIMES_URL: 'roads.example' },
      'begins with http://',
    ],
  ])('refuses %s', (_what, environment, words) => {
    expect(() => readConfig(environment, ['one'])).toThrow(words);
  });

  it('takes the address of an OSRM for each kind of vehicle', () => {
    const { travelTimes, travelTimesUrl } = readConfig(
      { TRAVEL_TIMES: 'osrm_http', TRAVEL_TIMES_URL: 'http://osrm-{profile}:5000' },
      ['one'],
    );
    expect([travelTimes, travelTimesUrl]).toEqual(['osrm_http', 'http://osrm-{profile}:5000']);
  });

  it('starts the roles that are named', () => {
    expect(readConfig({ ROLES: 'two' }, ['one', 'two']).roles).toEqual(['two']);
  });
});
