import { reportEndpoints } from '@roundsman/api-contract';
import type { DeskPrincipal } from '../modules/accounts/index.ts';
import { reportDay, reportPace } from '../modules/reports/index.ts';
import type { OpenDoor } from '../platform/http/index.ts';

export function serveReports(door: OpenDoor<DeskPrincipal>): void {
  door.serve(reportEndpoints.pace, ({ read }) => read((work) => reportPace(work)));
  door.serve(reportEndpoints.day, ({ query, read }) => read((work) => reportDay(work, query.serviceDate)));
}
