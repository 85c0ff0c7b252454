import { importEndpoints } from '@roundsman/client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { notifyFailure } from '../notices/notify.ts';
import { keys } from '../queries/keys.ts';
import { useBranch } from '../selection/use-branch.ts';
import { useServiceDate } from '../selection/use-screen.ts';
import { client } from '../session/client.ts';
import { useOrganisation } from '../session/organisation-context.ts';

const LARGEST_BYTES = 20 * 1024 * 1024;

interface Upload {
  file: File;
  /** `auto` lets the server tell by the first line. */
  format: 'auto' | 'header' | 'cigo';
}

/** Files of this page's life, by their import: one read the wrong way can be read the other way. */
const uploaded = new Map<string, File>();

export const uploadedFile = (importId: string): File | undefined => uploaded.get(importId);

/** Sends a file and goes to its preview. What cannot be right is said before a byte travels. */
export function useUpload() {
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const { date } = useServiceDate();
  const { branchId } = useBranch();
  const { branches } = useOrganisation().organisation;
  return useMutation({
    mutationFn: async ({ file, format }: Upload) => {
      if (file.size === 0) throw new Error(`${file.name} is empty.`);
      if (file.size > LARGEST_BYTES) {
        throw new Error(`${file.name} has ${Math.ceil(file.size / 1024 / 1024)} MB; the most is 20 MB. Split it.`);
      }
      if (branches.length > 1 && branchId === undefined)
        throw new Error('Jobs are of one branch: choose it at the top, beside the date, and upload the file again.');
      const made = await client.call(importEndpoints.create, {
        query: { fileName: file.name.slice(0, 200), serviceDate: date, format, branchId },
        body: { bytes: file, contentType: 'text/csv' },
        budgetMilliseconds: 120_000,
        attemptMilliseconds: 120_000,
      });
      uploaded.set(made.id, file);
      return made;
    },
    onSuccess: (made) => {
      void queryClient.invalidateQueries({ queryKey: [...keys.imports, 'list'] });
      void navigate({ to: '/staging', search: { import: made.id } });
    },
    onError: (error) => notifyFailure('The file was not taken.', error),
  });
}
