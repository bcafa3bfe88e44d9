/* fontkit comes without types; a font that it has read is a source of letters to pdfkit. */
declare module 'fontkit' {
  export function create(font: Uint8Array): Uint8Array;
}
