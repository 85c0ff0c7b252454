import { brandingEndpoints, messageTemplateEndpoints } from '@roundsman/client';
import { queryOptions } from '@tanstack/react-query';
import { client } from '../session/client.ts';
import { keys } from './keys.ts';

export const brandingQuery = queryOptions({
  queryKey: keys.branding,
  queryFn: ({ signal }) => client.call(brandingEndpoints.get, { signal }),
});

/** A real e-mail as that sender's customers get it. */
export const brandPreviewQuery = (merchantId: string | null) =>
  queryOptions({
    queryKey: [...keys.branding, 'preview', merchantId],
    queryFn: async ({ signal }) => {
      const place = { trigger: 'promise_made', channel: 'email', language: 'en' } as const;
      const query = { ...place, ...(merchantId === null ? {} : { merchantId }) };
      const { subject, body } = await client.call(messageTemplateEndpoints.get, { query, signal });
      const draft = { ...place, merchantId, subject, body, jobId: null };
      return client.call(messageTemplateEndpoints.preview, { body: draft, signal });
    },
  });

export const logoQuery = (fileId: string) =>
  queryOptions({
    queryKey: [...keys.branding, 'logo', fileId],
    queryFn: ({ signal }) => client.bytes(brandingEndpoints.logo, { params: { fileId }, signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
