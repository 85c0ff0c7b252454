import { Combobox, TextInput, type TextInputProps, useCombobox } from '@mantine/core';
import type { ReactNode } from 'react';
import styles from './new-job.module.css';

interface SuggestFieldProps<Option> extends Omit<TextInputProps, 'onChange' | 'value'> {
  value: string;
  onType: (text: string) => void;
  options: readonly Option[];
  keyOf: (option: Option) => string;
  show: (option: Option) => ReactNode;
  onChoose: (option: Option) => void;
}

/** A field that offers what is known while it is typed into; nothing has to be chosen. Arrows choose, Enter takes, Escape closes the list. */
export function SuggestField<Option>(props: SuggestFieldProps<Option>) {
  const { value, onType, options, keyOf, show, onChoose, ...field } = props;
  const list = useCombobox({ onDropdownClose: () => list.resetSelectedOption() });
  return (
    <Combobox
      store={list}
      shadow="md"
      onOptionSubmit={(key) => {
        const chosen = options.find((option) => keyOf(option) === key);
        if (chosen) onChoose(chosen);
        list.closeDropdown();
      }}
    >
      <Combobox.Target>
        <TextInput
          {...field}
          autoComplete="off"
          value={value}
          onChange={(event) => {
            onType(event.currentTarget.value);
            list.openDropdown();
            list.resetSelectedOption();
          }}
          onBlur={() => list.closeDropdown()}
        />
      </Combobox.Target>
      <Combobox.Dropdown hidden={options.length === 0}>
        <Combobox.Options className={styles.options}>
          {options.map((option) => (
            <Combobox.Option key={keyOf(option)} value={keyOf(option)}>
              {show(option)}
            </Combobox.Option>
          ))}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}
