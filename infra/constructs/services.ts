import type { Service } from '#layers/runtime/contract.ts';
import { arn, namesIn, published } from '../references.ts';
import type { Stage } from '../stage.ts';
import { drivesCases } from './case-machine.ts';
import type { EntryFunction } from './entry-function.ts';

/** What it takes to call each service: leave for just the calls that its file in `layers/aws` makes, and where to. */
export const callsService: Readonly<Record<Service, (entry: EntryFunction, stage: Stage) => void>> = {
  cognito: keepsCustomers,
  iot: registersDevices,
  stepfunctions: drivesCases,
};

/** Lets a function make and change the users of the customers' pools. */
function keepsCustomers(entry: EntryFunction, { brands }: Stage): void {
  const { parameters } = namesIn(entry);
  const pools = brands.map((brand) => [brand, published(entry, parameters.customersPool(brand))] as const);
  entry.know({ USER_POOLS: JSON.stringify(Object.fromEntries(pools)) }).may(
    [
      'cognito-idp:AdminAddUserToGroup',
      'cognito-idp:AdminCreateUser',
      'cognito-idp:AdminSetUserPassword',
      'cognito-idp:AdminUpdateUserAttributes',
      'cognito-idp:AdminUserGlobalSignOut',
    ],
    pools.map(([, pool]) => arn(entry, 'cognito-idp', `userpool/${pool}`)),
  );
}

/** Lets a function make the things of the brands, and their certificates. */
function registersDevices(entry: EntryFunction, { brands }: Stage): void {
  const { devicePolicy, deviceThingType } = namesIn(entry);
  const things = brands.map((brand) => arn(entry, 'iot', `thing/${brand}-*`));
  const certificates = arn(entry, 'iot', 'cert/*');
  entry
    .know({ THING_TYPE: deviceThingType, THING_POLICY: devicePolicy })
    .may(['iot:CreateThing'], things, {
      because: 'A device gets its name when it is registered; it begins with its brand',
    })
    .may(['iot:CreateKeysAndCertificate'], ['*'], { because: 'IoT Core knows no resource for making a certificate' })
    // AWS says nowhere by which of the two attaching is judged; its own managed policies grant both.
    .may(['iot:AttachThingPrincipal'], [...things, certificates], {
      because: 'A thing gets its name and a certificate its id when they are made',
    })
    .may(['iot:AttachPolicy', 'iot:UpdateCertificate'], [certificates], {
      because: 'A certificate’s id is made up by IoT Core',
    });
}
