import { Tabs } from '@mantine/core';
import type { Itinerary } from '@roundsman/api-contract';
import { Sentence, vehicleHue } from '@roundsman/ui';
import { useQuery } from '@tanstack/react-query';
import { QueryStates } from '../lists/query-states.tsx';
import { useEtas } from '../live/etas.ts';
import { useHeardAt } from '../live/positions.ts';
import { chatQuery } from '../queries/chat.ts';
import { useVehicles } from '../queries/fleet.ts';
import { itineraryQuery } from '../queries/itineraries.ts';
import { useOpenItinerary } from '../selection/use-screen.ts';
import { useOrganisation } from '../session/organisation-context.ts';
import { SideSheet } from '../sheets/side-sheet.tsx';
import { ItineraryChat } from './crew-chat.tsx';
import { ItineraryActions } from './itinerary-actions.tsx';
import { ItineraryFacts } from './itinerary-facts.tsx';
import styles from './itinerary-sheet.module.css';
import { ItineraryStops } from './itinerary-stops.tsx';
import { itinerarySentence, sentenceTone } from './itinerary-words.ts';

/** A vehicle's day, beside the screen and never over the map. Escape closes it. */
export function ItinerarySheet({ itineraryId }: { itineraryId: string }) {
  const { closeItinerary } = useOpenItinerary();
  const itinerary = useQuery(itineraryQuery(itineraryId));
  const vehicle = useVehicles().get(itinerary.data?.vehicleId ?? '');
  const name = vehicle?.name ?? itinerary.data?.code;
  const head = (
    <>
      {vehicle && <span className={styles.hue} style={{ background: vehicleHue(vehicle.hue).css }} />}
      <strong>{name}</strong>
      {vehicle && <span className={styles.code}>{itinerary.data?.code}</span>}
    </>
  );

  return (
    <SideSheet
      label={name ? `Itinerary of ${name}` : 'Itinerary'}
      head={head}
      closeLabel="Close the itinerary"
      onClose={closeItinerary}
    >
      <QueryStates query={itinerary} what="The itinerary" loadingRows={10}>
        {itinerary.data && <VehicleDay itinerary={itinerary.data} />}
      </QueryStates>
    </SideSheet>
  );
}

function VehicleDay({ itinerary }: { itinerary: Itinerary }) {
  const { zone } = useOrganisation();
  const eta = useEtas().get(itinerary.id);
  const heardAtMs = useHeardAt(itinerary.id) ?? (itinerary.position ? Date.parse(itinerary.position.at) : null);
  const chat = useQuery(chatQuery(itinerary.id));
  const unread = chat.data?.filter(({ from, readAt }) => from === 'crew' && readAt === null).length ?? 0;
  const delaySeconds = eta?.delaySeconds ?? itinerary.progress.delaySeconds;
  const isOver = itinerary.state === 'finished' || itinerary.state === 'cancelled';
  return (
    <>
      <div className={styles.sentence}>
        <Sentence level={2} tone={sentenceTone(itinerary)} detail={itinerary.crew.map(({ name }) => name).join(', ')}>
          {itinerarySentence(itinerary, { delaySeconds, heardAtMs, zone })}
        </Sentence>
      </div>
      <ItineraryActions itinerary={itinerary} />
      {/* What nobody has read comes first; which that is, is known once the words are there. */}
      <Tabs
        key={chat.isPending ? 'waiting' : 'known'}
        className={styles.parts}
        defaultValue={unread > 0 ? 'messages' : 'day'}
        keepMounted={false}
      >
        <Tabs.List className={styles.tabs}>
          <Tabs.Tab value="day">Day</Tabs.Tab>
          <Tabs.Tab value="messages">Messages{unread > 0 && <span className={styles.unread}> {unread}</span>}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="day">
          <ItineraryFacts itinerary={itinerary} />
          <ItineraryStops itinerary={itinerary} eta={eta} />
        </Tabs.Panel>
        <Tabs.Panel value="messages" className={styles.chat}>
          <ItineraryChat itineraryId={itinerary.id} isOver={isOver} />
        </Tabs.Panel>
      </Tabs>
    </>
  );
}
