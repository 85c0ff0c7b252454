import type { CommandInput } from '@roundsman/client';
import { createContext, useContext, useState, useSyncExternalStore } from 'react';
import { currentItinerary, type ShownItinerary } from '../day/show-itinerary.ts';
import type { Device, DeviceState } from './device.ts';

export const DeviceContext = createContext<Device | null>(null);

export function useDevice(): Device {
  const device = useContext(DeviceContext);
  if (!device) throw new Error('A screen stands outside of the device');
  return device;
}

export function useDeviceState(): DeviceState {
  const device = useDevice();
  return useSyncExternalStore(device.subscribe, device.state);
}

/** The itinerary being worked on. */
export function useItinerary(): ShownItinerary | null {
  return currentItinerary(useDeviceState().itineraries);
}

/** Records commands; `trouble` says in words that the phone could not keep them. */
export function useRecord(): { record: (...inputs: CommandInput[]) => Promise<boolean>; trouble: string | null } {
  const device = useDevice();
  const [trouble, setTrouble] = useState<string | null>(null);
  const record = async (...inputs: CommandInput[]) => {
    try {
      setTrouble(null);
      await device.record(...inputs);
      return true;
    } catch (error) {
      setTrouble(`This phone could not keep that: ${error instanceof Error ? error.message : String(error)}`);
      return false;
    }
  };
  return { record, trouble };
}
