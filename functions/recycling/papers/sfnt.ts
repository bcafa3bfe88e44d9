import { inflateSync } from 'node:zlib';

const woff = { header: 44, entry: 20 };
const sfnt = { header: 12, entry: 16 };

/** A font as fonts are on a computer (TrueType, OpenType), of one packed for the web (WOFF 1.0). */
export function sfntOf(packed: Buffer): Uint8Array {
  const count = packed.readUInt16BE(12);
  const made = Buffer.alloc(packed.readUInt32BE(16));
  packed.copy(made, 0, 4, 8); // the kind of letters
  made.writeUInt16BE(count, 4);
  let end = sfnt.header + count * sfnt.entry;
  for (let at = 0; at < count; at++) {
    const from = woff.header + at * woff.entry;
    const to = sfnt.header + at * sfnt.entry;
    const [offset, packedLength, length] = [4, 8, 12].map((field) => packed.readUInt32BE(from + field)) as [
      number,
      number,
      number,
    ];
    const table = packed.subarray(offset, offset + packedLength);
    made.set(packedLength < length ? inflateSync(table) : table, end);
    packed.copy(made, to, from, from + 4); // its name
    packed.copy(made, to + 4, from + 16, from + 20); // its checksum
    made.writeUInt32BE(end, to + 8);
    made.writeUInt32BE(length, to + 12);
    end += Math.ceil(length / 4) * 4;
  }
  return made;
}
