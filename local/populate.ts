/** The people and devices of a fresh local cloud: staff of every brand, a customer and a device each, and retorno's network. */
import { programmes } from '#brands/programmes.ts';
import type { Bare } from './cloud.ts';
import { managerOf, provisionDevice, registerCustomer, seedStaff } from './seed.ts';
import type { DeviceHandle, Person, Stack } from './stack.ts';
import { customer } from './visitor.ts';

/** How many people and machines of a brand are made. */
export interface Network {
  readonly brand: string;
  /** Machines at sites; absent: one device, which the first citizen has claimed. */
  readonly machines?: number;
  readonly citizens: number;
}

export async function populate(
  stack: Bare,
  dir: string,
  networks: readonly Network[],
  report: (line: string) => void,
): Promise<Stack> {
  report('Signing up staff of every brand');
  const staffPeople = await seedStaff(stack);
  const people: Person[] = [];
  const devices: DeviceHandle[] = [];
  for (const brand of Object.keys(stack.brands)) {
    report(`Registering people and devices of ${brand}`);
    const manager = await managerOf(stack, staffPeople, brand);
    const network = networks.find((each) => each.brand === brand);
    const kind = programmes[brand]?.devices.kinds[0] ?? '';
    for (let n = 1; n <= (network?.citizens ?? 1); n++) {
      people.push(await registerCustomer(stack, brand, nameOf(n), `persona${n}@${brand}.example`));
    }
    for (let n = 1; n <= (network?.machines ?? 0); n++) {
      const id = `rvm-${String(n).padStart(4, '0')}`;
      const place = { siteId: sites[n % sites.length] as string, organisationId: 'ayuntamiento' };
      devices.push(await provisionDevice(manager, dir, { brand, deviceId: id, kind, ...place }));
    }
    if (network?.machines === undefined) {
      const device = await provisionDevice(manager, dir, { brand, deviceId: `${kind}-0001`, kind });
      devices.push(device);
      const owner = people.find((person) => person.brand === brand) as Person;
      const claimant = await customer({ ...stack, staff: { ...stack.staff, people: [] } }, owner);
      await claimant.send('POST', '/api/devices/claims', { serial: device.serial, code: device.claimCode });
    }
  }
  return { ...stack, staff: { ...stack.staff, people: staffPeople }, people, devices };
}

const sites = ['mercado-central', 'instituto-ramon-llull', 'plaza-mayor', 'estacion-norte', 'piscina-municipal'];

const names = ['Ana', 'Bruno', 'Carme', 'Diego', 'Elena', 'Ferran', 'Gloria', 'Hugo', 'Irene', 'Jordi'];
const nameOf = (n: number): string => names[(n - 1) % names.length] as string;
