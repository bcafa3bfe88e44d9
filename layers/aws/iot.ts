import {
  AttachPolicyCommand,
  AttachThingPrincipalCommand,
  CreateKeysAndCertificateCommand,
  CreateThingCommand,
  IoTClient,
  UpdateCertificateCommand,
} from '@aws-sdk/client-iot';

const iot = new IoTClient({});

export interface Certificate {
  readonly id: string;
  readonly pem: string;
  readonly privateKey: string;
}

/** Makes sure that the thing exists; one that is there already is adopted. */
export async function ensureThing(thing: { name: string; type: string; attributes: Record<string, string> }) {
  try {
    await iot.send(
      new CreateThingCommand({
        thingName: thing.name,
        thingTypeName: thing.type,
        attributePayload: { attributes: thing.attributes },
      }),
    );
  } catch (error) {
    if ((error as Error).name !== 'ResourceAlreadyExistsException') throw error;
  }
}

/** A new certificate of the thing, inactive until `activate`: one that is lost on the way lets nobody in. */
export async function newCertificate(thingName: string, policyName: string): Promise<Certificate> {
  const made = await iot.send(new CreateKeysAndCertificateCommand({ setAsActive: false }));
  const { certificateArn: arn = '', certificateId = '', certificatePem = '', keyPair } = made;
  await iot.send(new AttachPolicyCommand({ policyName, target: arn }));
  await iot.send(new AttachThingPrincipalCommand({ thingName, principal: arn }));
  return { id: certificateId, pem: certificatePem, privateKey: keyPair?.PrivateKey ?? '' };
}

export async function activate(certificateId: string): Promise<void> {
  await iot.send(new UpdateCertificateCommand({ certificateId, newStatus: 'ACTIVE' }));
}

export async function revoke(certificateId: string): Promise<void> {
  await iot.send(new UpdateCertificateCommand({ certificateId, newStatus: 'REVOKED' }));
}
