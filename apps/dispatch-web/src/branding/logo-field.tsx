import { Button } from '@mantine/core';
import type { AnswerOf, brandingEndpoints as contract } from '@roundsman/api-contract';
import { brandingEndpoints } from '@roundsman/client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { notifyDone } from '../notices/notify.ts';
import { logoQuery } from '../queries/branding.ts';
import { keys } from '../queries/keys.ts';
import { client } from '../session/client.ts';
import { useOrganisation } from '../session/organisation-context.ts';
import { problemLine } from '../session/problem-words.ts';
import styles from './branding.module.css';

export type Brand = AnswerOf<typeof contract.get>['brands'][number];
type Logo = NonNullable<Brand['logo']>;

interface LogoFieldProps {
  brand: Brand;
  /** The organisation's, which who speaks in its name has. */
  inherited: Logo | null;
}

/** The logo as people see it, and the way to another. */
export function LogoField({ brand, inherited }: LogoFieldProps) {
  const { can } = useOrganisation();
  const queryClient = useQueryClient();
  const input = useRef<HTMLInputElement>(null);
  const query = brand.merchantId === null ? {} : { merchantId: brand.merchantId };
  const done = async (words: string) => {
    await queryClient.invalidateQueries({ queryKey: keys.branding });
    notifyDone(words);
  };
  const upload = useMutation({
    mutationFn: (file: File) =>
      client.call(brandingEndpoints.setLogo, { query, body: { contentType: file.type, bytes: file } }),
    onSuccess: () => done('The logo stands in every e-mail from now on.'),
  });
  const remove = useMutation({
    mutationFn: () => client.call(brandingEndpoints.removeLogo, { query }),
    onSuccess: () => done('E-mails are without it from now on.'),
  });
  const shown = brand.logo ?? (brand.speaksAsOrganisation ? inherited : null);
  const mayWrite = can('organisation:write');
  return (
    <section aria-label="Logo" className={styles.logo}>
      <h3 className={styles.heading}>Logo</h3>
      {shown ? <Picture logo={shown} name={brand.name} /> : <p className={styles.none}>None: the name stands alone.</p>}
      {shown && brand.logo === null && <p className={styles.quiet}>The organisation’s.</p>}
      {mayWrite && (
        <div className={styles.buttons}>
          <input
            ref={input}
            type="file"
            aria-label="Logo file"
            accept="image/png,image/jpeg,image/webp"
            hidden
            onChange={(event) => {
              const file = event.currentTarget.files?.[0];
              if (file) upload.mutate(file);
              // The same file chosen again must count as a choice.
              event.currentTarget.value = '';
            }}
          />
          <Button variant="default" size="compact-sm" loading={upload.isPending} onClick={() => input.current?.click()}>
            {brand.logo ? 'Another picture …' : 'Choose a picture …'}
          </Button>
          {brand.logo && (
            <Button variant="subtle" size="compact-sm" loading={remove.isPending} onClick={() => remove.mutate()}>
              Remove
            </Button>
          )}
        </div>
      )}
      {(upload.error ?? remove.error) && (
        <p role="alert" className={styles.fault}>
          {problemLine(upload.error ?? remove.error)}
        </p>
      )}
      <p className={styles.quiet}>
        PNG, JPEG or WebP up to 2 MB. It is drawn anew at 200 × 56 points at most, on white, and travels inside the
        e-mail, so that nothing is fetched from anywhere when it is read.
      </p>
    </section>
  );
}

/** Files need the member's token, so a picture is fetched and then shown. */
function Picture({ logo, name }: { logo: Logo; name: string }) {
  const { data, isError } = useQuery(logoQuery(logo.fileId));
  const [url, setUrl] = useState<string>();
  useEffect(() => {
    if (!data) return;
    const made = URL.createObjectURL(data);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [data]);
  if (isError) return <p className={styles.none}>The picture could not be loaded.</p>;
  return (
    <div className={styles.plate} style={{ minHeight: logo.heightPixels }}>
      {url && <img src={url} alt={`Logo of ${name}`} width={logo.widthPixels} height={logo.heightPixels} />}
    </div>
  );
}
