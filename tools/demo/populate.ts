/** The people and devices of a fresh local cloud: staff of every brand, a customer and a device each, and retorno's network. */
import { programmes } from '#brands/programmes.ts';
import type { Bare } from '../cloud/cloud.ts';
import type { DeviceHandle, Person, SignIn, Stack } from '../cloud/stack.ts';
import { managerOf, type Newcomer, provisionDevice, registerCustomers, seedStaff } from './seed.ts';
import { customer } from './visitor.ts';

/** How many people and machines of a brand are made. */
export interface Network {
  readonly brand: string;
  /** Machines at sites; absent: one device, which the first citizen has claimed. */
  readonly machines?: number;
  readonly citizens: number;
}

export async function populate(
  bare: Bare,
  dir: string,
  networks: readonly Network[],
  report: (line: string) => void,
): Promise<Stack> {
  report('Signing up staff of every brand');
  const stack = { ...bare, staff: { ...bare.staff, people: await seedStaff(bare) } };
  report('Registering people and devices of every brand');
  const brands = Object.keys(stack.brands);
  const [people, devices] = await Promise.all([
    registerCustomers(
      stack,
      brands.flatMap((brand) => newcomersOf(brand, networks)),
    ),
    provisionDevices(stack, dir, brands, networks),
  ]);
  const standing = new Set(networks.filter(({ machines }) => machines !== undefined).map(({ brand }) => brand));
  for (const device of devices) if (!standing.has(device.brand)) await claim(stack, device, people);
  report('Everybody is there');
  return { ...stack, people, devices };
}

function newcomersOf(brand: string, networks: readonly Network[]): Newcomer[] {
  const count = networks.find((each) => each.brand === brand)?.citizens ?? 1;
  return Array.from({ length: count }, (_, at) => ({
    brand,
    name: names[at % names.length] as string,
    email: `persona${at + 1}@${brand}.example`,
  }));
}

/** Each brand's machines at their sites; where it has no network, one device for its customer. */
async function provisionDevices(
  stack: Bare & { staff: { people: readonly SignIn[] } },
  dir: string,
  brands: readonly string[],
  networks: readonly Network[],
): Promise<DeviceHandle[]> {
  const devices: DeviceHandle[] = [];
  for (const brand of brands) {
    const manager = await managerOf(stack, stack.staff.people, brand);
    const kind = programmes[brand]?.devices.kinds[0] ?? '';
    const network = networks.find((each) => each.brand === brand);
    if (network?.machines === undefined) {
      devices.push(await provisionDevice(manager, dir, { brand, deviceId: `${kind}-0001`, kind }));
      continue;
    }
    for (let n = 1; n <= network.machines; n++) {
      const deviceId = `rvm-${String(n).padStart(4, '0')}`;
      const place = { siteId: sites[n % sites.length] as string, organisationId: 'ayuntamiento' };
      devices.push(await provisionDevice(manager, dir, { brand, deviceId, kind, ...place }));
    }
  }
  return devices;
}

async function claim(stack: Bare, { brand, serial, claimCode }: DeviceHandle, people: readonly Person[]) {
  const owner = people.find((person) => person.brand === brand) as Person;
  const claimant = await customer({ ...stack, staff: { ...stack.staff, people: [] } }, owner);
  const { status, body } = await claimant.send('POST', '/api/devices/claims', { serial, code: claimCode });
  if (status !== 201) throw new Error(`${serial} was not claimed: ${JSON.stringify(body)}`);
}

const sites = ['mercado-central', 'instituto-ramon-llull', 'plaza-mayor', 'estacion-norte', 'piscina-municipal'];

const names = ['Ana', 'Bruno', 'Carme', 'Diego', 'Elena', 'Ferran', 'Gloria', 'Hugo', 'Irene', 'Jordi'];
