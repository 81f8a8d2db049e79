// The account's event bus: every event is kept for a while, recorded in the trace, and delivered to those who listen.
import type { Kernel } from '../kernel/kernel.ts';
import { eventRecordsTable, RECORDS_MAX, type AwsEvent, type EventRecord } from './records.ts';

/** About how long EventBridge takes from an event to its targets. */
const DELIVERY_MS = 500;

/** What the publisher says of an event; time, id and place are added. */
export type EventInput = Pick<AwsEvent, 'source' | 'detail-type' | 'detail'> & {
  readonly resources: readonly string[];
};

/** The bus of one account in one region. */
export class Bus {
  readonly #kernel: Kernel;
  readonly #place: { account: string; region: string };

  constructor(kernel: Kernel, place: { account: string; region: string }, listen: (event: AwsEvent) => void) {
    this.#kernel = kernel;
    this.#place = place;
    kernel.handle('aws.event', (id) => {
      const record = kernel.table(eventRecordsTable).get(id as string);
      if (record) kernel.because(record.fact, () => listen(record.event));
    });
  }

  /** Publishes an event; gives its record. */
  publish(input: EventInput): EventRecord {
    const kernel = this.#kernel;
    const event: AwsEvent = {
      version: '0',
      id: kernel.chance.uuid('event'),
      'detail-type': input['detail-type'],
      source: input.source,
      account: this.#place.account,
      time: `${new Date(kernel.now).toISOString().slice(0, 19)}Z`,
      region: this.#place.region,
      resources: input.resources,
      detail: input.detail,
    };
    const fact = kernel.record('events.event.published', event.id, {
      source: event.source,
      detailType: event['detail-type'],
    });
    const records = kernel.table(eventRecordsTable);
    if (records.size >= RECORDS_MAX) records.delete(records.keys().next().value!);
    const record = records.put(event.id, { at: kernel.now, event, fact });
    kernel.because(fact, () => kernel.schedule(DELIVERY_MS, 'aws.event', event.id));
    return record;
  }
}
