import type { ServiceName } from '../services.ts';
import type { World } from '../world.ts';

/** An error as the SDK raises it: by its name, with the status of the answer where there was one. */
const answered = (name: string, httpStatusCode: number) => () =>
  Object.assign(new Error(`the outage: ${name}`), { name, $metadata: { httpStatusCode } });

/** No connection came about. The mark is what the client of SES leaves on it (`layers/aws/own-connections.ts`). */
const unconnected = () =>
  Object.assign(new Error('the outage: connect ECONNREFUSED'), {
    code: 'ECONNREFUSED',
    beforeConnected: true,
    $metadata: {},
  });

/** What each service says while it is out. */
const refusals: Readonly<Record<ServiceName, readonly (() => Error)[]>> = {
  mail: [answered('ServiceUnavailable', 503), answered('Throttling', 400), unconnected],
  table: [answered('InternalServerError', 500), answered('ThrottlingException', 400), unconnected],
  queue: [answered('ServiceUnavailable', 503), unconnected],
  bus: [answered('InternalException', 500), answered('ServiceUnavailable', 503), unconnected],
  bucket: [answered('SlowDown', 503), answered('InternalError', 500), unconnected],
  cognito: [answered('InternalErrorException', 500), answered('TooManyRequestsException', 400), unconnected],
  iot: [answered('InternalFailureException', 500), answered('ServiceUnavailableException', 503), unconnected],
  steps: [answered('ServiceUnavailable', 503), answered('ThrottlingException', 400), unconnected],
  secrets: [answered('InternalServiceError', 500)],
};

/**
 * From now on a service refuses every call, and does nothing by itself, until what this gives is called. That tells how many calls
 * were refused:
 *
 * - the table's stream delivers nothing;
 * - queues deliver nothing. The bus, alarms and whoever else sends to them without a call of ours keep on trying: what they have
 *   lies in the queue, and comes when it delivers again. The state machine's own sending fails, and the rule of IoT
 *   Core lays into the bucket what it cannot send;
 * - the schedules of functions are rules of EventBridge, and stop with the bus;
 * - executions stand still;
 * - devices do not reach the broker;
 * - without secrets every function is one that has just begun and read none yet;
 * - who is signed in at Cognito stays so: tokens are checked without it.
 */
export function beginOutage(world: World, name: ServiceName): () => number {
  const { scheduler, services, iot, secrets } = world;
  const { answers, parts } = services[name];
  let refused = 0;
  const refusal = () => {
    refused += 1;
    return scheduler.pick(refusals[name])();
  };
  scheduler.fate = ({ operation }) => (Object.hasOwn(answers, operation) ? refusal() : 'answered');
  scheduler.stop(...parts);
  iot.isReachable = name !== 'iot';
  if (name === 'secrets') {
    secrets.refusal = refusal;
    secrets.readAnew();
  }
  return () => {
    scheduler.fate = () => 'answered';
    scheduler.goOn(...parts);
    iot.isReachable = true;
    secrets.refusal = undefined;
    return refused;
  };
}
