import type {
  AttachThingPrincipalCommandInput,
  CreateThingCommandInput,
  UpdateCertificateCommandInput,
} from '@aws-sdk/client-iot';
import type { Queues } from './queues.ts';

interface Certificate {
  readonly arn: string;
  active: boolean;
  thing?: string;
}

/** IoT Core: things and certificates, and the rule that lays what devices publish into a queue, with who published it. */
export class IotCore {
  readonly #queues: Queues;
  readonly #queue: string;
  readonly #now: () => number;
  readonly #things = new Set<string>();
  readonly #certificates = new Map<string, Certificate>();
  /** Whether devices reach the broker. */
  isReachable = true;
  #made = 0;

  constructor(now: () => number, queues: Queues, queue: string) {
    this.#now = now;
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
    this.#queues.put(this.#queue, JSON.stringify(message));
  }
}

const named = (name: string) => Object.assign(new Error(name), { name });
