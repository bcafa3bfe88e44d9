/**
 * The packages with the letters that DejaVu lacks, in the order in which they are asked. Each holds its font in small files, and
 * says which characters stand in which. Vazirmatn has the Arabic letters of Urdu, Kurdish and Uyghur whole: fonts that put their dots on by
 * themselves cannot be copied or searched.
 */
export const fontPackages = [
  '@fontsource/vazirmatn',
  '@fontsource/noto-sans-thai',
  '@fontsource/noto-sans-devanagari',
  '@fontsource/noto-sans-bengali',
  '@fontsource/noto-sans-gurmukhi',
  '@fontsource/noto-sans-gujarati',
  '@fontsource/noto-sans-tamil',
  '@fontsource/noto-sans-telugu',
  '@fontsource/noto-sans-kannada',
  '@fontsource/noto-sans-malayalam',
  '@fontsource/noto-sans-sinhala',
  '@fontsource/noto-sans-khmer',
  '@fontsource/noto-sans-myanmar',
  '@fontsource/noto-sans-ethiopic',
  '@fontsource/noto-emoji',
  '@fontsource/noto-sans-sc',
  '@fontsource/noto-sans-jp',
  '@fontsource/noto-sans-kr',
] as const;

type FontPackage = (typeof fontPackages)[number];

/** The order for a text: Chinese characters are drawn as Japanese where kana stand beside them, as Korean beside hangul. */
export function packagesFor(text: string): readonly FontPackage[] {
  if (/\p{Script=Hiragana}|\p{Script=Katakana}/u.test(text)) return ['@fontsource/noto-sans-jp', ...fontPackages];
  if (/\p{Script=Hangul}/u.test(text)) return ['@fontsource/noto-sans-kr', ...fontPackages];
  return fontPackages;
}
