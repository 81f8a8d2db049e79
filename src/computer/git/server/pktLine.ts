// Git's pkt-line framing: four hexadecimal digits of length, then the data; 0000 ends a section.
import { joinBytes, toBytes } from '../../../lib/bytes.ts';

export const FLUSH = toBytes('0000');

/** One packet with `data`. */
export function pkt(data: string | Uint8Array): Uint8Array {
  const bytes = toBytes(data);
  return joinBytes([toBytes((bytes.length + 4).toString(16).padStart(4, '0')), bytes]);
}

const BAND_BYTES = 65_515;

/** `data` on side-band `channel` (1 pack, 2 progress, 3 error), in as many packets as it takes. */
export function sideBand(channel: 1 | 2 | 3, data: string | Uint8Array): Uint8Array {
  const bytes = toBytes(data);
  const packets: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; at += BAND_BYTES) {
    packets.push(pkt(joinBytes([Uint8Array.of(channel), bytes.subarray(at, at + BAND_BYTES)])));
  }
  return joinBytes(packets);
}

/** Reads packets one by one; what follows the last section is `rest`. */
export class PktReader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** The text of the next packet without its newline, `null` for a flush, undefined at the end. */
  next(): string | null | undefined {
    if (this.#at + 4 > this.#bytes.length) return undefined;
    const length = Number.parseInt(new TextDecoder().decode(this.#bytes.subarray(this.#at, this.#at + 4)), 16);
    if (!(length >= 0)) return undefined;
    const start = this.#at + 4;
    this.#at += Math.max(length, 4);
    if (length < 4) return null;
    return new TextDecoder().decode(this.#bytes.subarray(start, this.#at)).replace(/\n$/, '');
  }

  /** The packets of one section. */
  section(): string[] {
    const lines: string[] = [];
    for (let line = this.next(); typeof line === 'string'; line = this.next()) lines.push(line);
    return lines;
  }

  get rest(): Uint8Array {
    return this.#bytes.subarray(this.#at);
  }
}
