import { onTrouble, start, states } from '../functions/recycling/execution/machine.ts';

/** The way of a case as a Mermaid picture: boxes that work, and rounded ones that wait until something is known. */
function machinePicture(): string {
  const shapes = Object.entries(states).map(([name, { kind }]) =>
    kind === 'wait' ? `  ${name}([${words(name)}])` : `  ${name}[${words(name)}]`,
  );
  const ways = Object.entries(states).flatMap(([name, { leads }]) =>
    Object.entries<string>(leads).map(([outcome, next]) => `  ${name} -- ${outcome} --> ${node(next)}`),
  );
  const trouble = Object.keys(states).filter((name) => name !== onTrouble);
  return [
    'flowchart TD',
    `  begin(( )) --> ${start}`,
    ...shapes,
    '  over((( )))',
    ...ways,
    `  anywhere{{any of these ${trouble.length} fails for good}} -.-> ${onTrouble}`,
  ].join('\n');
}

const node = (name: string): string => (name === 'end' ? 'over' : name);

const words = (name: string): string => name.replace(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

/** A page with the picture of the machine as it is now, between its two marks. */
export const withPicture = (page: string): string =>
  page.replace(
    /<!-- picture -->.*<!-- \/picture -->/s,
    `<!-- picture -->\n\`\`\`mermaid\n${machinePicture()}\n\`\`\`\n<!-- /picture -->`,
  );
