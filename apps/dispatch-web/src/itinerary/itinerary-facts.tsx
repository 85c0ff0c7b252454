import type { Itinerary } from '@roundsman/api-contract';
import { dayLabel, duration, timeSpan } from '@roundsman/ui';
import { Fact, Facts, Section } from '../job/section.tsx';
import { useVehicles } from '../queries/fleet.ts';
import { useOrganisation } from '../session/organisation-context.ts';
import { drivenWords, seenWords } from './itinerary-words.ts';

const roleWords = { driver: 'drives', helper: 'helps', installer: 'installs' } as const;

/** Who, with what, whether they know the newest, and how far they drove. */
export function ItineraryFacts({ itinerary }: { itinerary: Itinerary }) {
  const { zone } = useOrganisation();
  const vehicle = useVehicles().get(itinerary.vehicleId ?? '');
  const { crew, breaks, serviceDate } = itinerary;
  return (
    <Section title="Who and when">
      <Facts>
        <Fact name="Date">
          {dayLabel(serviceDate)}, {timeSpan(new Date(itinerary.departure), new Date(itinerary.end), zone)} planned
        </Fact>
        <Fact name="Vehicle">{vehicle?.name ?? (itinerary.vehicleId === null ? 'none' : '')}</Fact>
        <Fact name="Crew">
          {crew.length === 0 ? 'nobody yet' : crew.map(({ name, role }) => `${name} (${roleWords[role]})`).join(', ')}
        </Fact>
        <Fact name="Seen by them">{seenWords(itinerary)}</Fact>
        <Fact name="Driven">{drivenWords(itinerary)}</Fact>
        {breaks && (
          <Fact name="Own breaks">
            {breaks.length === 0
              ? 'none'
              : breaks
                  .map((one) => `${duration(one.durationSeconds)} between ${one.earliest} and ${one.latest}`)
                  .join(', ')}
          </Fact>
        )}
      </Facts>
    </Section>
  );
}
