import { spawn } from 'node:child_process';
import { npmCommand, project } from '../set-up/project.mjs';
import { outcome } from './run-part.mjs';

/** What is asked is small, and a registry that does not answer at once is not waited for. */
const PATIENCE = ['--fetch-retries=0', '--fetch-timeout=15000'];
const ASK = ['audit', '--omit=dev', '--audit-level=high', '--json', ...PATIENCE];
const COUNTS = ['high', 'critical'];

/** A registry that serves no audits, wants another sign-in for them, or is down says so by its status. */
const CANNOT = [401, 403, 404, 405, 408, 429, 500, 501, 502, 503, 504];
const UNREACHED =
  /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|FETCH_ERROR|network timeout/;

/**
 * Asks the registry what is known of the dependencies that are shipped. A finding of at least `high` fails. Where the
 * registry cannot be asked, the part is `excused`: named with the reason, and the one thing that may be left out where
 * nothing may be skipped, since no change of ours makes a registry answer.
 */
export async function auditDependencies() {
  const told = readAudit(await askNpm());
  if (told.unreachable) return { ...outcome(0, 0), excused: [`the audit of dependencies: ${told.unreachable}`] };
  for (const words of told.findings) console.log(words);
  return told.findings.length === 0 ? outcome(1, 0) : outcome(0, 1);
}

/**
 * What `npm audit --json` printed: `findings` in words, each of at least `high`, or `unreachable` with why nobody could be
 * asked. What is neither a report nor a known way not to be answered is a finding: an audit that did not happen never passes.
 */
export function readAudit(printed) {
  let told;
  try {
    told = JSON.parse(printed);
  } catch {
    return { findings: [`npm audit printed no JSON: ${printed.slice(0, 200)}`] };
  }
  if (told.vulnerabilities && told.metadata?.vulnerabilities) {
    const grave = Object.values(told.vulnerabilities).filter(({ severity }) => COUNTS.includes(severity));
    return { findings: grave.map(inWords) };
  }
  if (CANNOT.includes(told.statusCode)) return { findings: [], unreachable: `the registry answers ${told.statusCode}` };
  const words = [told.message, told.error?.code, told.error?.summary, told.error?.detail].filter(Boolean).join(' ');
  const [network] = UNREACHED.exec(words) ?? [];
  if (network) return { findings: [], unreachable: `the registry cannot be reached (${network})` };
  return { findings: [`npm audit did not happen: ${words || printed.slice(0, 200)}`] };
}

/** `semver 5.0.0 - 5.7.1 (high): ReDoS …; npm audit fix mends it`. */
function inWords({ name, range, severity, via, fixAvailable }) {
  const why = via.map((one) => (typeof one === 'string' ? `through ${one}` : one.title));
  const mend = fixAvailable ? 'a mended version is there' : 'there is no mended version yet';
  return `${name} ${range} (${severity}): ${[...new Set(why)].join('; ')}; ${mend}`;
}

function askNpm() {
  const { command, first } = npmCommand();
  return new Promise((resolve, reject) => {
    const child = spawn(command, [...first, ...ASK], {
      cwd: project,
      stdio: ['ignore', 'pipe', 'ignore'],
      shell: process.platform === 'win32',
    });
    let printed = '';
    child.stdout.setEncoding('utf8').on('data', (text) => {
      printed += text;
    });
    child.on('error', reject);
    // It exits with 1 for a finding and for a registry that does not answer alike: the words tell.
    child.on('close', () => resolve(printed));
  });
}
