import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import type { Event } from '#events/event.ts';
import type { Item } from './change.ts';
import { envelopeOf } from './event-item.ts';

/** The event that a record of the table's stream shows as written; undefined where an event was changed or removed. */
export function eventWritten({ eventName, dynamodb }: DynamoDBRecord): Event | undefined {
  const image = dynamodb?.NewImage;
  if (eventName !== 'INSERT' || image === undefined) return undefined;
  return envelopeOf(unmarshall(image as Record<string, AttributeValue>) as Item);
}
