import { describe, expect, it } from '@jest/globals';
import { drawingIn } from '#brands/drawing.ts';
import { logoDrawing, logoPicture } from '#brands/logos.ts';
import { programmes } from '#brands/programmes.ts';

const svg = (inner: string, box = '0 0 8 8') =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${box}">\n  <title>Ejemplo</title>\n  ${inner}\n</svg>\n`;
const square = '<path fill="#0a6b3d" d="M0 0h8v8h-8z"/>';

describe('a logo', () => {
  it.each(Object.keys(programmes))('of %s is one of its own, as shapes and as a small picture', (brand) => {
    const others = Object.keys(programmes).filter((each) => each !== brand);
    expect(others.map((each) => logoDrawing(each))).not.toContainEqual(logoDrawing(brand));
    const picture = logoPicture(brand);
    expect(picture.subarray(1, 4).toString()).toBe('PNG');
    expect([picture.readUInt32BE(16), picture.readUInt32BE(20)]).toEqual([96, 96]);
    expect(picture.length).toBeLessThan(6_000);
  });

  it('is its shapes in their order', () => {
    const drawn = drawingIn(svg(`${square}\n<path fill="#ffffff" d="M1 1h1"/>`), 'logo.svg');
    expect(drawn).toEqual({
      side: 8,
      shapes: [
        { fill: '#0a6b3d', path: 'M0 0h8v8h-8z' },
        { fill: '#ffffff', path: 'M1 1h1' },
      ],
    });
  });

  it.each([
    ['nothing', svg('')],
    ['something else than paths', svg(`${square}<circle r="4"/>`)],
    ['something else before a path', svg(`<g>${square}</g>`)],
    ['a colour by its name', svg('<path fill="red" d="M0 0h8"/>')],
    ['a box that is not square', svg(square, '0 0 8 9')],
    ['a script', `${svg(square)}<script/>`],
  ])('is refused with its file where it holds %s', (_what, text) => {
    expect(() => drawingIn(text, 'brands/x/logo.svg')).toThrow('brands/x/logo.svg must hold a square viewBox');
  });
});
