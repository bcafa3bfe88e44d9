import type {
  AttachThingPrincipalCommandInput,
  CreateThingCommandInput,
  UpdateCertificateCommandInput,
} from '@aws-sdk/client-iot';
import type { Forwarded } from '#layers/runtime/on-device.ts';
import { local, undeliveredKey } from '../../infra/names.ts';
import type { Bucket } from './bucket.ts';
import type { Queues } from './queues.ts';
import type { Scheduler } from './scheduler.ts';

interface Certificate {
  readonly arn: string;
  active: boolean;
  thing?: string;
}

/** IoT Core: things and certificates, and the rule that lays what devices publish into a queue, with who published it. */
export class IotCore {
  readonly #scheduler: Scheduler;
  readonly #queues: Queues;
  readonly #queue: string;
  readonly #undelivered: Bucket;
  readonly #now: () => number;
  readonly #things = new Set<string>();
  readonly #certificates = new Map<string, Certificate>();
  /** Whether devices reach the broker. */
  isReachable = true;
  #made = 0;
  #setAsides = 0;

  constructor(scheduler: Scheduler, queues: Queues, queue: string, undelivered: Bucket) {
    this.#undelivered = undelivered;
    this.#scheduler = scheduler;
    this.#now = scheduler.now;
    this.#queues = queues;
    this.#queue = queue;
  }

  /** What it answers, by the name of the SDK's command. */
  answers() {
    return {
      CreateThing: this.createThing.bind(this),
      CreateKeysAndCertificate: this.createCertificate.bind(this),
      AttachPolicy: () => ({}),
      AttachThingPrincipal: this.attachThing.bind(this),
      UpdateCertificate: this.updateCertificate.bind(this),
    };
  }

  createThing({ thingName = '' }: CreateThingCommandInput): object {
    if (this.#things.has(thingName)) throw named('ResourceAlreadyExistsException');
    this.#things.add(thingName);
    return { thingName };
  }

  createCertificate(): object {
    this.#made += 1;
    const certificateId = `certificate-${this.#made}`;
    const arn = `arn:aws:iot:eu-west-1:000000000000:cert/${certificateId}`;
    this.#certificates.set(certificateId, { arn, active: false });
    return {
      certificateArn: arn,
      certificateId,
      certificatePem: `certificate ${certificateId}`,
      keyPair: { PrivateKey: `key of ${certificateId}` },
    };
  }

  attachThing({ thingName, principal }: AttachThingPrincipalCommandInput): object {
    const certificate = [...this.#certificates.values()].find(({ arn }) => arn === principal);
    if (certificate === undefined || !this.#things.has(thingName ?? '')) throw named('ResourceNotFoundException');
    certificate.thing = thingName;
    return {};
  }

  updateCertificate({ certificateId = '', newStatus }: UpdateCertificateCommandInput): object {
    const certificate = this.#certificates.get(certificateId);
    if (certificate === undefined) throw named('ResourceNotFoundException');
    certificate.active = newStatus === 'ACTIVE';
    return {};
  }

  /** A device publishes: with its own certificate and as itself, else the broker refuses it. */
  publish(certificateId: string, topic: string, body: Buffer): void {
    if (!this.isReachable) throw named('ConnectionRefused');
    const { active, thing = '' } = this.#certificates.get(certificateId) ?? { active: false };
    const [, brand, , deviceId] = topic.split('/');
    if (!active || thing !== `${brand}-${deviceId}`) throw new Error(`${certificateId} may not publish to ${topic}`);
    const message = {
      body: body.toString('base64'),
      topic,
      clientId: thing,
      principal: certificateId,
      arrivedAt: this.#now(),
    };
    if (this.#scheduler.isStopped(this.#queues)) this.#setAside(message);
    else this.#queues.put(this.#queue, JSON.stringify(message));
  }

  /**
   * What the rule's error action does, which is told neither when a message came nor by which certificate.
   * https://docs.aws.amazon.com/iot/latest/developerguide/rule-error-handling.html
   */
  #setAside({ body, topic, clientId, principal, arrivedAt }: Forwarded): void {
    this.#setAsides += 1;
    const key = undeliveredKey
      .replace('${timestamp()}', String(arrivedAt))
      .replace('${principal()}', principal)
      .replace('${newuuid()}', `u-${this.#setAsides}`);
    const failures = [{ failedAction: 'SqsAction', failedResource: this.#queue, errorMessage: 'the outage' }];
    const told = { ruleName: local.deviceRule, topic, clientId, base64OriginalPayload: body, failures };
    this.#undelivered.put(key, JSON.stringify(told));
  }
}

const named = (name: string) => Object.assign(new Error(name), { name });
