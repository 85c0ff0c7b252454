import { reportEndpoints } from '@roundsman/client';
import { queryOptions } from '@tanstack/react-query';
import { client } from '../session/client.ts';
import { keys } from './keys.ts';

export const dayReportQuery = (date: string) =>
  queryOptions({
    queryKey: [...keys.reports, 'day', date],
    queryFn: ({ signal }) => client.call(reportEndpoints.day, { query: { serviceDate: date }, signal }),
  });

export const paceReportQuery = queryOptions({
  queryKey: [...keys.reports, 'pace'],
  queryFn: ({ signal }) => client.call(reportEndpoints.pace, { signal }),
});
