import { Select, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import type { Customer } from '@roundsman/api-contract';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { visitWords } from '../customers/visit-words.ts';
import { Section } from '../job/section.tsx';
import { LANGUAGES } from '../notification-rules/rule-words.ts';
import { customerListQuery } from '../queries/customers.ts';
import { rowsOf } from '../queries/jobs.ts';
import { problemAt } from './form-problems.ts';
import styles from './new-job.module.css';
import type { PartProps } from './part.ts';
import { SuggestField } from './suggest-field.tsx';
import { WhoseFields } from './whose-fields.tsx';

const TYPING_MILLISECONDS = 150;
const LEAST_LETTERS = 2;
const FEW = 6;

interface WhoPartProps extends PartProps {
  /** A job like another one is of its merchant and branch. */
  isLike: boolean;
}

/** Whom it is for: by name or number those who are known are offered, and nothing of them has to be asked again. */
export function WhoPart({ values, problems, onChange, isLike }: WhoPartProps) {
  const [typing, setTyping] = useState('');
  const known = useKnownCustomers(typing, values.merchantId);
  const nobodyKnown = { customerId: '', customerReferenceId: '' };
  const choose = (customer: Customer) => {
    setTyping('');
    onChange({
      name: customer.name,
      phone: customer.phone ?? '',
      email: customer.email ?? '',
      language: customer.language ?? values.language,
      customerId: customer.id,
      customerReferenceId: customer.referenceId ?? '',
      merchantId: values.merchantId || customer.merchantId,
    });
  };
  const offered = { options: known, keyOf: ({ id }: Customer) => id, show: showCustomer, onChoose: choose };
  return (
    <Section title="Who">
      <div className={styles.fields}>
        <SuggestField
          label="Name"
          placeholder="Lea Muster"
          data-autofocus
          maxLength={200}
          error={problemAt(problems, 'contact.name')}
          value={values.name}
          onType={(name) => {
            setTyping(name);
            onChange({ name, ...nobodyKnown });
          }}
          {...offered}
        />
        <div className={styles.pair}>
          <SuggestField
            label="Phone"
            type="tel"
            maxLength={40}
            error={problemAt(problems, 'contact.phone')}
            value={values.phone}
            onType={(phone) => {
              // Who is chosen stays: they have a new number.
              setTyping(values.customerId ? '' : phone);
              onChange({ phone });
            }}
            {...offered}
          />
          <TextInput
            label="E-mail"
            type="email"
            maxLength={320}
            error={problemAt(problems, 'contact.email')}
            value={values.email}
            onChange={(event) => onChange({ email: event.currentTarget.value })}
          />
        </div>
        <Select
          label="Language"
          placeholder="As the organisation writes"
          clearable
          data={languagesWith(values.language)}
          error={problemAt(problems, 'contact.language')}
          value={values.language || null}
          onChange={(language) => onChange({ language: language ?? '' })}
        />
        {!isLike && <WhoseFields values={values} problems={problems} onChange={onChange} />}
      </div>
    </Section>
  );
}

function useKnownCustomers(typing: string, merchantId: string): readonly Customer[] {
  const [settled] = useDebouncedValue(typing.trim(), TYPING_MILLISECONDS);
  const isEnough = settled.length >= LEAST_LETTERS && typing !== '';
  const query = useInfiniteQuery({
    ...customerListQuery({ search: settled, merchantId: merchantId || undefined }, FEW),
    enabled: isEnough,
    placeholderData: keepPreviousData,
  });
  return isEnough ? rowsOf(query.data) : [];
}

function showCustomer({ name, phone, email, visits }: Customer) {
  return (
    <>
      <span className={styles.optionName}>{name}</span>
      <span className={styles.optionDetail}>
        {[phone ?? email, visits.lastAddress, visitWords(visits)].filter(Boolean).join(' · ')}
      </span>
    </>
  );
}

/** A customer may have a language that the platform has no words in. */
function languagesWith(language: string): { value: string; label: string }[] {
  const known = LANGUAGES.map(({ value, label }) => ({ value: value as string, label: label as string }));
  return language === '' || known.some(({ value }) => value === language)
    ? known
    : [...known, { value: language, label: language }];
}
