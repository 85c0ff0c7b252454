import { Select } from '@mantine/core';

interface ZoneSelectProps {
  description: string;
  zone: string;
  onChange: (zone: string) => void;
}

/** The IANA list, found by typing. The zone that is set is among them: not every browser lists `UTC`, which many servers stand in. */
export function ZoneSelect({ description, zone, onChange }: ZoneSelectProps) {
  return (
    <Select
      label="Time zone"
      description={description}
      searchable
      selectFirstOptionOnChange
      allowDeselect={false}
      limit={50}
      data={[...new Set([...Intl.supportedValuesOf('timeZone'), 'UTC', zone])].toSorted()}
      value={zone}
      onChange={(next) => next && onChange(next)}
    />
  );
}
