import type { Simulation } from './simulate-day.ts';

const percent = (share: number | null) => (share === null ? '–' : `${(share * 100).toFixed(1)} %`);

/** What a simulated day came to, every number read back through the API but those the crews counted themselves. */
export function summaryLines({ serviceDate, crews, report }: Simulation): string[] {
  const sum = (pick: (record: Simulation['crews'][number]) => number) =>
    crews.reduce((total, record) => total + pick(record), 0);
  const jobs = Object.entries(report.jobs).filter(([, count]) => count > 0);
  return [
    `Day ${serviceDate}`,
    `Jobs       ${jobs.map(([state, count]) => `${count} ${state.replaceAll('_', ' ')}`).join(' · ')}`,
    `On time    ${percent(report.onTime.first.share)} of ${report.onTime.first.of} arrivals inside the first promise, ${percent(report.onTime.current.share)} inside the current one`,
    `Commands   ${sum(({ commands }) => commands.length)} recorded by ${crews.length} crews, ${sum(({ onItineraries }) => onItineraries)} of them about a tour · of these ${report.commands.applied} applied · ${report.commands.parked} parked · ${report.commands.conflicts} in conflict · ${sum(({ fixesSent }) => fixesSent)} positions`,
    `Messages   ${
      Object.entries(report.messages)
        .map(([kind, count]) => `${count} ${kind}`)
        .join(' · ') || 'none'
    }`,
    `Events     ${Object.values(report.events).reduce((total, count) => total + count, 0)} on the log of the day`,
    `Driven     ${(report.driven.drivenMeters / 1000).toFixed(1)} km of ${(report.driven.plannedMeters / 1000).toFixed(1)} km planned`,
    'ETA error  lead   samples  median    p90   inside p10–p90',
    ...report.etaError.map(
      ({ leadMinutes, samples, medianSeconds, p90Seconds, insideIntervalShare }) =>
        `           ${String(leadMinutes).padStart(3)} min ${String(samples).padStart(7)} ${minutes(medianSeconds)} ${minutes(p90Seconds)}   ${percent(insideIntervalShare)}`,
    ),
  ];
}

const minutes = (seconds: number | null) =>
  seconds === null ? '      –' : `${(seconds / 60).toFixed(1)} min`.padStart(8);
