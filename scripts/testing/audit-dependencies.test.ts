import { describe, expect, it } from 'vitest';
import { readAudit } from './audit-dependencies.mjs';

const none = { info: 0, low: 0, moderate: 0, high: 0, critical: 0, total: 0 };
const dependencies = { prod: 412, dev: 0, optional: 31, peer: 0, peerOptional: 0, total: 443 };

/** As `npm audit --json` of npm 11 prints them. */
const CLEAN = {
  auditReportVersion: 2,
  vulnerabilities: {},
  metadata: { vulnerabilities: none, dependencies },
};
const FOUND = {
  auditReportVersion: 2,
  vulnerabilities: {
    semver: {
      name: 'semver',
      severity: 'high',
      isDirect: false,
      via: [
        {
          source: 1_096_482,
          name: 'semver',
          dependency: 'semver',
          title: 'semver vulnerable to Regular Expression Denial of Service',
          url: 'https://github.com/advisories/GHSA-c2qf-rxjj-qqgw',
          severity: 'high',
          cwe: ['CWE-1333'],
          cvss: { score: 7.5, vectorString: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H' },
          range: '>=5.0.0 <5.7.2',
        },
      ],
      effects: ['old-tool'],
      range: '5.0.0 - 5.7.1',
      nodes: ['node_modules/semver'],
      fixAvailable: true,
    },
    'old-tool': {
      name: 'old-tool',
      severity: 'critical',
      isDirect: true,
      via: ['semver'],
      effects: [],
      range: '<=2.0.0',
      nodes: ['node_modules/old-tool'],
      fixAvailable: false,
    },
    quiet: { name: 'quiet', severity: 'moderate', isDirect: true, via: ['semver'], effects: [], range: '*', nodes: [] },
  },
  metadata: { vulnerabilities: { ...none, moderate: 1, high: 1, critical: 1, total: 3 }, dependencies },
};
const NOT_SERVED = {
  message: '405 Method Not Allowed - POST https://registry.example/-/npm/v1/security/audits/quick',
  method: 'POST',
  uri: 'https://registry.example/-/npm/v1/security/audits/quick',
  headers: { allow: ['GET,HEAD'], 'content-length': ['0'], 'x-fetch-attempts': ['1'] },
  statusCode: 405,
  body: '',
  error: { summary: '', detail: '' },
};
const OFFLINE = {
  message:
    'request to https://registry.example/-/npm/v1/security/audits/quick failed, reason: getaddrinfo ENOTFOUND registry.example',
  error: { summary: '', detail: '' },
};

const read = (answer: object) => readAudit(JSON.stringify(answer, null, 2));

describe('the audit of dependencies', () => {
  it('passes where nothing is known', () => {
    expect(read(CLEAN)).toEqual({ findings: [] });
  });

  it('fails for what is high or critical, and says what, why and whether there is a mended version', () => {
    expect(read(FOUND).findings).toEqual([
      'semver 5.0.0 - 5.7.1 (high): semver vulnerable to Regular Expression Denial of Service; a mended version is there',
      'old-tool <=2.0.0 (critical): through semver; there is no mended version yet',
    ]);
  });

  it('is left out with the reason where the registry serves no audits, or cannot be reached', () => {
    expect(read(NOT_SERVED)).toEqual({ findings: [], unreachable: 'the registry answers 405' });
    expect(read(OFFLINE)).toEqual({ findings: [], unreachable: 'the registry cannot be reached (ENOTFOUND)' });
  });

  it('fails for anything else: an audit that did not happen never passes', () => {
    const noLock = { error: { code: 'ENOLOCK', summary: 'This command requires an existing lockfile.', detail: '' } };
    for (const printed of ['', 'npm error', '{}', JSON.stringify(noLock), JSON.stringify({ statusCode: 418 })])
      expect(readAudit(printed).findings, printed).toHaveLength(1);
  });
});
