import { Button, MultiSelect, SegmentedControl, Textarea, TextInput } from '@mantine/core';
import type { StatusComponent } from '@roundsman/api-contract';
import { readDeviceTime, timeOfDay } from '@roundsman/ui';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ConfirmDialog } from '../dispatching/confirm-dialog.tsx';
import { edgeProgram } from '../edges/edge-program.ts';
import { notifyDone } from '../notices/notify.ts';
import { keys } from '../queries/keys.ts';
import { useOrganisation } from '../session/organisation-context.ts';
import styles from '../setup/setup-form.module.css';
import { draftTitle, draftWords } from './incident-draft.ts';
import { type Impact, impactWords } from './incident-words.ts';

const NEXT_UPDATE_MINUTES = 30;

/** Words for the public, drafted from what does not work; they go out only after they were read once more. */
export function NewIncident({ components, onDone }: { components: readonly StatusComponent[]; onDone: () => void }) {
  const { zone } = useOrganisation();
  const queryClient = useQueryClient();
  const [componentIds, setComponentIds] = useState<string[]>([]);
  const [impact, setImpact] = useState<Impact>('degraded');
  const [nextUpdateAt] = useState(() => new Date(readDeviceTime().getTime() + NEXT_UPDATE_MINUTES * 60_000));
  const [title, setTitle] = useState<string | null>(null);
  const [message, setMessage] = useState<string | null>(null);
  const [asking, setAsking] = useState(false);

  const names = componentIds.flatMap((id) => components.find((component) => component.id === id)?.name ?? []);
  // Until somebody types, the words follow what is chosen.
  const shownTitle = title ?? draftTitle(names, impact);
  const shownMessage = message ?? draftWords(names, impact, 'investigating', timeOfDay(nextUpdateAt, zone));

  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        setAsking(true);
      }}
    >
      <MultiSelect
        label="What does not work"
        searchable
        selectFirstOptionOnChange
        data={components.map(({ id, name }) => ({ value: id, label: name }))}
        value={componentIds}
        onChange={setComponentIds}
      />
      <SegmentedControl
        aria-label="How badly"
        value={impact}
        data={Object.entries(impactWords).map(([value, label]) => ({ value, label }))}
        onChange={(value) => setImpact(value as Impact)}
      />
      <TextInput label="Title" value={shownTitle} onChange={(event) => setTitle(event.currentTarget.value)} />
      <Textarea
        label="Words"
        autosize
        minRows={3}
        value={shownMessage}
        onChange={(event) => setMessage(event.currentTarget.value)}
      />
      <div className={styles.line}>
        <Button type="submit" disabled={names.length === 0 || !shownTitle.trim() || !shownMessage.trim()}>
          Publish …
        </Button>
        <Button variant="default" onClick={onDone}>
          Leave it
        </Button>
      </div>
      {asking && (
        <ConfirmDialog
          title="Tell the public"
          confirm="Publish it"
          onConfirm={async () => {
            await edgeProgram.create({
              title: shownTitle.trim(),
              message: shownMessage.trim(),
              affected: componentIds.map((componentId) => ({ componentId, impact })),
              nextUpdateAt: nextUpdateAt.toISOString(),
            });
            await queryClient.invalidateQueries({ queryKey: keys.incidents });
            notifyDone('The incident is on the status page.');
            onDone();
          }}
          onClose={() => setAsking(false)}
        >
          <p>
            <strong>{shownTitle}</strong>
          </p>
          <p>{shownMessage}</p>
          <p>
            It stands on the public status page at once and stays in its history. It can be updated, not taken back.
          </p>
        </ConfirmDialog>
      )}
    </form>
  );
}
