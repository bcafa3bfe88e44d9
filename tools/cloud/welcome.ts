/** What a newcomer needs to know once everything runs. */
import type { Stack } from './stack.ts';

export function welcome({ brands, inbox, mqtt, people, staff, devices }: Stack): string {
  const origins = Object.entries(brands).map(([brand, { url }]) => `  ${brand.padEnd(12)} ${url}/api/open/health`);
  const citizen = people.find(({ brand }) => brand === 'retorno') ?? people[0];
  const agent = staff.people.find(({ brand, role }) => brand === citizen?.brand && role === 'agent');
  return `
Everything runs. Where it is:
${origins.join('\n')}
  all mail     ${inbox}
  MQTT         ${mqtt.url} (authority ${mqtt.ca}, ${devices.length} devices)

Sign in with, for example:
  customer     ${citizen?.username} / ${citizen?.password} (${citizen?.brand}, ${citizen?.customerId})
  agent        ${agent?.username} / ${agent?.password}
All others are in .local/stack.json. The README's tour goes on from here.

Machines keep depositing. Ctrl-C stops everything.`;
}
