/**
 * The network of an address: of IPv4 the address itself, of IPv6 the first 64 bits, for all that follow are whoever's has them
 * to choose.
 */
export function networkOf(address = ''): string {
  if (!address.includes(':')) return address;
  const [before = '', after] = address.split('::');
  const groups = (text: string) => text.split(':').filter((group) => group !== '');
  const [head, tail] = [groups(before), groups(after ?? '')];
  const zeros = after === undefined ? [] : Array.from({ length: 8 - head.length - tail.length }, () => '0');
  return [...head, ...zeros, ...tail].slice(0, 4).join(':');
}
