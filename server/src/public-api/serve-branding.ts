import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { brandingEndpoints } from '@roundsman/api-contract';
import { fileNotFound } from '../files.ts';
import type { DeskPrincipal } from '../modules/accounts/index.ts';
import {
  changeBranding,
  type Logos,
  readBranding,
  removeLogo,
  setLogo,
  storeLogo,
} from '../modules/customers/index.ts';
import { type OpenDoor, requireUnchanged } from '../platform/http/index.ts';
import { type Platform, Problem } from '../platform/index.ts';

/** Names, colours and logos of those whom recipients hear from. */
export function serveBranding(door: OpenDoor<DeskPrincipal>, { files }: Platform, logos: Logos): void {
  door.serve(brandingEndpoints.get, ({ read, principal }) => read((work) => readBranding(work, principal.merchantId)));
  door.serve(brandingEndpoints.change, async ({ body, ifMatch, unitOfWork, principal }) => {
    refuseMerchants(principal);
    await unitOfWork(async (work) => {
      await requireUnchanged(work, ifMatch, 'branding', () => readBranding(work, null));
      await changeBranding(work, body);
    });
    return undefined;
  });
  door.serve(brandingEndpoints.setLogo, async ({ query, bytes, unitOfWork, principal }) => {
    refuseMerchants(principal);
    const picture = await storeLogo(files, principal.organisationId, await buffer(bytes));
    return unitOfWork((work) => setLogo(work, query.merchantId ?? null, picture), {
      bodyDigest: picture.stored.sha256,
    });
  });
  door.serve(brandingEndpoints.removeLogo, async ({ query, unitOfWork, principal }) => {
    refuseMerchants(principal);
    await unitOfWork((work) => removeLogo(work, query.merchantId ?? null));
    return undefined;
  });
  door.serve(brandingEndpoints.logo, async ({ params, read, principal }) => {
    const { brands } = await read((work) => readBranding(work, principal.merchantId));
    const isShown = brands.some(({ logo }) => logo?.fileId === params.fileId);
    const png = isShown ? await logos.read(principal.organisationId, params.fileId) : null;
    if (png === null) throw fileNotFound();
    return { stream: Readable.from([png]), bytes: png.length, contentType: 'image/png', cacheSeconds: 3600 };
  });
}

function refuseMerchants({ merchantId }: DeskPrincipal): void {
  if (merchantId !== null)
    throw new Problem({ status: 403, code: 'not_for_merchants', title: 'A merchant does not change how senders look' });
}
