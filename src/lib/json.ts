// Plain data, and a JSON form of it that keeps bytes.
import { fromBase64, toBase64 } from './bytes.ts';

/** What a world is made of: JSON, and bytes. */
export type Data =
  null | boolean | number | string | Uint8Array | readonly Data[] | { readonly [key: string]: Data | undefined };

/** JSON text of `value`; bytes become `{"$bytes":"<base64>"}`. Members keep their order. */
export function encodeJson(value: unknown): string {
  return JSON.stringify(value, function (this: Record<string, unknown>, key: string, item: unknown) {
    const raw = this[key];
    return raw instanceof Uint8Array ? { $bytes: toBase64(raw) } : item;
  });
}

/** The value that `encodeJson` wrote as `text`. */
export function decodeJson(text: string): unknown {
  return JSON.parse(text, (_key, item: unknown) => {
    const bytes = (item as { $bytes?: unknown } | null)?.$bytes;
    return typeof bytes === 'string' ? fromBase64(bytes) : item;
  });
}
