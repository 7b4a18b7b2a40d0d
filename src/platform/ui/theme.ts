// The theme of an authority: two colours in a file of its own (the content policy allows no inline style), whose address says them.

/** The colours of an authority, `#rrggbb`. */
export interface Theme {
  readonly brand: string
  readonly brandStrong: string
}

/** The least contrast on white that the kit needs of both. */
export const LEAST_CONTRAST = 7

const NAME = /^([0-9a-f]{6})-([0-9a-f]{6})$/

function channel(hex: string, at: number): number {
  const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
}

/** Contrast of a colour `#rrggbb` on white, 1 to 21 (WCAG 2.2, relative luminance). */
export function contrastOnWhite(colour: string): number {
  const luminance = 0.2126 * channel(colour, 1) + 0.7152 * channel(colour, 3) + 0.0722 * channel(colour, 5)
  return 1.05 / (luminance + 0.05)
}

/** A theme as addresses say it: `8d2c58-4e1631`. */
export const themeName = ({ brand, brandStrong }: Theme): string =>
  `${brand}-${brandStrong}`.replaceAll('#', '').toLowerCase()

/** The theme of that name; null when it is none, or when not everybody could read it. */
export function themeNamed(name: string): Theme | null {
  const [, brand, brandStrong] = NAME.exec(name) ?? []
  if (brand === undefined || brandStrong === undefined) return null
  const theme = { brand: `#${brand}`, brandStrong: `#${brandStrong}` }
  return Object.values(theme).every((colour) => contrastOnWhite(colour) >= LEAST_CONTRAST) ? theme : null
}

/** Address of its style sheet, to serve for ever. */
export const themeUrl = (theme: Theme): string => `/theme/${themeName(theme)}.css`

/** Its style sheet: nothing but the two colours. */
export const themeCss = ({ brand, brandStrong }: Theme): string =>
  `:root{--brand:${brand};--brand-strong:${brandStrong}}\n`
