import { Navigate } from '@tanstack/react-router';
import { useOrganisation } from '../session/organisation-context.ts';
import { DayScreen } from './day-screen.tsx';

/** Everybody arrives at the day; who does not run it (a merchant's member) goes on to the jobs. */
export function DayGate() {
  const { can } = useOrganisation();
  return can('itineraries:read') ? <DayScreen /> : <Navigate to="/jobs" replace />;
}
