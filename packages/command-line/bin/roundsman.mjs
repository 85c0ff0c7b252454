#!/usr/bin/env node
import { existsSync } from 'node:fs';

// A published package carries dist; the project's own Node runs the sources as they are.
const built = new URL('../dist/index.js', import.meta.url);
const { runCommand } = await import(existsSync(built) ? built.href : new URL('../src/index.ts', import.meta.url).href);
process.exitCode = await runCommand(process.argv.slice(2));
