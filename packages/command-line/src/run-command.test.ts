import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Plan } from '@roundsman/routing-solver';
import { checkPlan } from '@roundsman/routing-solver/checker';
import { makeDeliveryDay } from '@roundsman/routing-solver/testing';
import { afterAll, describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../../..');
const folder = mkdtempSync(join(tmpdir(), 'roundsman-command-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function run(args: readonly string[], input = '') {
  const bin = join(import.meta.dirname, '../bin/roundsman.mjs');
  return spawnSync(process.execPath, [bin, ...args], { input, encoding: 'utf8', cwd: folder });
}

const day = makeDeliveryDay({ jobs: 30, vehicles: 4, seed: 2 });
const { size, seconds, meters } = day.matrix;
const json = JSON.stringify({ ...day, matrix: { size, seconds: [...seconds], meters: [...meters] } });

describe('roundsman solve', () => {
  it('reads a problem, tells its progress beside, and writes a plan that the checker finds nothing wrong with', () => {
    const file = join(folder, 'problem.json');
    writeFileSync(file, json);
    const out = join(folder, 'plan.json');
    const done = run(['solve', file, '--seconds', '1.5', '--threads', '1', '--out', out]);
    expect(done.status).toBe(0);
    expect(done.stdout).toBe('');
    expect(done.stderr).toMatch(/^ +\d s {2}cost [\d.]+, \d+ unplaced, \d+ routes, \d+ iterations/m);
    expect(checkPlan(day, JSON.parse(readFileSync(out, 'utf8')) as Plan)).toEqual([]);
  });

  it('reads from a pipe and writes to one', () => {
    const done = run(['solve', '-', '--seconds', '0.2', '--threads', '2', '--quiet'], json);
    expect(done.stderr).toBe('');
    expect(checkPlan(day, JSON.parse(done.stdout) as Plan)).toEqual([]);
  });

  it('takes a VROOM file and answers as VROOM does', () => {
    const vroom = {
      vehicles: [{ id: 1, start_index: 0, end_index: 0 }],
      jobs: [{ id: 5, location_index: 1 }],
      matrices: {
        car: {
          durations: [
            [0, 70],
            [80, 0],
          ],
        },
      },
    };
    const done = run(['solve', '-', '--format', 'vroom', '--seconds', '0.2', '--threads', '1'], JSON.stringify(vroom));
    expect(JSON.parse(done.stdout)).toMatchObject({
      code: 0,
      summary: { cost: 150, unassigned: 0 },
      routes: [{ vehicle: 1 }],
    });
  });

  it('takes the files of the benchmarks', () => {
    const file = join(root, 'bench/instances/solomon/C101.txt');
    const done = run(['solve', file, '--format', 'solomon', '--seconds', '1', '--threads', '1', '--quiet']);
    // In tenths: the distances of the set are cut after one decimal.
    expect((JSON.parse(done.stdout) as Plan).cost.total).toBeLessThan(8500);
  });

  it('refuses with every fault by its field, and writes no plan', () => {
    const refused = (args: readonly string[], input = '') => {
      const { status, stdout, stderr } = run(args, input);
      return `${status}${stdout} ${stderr.split('\n')[0]}`;
    };
    const broken = { ...JSON.parse(json), vehicles: undefined };
    expect(refused(['solve', '-'], JSON.stringify(broken))).toBe('2 vehicles: vehicles is missing.');
    expect(refused(['solve', '-'], '{')).toMatch(/^2 the file: It is not JSON/);
    expect(refused(['solve', '-', '--format', 'solomon'], 'hello')).toBe(
      '2 the file: This is not a file of the format "solomon".',
    );
    expect(refused(['solve', 'nowhere.json'])).toMatch(/^2 nowhere.json cannot be read/);
    expect(refused(['solve', '-', '--seconds', 'ten'])).toBe(
      '2 --seconds is "ten"; it must be a number from 0.1 to 86400.',
    );
    expect(refused(['plan'])).toBe('2 There is no command "plan"; there are: solve, check.');
  });
});

describe('a plan that is there already', () => {
  const vroom = {
    vehicles: [{ id: 1, start_index: 0, end_index: 0 }],
    jobs: [1, 2, 3].map((id) => ({ id, location_index: id })),
    matrices: { car: { durations: [0, 1, 2, 3].map((from) => [0, 1, 2, 3].map((to) => 100 * Math.abs(from - to))) } },
  };
  const answer = (...order: number[]) => ({
    code: 0,
    summary: { cost: 1000 },
    routes: [{ vehicle: 1, steps: [{ type: 'start' }, ...order.map((id) => ({ type: 'job', id })), { type: 'end' }] }],
  });
  const file = (name: string, value: unknown) => {
    writeFileSync(join(folder, name), JSON.stringify(value));
    return join(folder, name);
  };

  it('is priced by check, with every rule that it breaks, and improved by solve', () => {
    const input = file('vroom.json', vroom);
    const plan = file('vroom-answer.json', answer(2, 1, 3));
    const checked = run(['check', input, plan, '--format', 'vroom']);
    expect([checked.status, JSON.parse(checked.stdout)]).toMatchObject([
      0,
      { cost: 800, saidCost: 1000, routes: 1, unassigned: [], broken: [] },
    ]);
    const late = {
      ...vroom,
      jobs: vroom.jobs.map((job) => (job.id === 3 ? { ...job, time_windows: [[0, 350]] } : job)),
    };
    const broken = run(['check', file('late.json', late), plan, '--format', 'vroom']);
    expect([broken.status, JSON.parse(broken.stdout)]).toMatchObject([
      1,
      { broken: [{ rule: 'time_window', jobId: 'job 3' }] },
    ]);
    const solving = ['solve', input, '--start', plan, '--format', 'vroom', '--seconds', '0.2', '--threads', '1'];
    expect(JSON.parse(run(solving).stdout)).toMatchObject({ summary: { cost: 600, unassigned: 0 } });
  });

  it('is refused by its fields where it is not of the problem', () => {
    const problem = file('of-our-own.json', JSON.parse(json));
    const wrong = { routes: [{ vehicleId: 'nobody', stops: [{ kind: 'delivery', jobId: 'nothing' }] }] };
    const { status, stderr } = run(['check', problem, file('wrong.json', wrong)]);
    expect([status, stderr]).toEqual([
      2,
      'routes[0].vehicleId: routes[0] is of nobody, which is no vehicle.\nroutes[0].stops[0].jobId: routes[0].stops[0] is of nothing, which is no job.\n',
    ]);
  });
});

describe('what is published', () => {
  it('is built when it is packed, and plans on Node 20 or newer without the rest of the repository', () => {
    // Packing changes package.json for a moment, which other tests must not see: it is done in a copy.
    const copy = join(folder, 'repository');
    for (const part of ['packages/routing-solver', 'packages/command-line', 'scripts/publish', 'tsconfig.base.json'])
      cpSync(join(root, part), join(copy, part), { recursive: true });
    symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
    const pack = (name: string) =>
      execFileSync('npm', ['pack', '--pack-destination', folder, '--loglevel', 'error'], {
        cwd: join(copy, 'packages', name),
        encoding: 'utf8',
      })
        .trim()
        .split('\n')
        .at(-1)!;
    const tarballs = ['routing-solver', 'command-line'].map((name) => join(folder, pack(name)));
    const home = join(folder, 'home');
    execFileSync('npm', [
      'install',
      '--prefix',
      home,
      '--offline',
      '--no-audit',
      '--no-fund',
      '--loglevel',
      'error',
      ...tarballs,
    ]);
    const bin = join(home, 'node_modules/.bin/roundsman');
    const done = spawnSync(oldestNode(), [bin, 'solve', '-', '--seconds', '0.3', '--threads', '2'], {
      input: json,
      encoding: 'utf8',
    });
    expect(done.stderr).not.toContain('Error');
    expect(checkPlan(day, JSON.parse(done.stdout) as Plan)).toEqual([]);
    const manifest = readFileSync(join(copy, 'packages/routing-solver/package.json'), 'utf8');
    expect(manifest).toContain('"./src/index.ts"');
  });
});

/** The Node that starts the project, if it is another than the project's own. */
function oldestNode(): string {
  const own = join(root, 'node_modules');
  const found = (process.env['PATH'] ?? '')
    .split(':')
    .filter((path) => !path.startsWith(own))
    .map((path) => join(path, 'node'))
    .find((path) => spawnSync(path, ['--version']).status === 0);
  return found ?? process.execPath;
}
