import { useOrganisation } from '../session/organisation-context.ts';
import { MonthUsage } from './month-usage.tsx';
import { Providers } from './providers.tsx';
import { SenderDomain } from './sender-domain.tsx';
import { SenderDomains } from './sender-domains.tsx';
import { SuppressedAddresses } from './suppressed-addresses.tsx';

/** How messages leave: what was sent and what it cost, who hands it over, and what mailboxes make of us. */
export function Sending() {
  const { can } = useOrganisation();
  return (
    <>
      <MonthUsage />
      <Providers />
      {can('organisation:write') && (
        <>
          <SenderDomains />
          <SenderDomain />
        </>
      )}
      <SuppressedAddresses />
    </>
  );
}
