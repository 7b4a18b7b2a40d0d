// The theme of an authority: two colours in a file of its own (the content policy allows no inline style).
import { createHash } from 'node:crypto'

const HEX = /^#[0-9a-f]{6}$/i

function channel(hex: string, at: number): number {
  const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
}

/** Contrast of a colour `#rrggbb` on white, 1 to 21 (WCAG 2.2, relative luminance). */
export function contrastOnWhite(colour: string): number {
  const luminance = 0.2126 * channel(colour, 1) + 0.7152 * channel(colour, 3) + 0.0722 * channel(colour, 5)
  return 1.05 / (luminance + 0.05)
}

function check(name: string, colour: string): string {
  if (!HEX.test(colour)) throw new RangeError(`theme: ${name} is a colour such as #0b5a6b, not « ${colour} »`)
  const contrast = contrastOnWhite(colour)
  if (contrast < 7)
    throw new RangeError(`theme: ${name} ${colour} reaches ${contrast.toFixed(1)}:1 on white, under 7:1`)
  return colour.toLowerCase()
}

/**
 * The style sheet of a theme: nothing but the two colours.
 * @throws RangeError when a colour is not `#rrggbb` or is under 7:1 on white
 */
export function themeCss(theme: { brand: string; brandStrong: string }): string {
  return `:root{--brand:${check('brand', theme.brand)};--brand-strong:${check('brandStrong', theme.brandStrong)}}\n`
}

/**
 * Address and content of a theme: `/theme/<slug>-<hash>.css`, to serve for ever.
 * @throws RangeError as `themeCss`, or when the slug is not one
 */
export function themeFile(theme: { slug: string; brand: string; brandStrong: string }): {
  url: string
  body: string
} {
  if (!/^[a-z0-9-]+$/.test(theme.slug)) throw new RangeError(`theme: « ${theme.slug} » is no slug`)
  const body = themeCss(theme)
  const hash = createHash('sha256').update(body).digest('hex').slice(0, 8)
  return { url: `/theme/${theme.slug}-${hash}.css`, body }
}
