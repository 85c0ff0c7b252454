import type { BodyOf, planEndpoints } from '@roundsman/api-contract';

type Prices = NonNullable<BodyOf<typeof planEndpoints.start>['changePrices']>;

export type Loyalty = 'firm' | 'usual' | 'free';

/** How much it must save before a crew or a customer hears something else. Undefined: as the platform has it. */
export const loyalties: Record<Loyalty, { readonly label: string; readonly prices: Prices | undefined }> = {
  firm: {
    label: 'Keep it wherever a way is left',
    prices: { vehicleMinor: 20_000, orderMinor: 2_000, windowMinor: 100_000 },
  },
  usual: { label: 'Change it where it clearly pays', prices: undefined },
  free: {
    label: 'Change it freely, promises at a price',
    prices: { vehicleMinor: 0, orderMinor: 0, windowMinor: 2_000 },
  },
};
