import type { Bounds, NodeTable } from './open-street-map.ts';

/** Collects nodes into growing typed arrays; ids are looked up by binary search, so a country fits in memory. */
export class NodeTableBuilder {
  #ids = new Float64Array(1 << 16);
  #lons = new Float64Array(1 << 16);
  #lats = new Float64Array(1 << 16);
  #count = 0;
  #sorted = true;

  add(id: number, lon: number, lat: number): void {
    if (this.#count === this.#ids.length) this.#grow();
    if (this.#count > 0 && id <= this.#ids[this.#count - 1]!) this.#sorted = false;
    this.#ids[this.#count] = id;
    this.#lons[this.#count] = lon;
    this.#lats[this.#count] = lat;
    this.#count += 1;
  }

  bounds(): Bounds {
    let [west, south, east, north] = [180, 90, -180, -90];
    for (let node = 0; node < this.#count; node++) {
      west = Math.min(west, this.#lons[node]!);
      east = Math.max(east, this.#lons[node]!);
      south = Math.min(south, this.#lats[node]!);
      north = Math.max(north, this.#lats[node]!);
    }
    return [west, south, east, north];
  }

  build(): NodeTable {
    if (!this.#sorted) this.#sort();
    const count = this.#count;
    const ids = this.#ids;
    const indexOf = (id: number): number => {
      let low = 0;
      let high = count - 1;
      while (low <= high) {
        const middle = (low + high) >>> 1;
        const found = ids[middle]!;
        if (found === id) return middle;
        if (found < id) low = middle + 1;
        else high = middle - 1;
      }
      return -1;
    };
    return { count, lons: this.#lons.subarray(0, count), lats: this.#lats.subarray(0, count), indexOf };
  }

  #grow(): void {
    const widen = (old: Float64Array) => {
      const wider = new Float64Array(old.length * 2);
      wider.set(old);
      return wider;
    };
    this.#ids = widen(this.#ids);
    this.#lons = widen(this.#lons);
    this.#lats = widen(this.#lats);
  }

  #sort(): void {
    const order = Uint32Array.from({ length: this.#count }, (_, index) => index);
    order.sort((a, b) => this.#ids[a]! - this.#ids[b]!);
    const arrange = (old: Float64Array) => Float64Array.from(order, (index) => old[index]!);
    this.#ids = arrange(this.#ids);
    this.#lons = arrange(this.#lons);
    this.#lats = arrange(this.#lats);
    this.#sorted = true;
  }
}
