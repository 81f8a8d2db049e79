// Timestamps: epoch milliseconds inside the simulator, text at its edges.
import type { ServiceModel, ShapeRef } from './model.ts';

/** Services whose wire format holds whole seconds. */
const WHOLE_SECONDS = new Set(['ec2', 'iam', 's3', 'sts']);

/** As AWS CLI version 2 prints a time: Python's isoformat in UTC, with microseconds unless they are zero. */
export function isoTimestamp(ms: number, wholeSeconds = false): string {
  const iso = new Date(wholeSeconds ? Math.floor(ms / 1000) * 1000 : Math.round(ms)).toISOString();
  const [seconds, fraction] = [iso.slice(0, 19), iso.slice(20, 23)];
  return `${seconds}${fraction === '000' ? '' : `.${fraction}000`}+00:00`;
}

/** Whether a member's time loses its milliseconds on the way: services that send whole seconds, and HTTP headers. */
export const sendsWholeSeconds = (model: ServiceModel, ref: ShapeRef): boolean =>
  WHOLE_SECONDS.has(model.name) || ref.location === 'header';

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/**
 * The time that `text` means in epoch milliseconds: seconds since the epoch, ISO 8601 in its common forms (UTC unless it
 * says otherwise), or an HTTP date. Undefined when it is none of these.
 */
export function parseTimestamp(text: string): number | undefined {
  const trimmed = text.trim();
  if (/^-?\d+(?:\.\d+)?$/.test(trimmed)) return Math.round(Number(trimmed) * 1000);
  const iso =
    /^(\d{4})-?(\d\d)-?(\d\d)(?:[T ](\d\d)(?::?(\d\d)(?::?(\d\d)(?:[.,](\d+))?)?)?\s*(Z|UTC|GMT|[+-]\d\d(?::?\d\d)?)?)?$/i.exec(
      trimmed,
    );
  if (iso) {
    const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = '', zone] = iso;
    return utc([year!, month!, day!, hour, minute, second], fraction, zone);
  }
  const http =
    /^(?:[a-z]{3},\s*)?(\d{1,2})[ -]([a-z]{3})[a-z]*[ -](\d{4})\s+(\d\d):(\d\d):(\d\d)\s*(GMT|UTC|Z|[+-]\d{4})?$/i.exec(
      trimmed,
    );
  if (!http) return undefined;
  const month = MONTHS.indexOf(http[2]!.toLowerCase()) + 1;
  return month === 0 ? undefined : utc([http[3]!, String(month), http[1]!, http[4]!, http[5]!, http[6]!], '', http[7]);
}

function utc(parts: readonly string[], fraction: string, zone = 'Z'): number | undefined {
  const [year, month, day, hour, minute, second] = parts.map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const ms = Date.UTC(year, month - 1, day, hour, minute, second) + Math.round(Number(`0.${fraction || 0}`) * 1000);
  const back = new Date(Date.UTC(year, month - 1, day));
  if (back.getUTCMonth() !== month - 1 || back.getUTCDate() !== day || hour > 23 || minute > 59 || second > 59)
    return undefined;
  const [, sign, hours = '0', minutes = '0'] = /^([+-])(\d\d):?(\d\d)?$/.exec(zone) ?? [];
  return sign ? ms - Number(`${sign}1`) * (Number(hours) * 60 + Number(minutes)) * 60_000 : ms;
}
