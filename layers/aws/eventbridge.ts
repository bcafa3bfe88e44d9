import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';

const eventbridge = new EventBridgeClient({});

/** Puts up to 10 entries on the bus; throws if any was refused, for `PutEvents` can fail per entry. */
export async function putEvents(bus: string, entries: readonly { source: string; type: string; detail: string }[]) {
  const { FailedEntryCount = 0, Entries = [] } = await eventbridge.send(
    new PutEventsCommand({
      Entries: entries.map(({ source, type, detail }) => ({
        EventBusName: bus,
        Source: source,
        DetailType: type,
        Detail: detail,
      })),
    }),
  );
  if (FailedEntryCount > 0) {
    throw new Error(
      `${FailedEntryCount} of ${entries.length} events not taken: ${Entries.find((e) => e.ErrorCode)?.ErrorCode}`,
    );
  }
}
