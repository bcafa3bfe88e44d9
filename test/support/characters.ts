import fc from 'fast-check';

/** Half of UTF-16's values say one half of a character only, and are none by themselves. */
const firstHalf = 0xd800;
const halves = 0x800;

/** Any character of Unicode, as `unit` of a text: like fast-check's `binary`, which lists all million of them first. */
export const anyCharacter = fc
  .nat(0x10ffff - halves)
  .map((code) => String.fromCodePoint(code < firstHalf ? code : code + halves));
