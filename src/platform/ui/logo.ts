// The logo of an authority, read from its SVG file: shapes only, so that it may be drawn in the page in any colour.
import type { Html } from '#platform/html.ts'
import { raw } from '#platform/html.ts'

const SHAPES = new Set(['path', 'circle', 'rect', 'polygon', 'ellipse', 'g'])
const ATTRIBUTES = new Set(
  'class d fill stroke stroke-width stroke-linejoin stroke-linecap fill-rule cx cy r rx ry x y width height points transform'.split(
    ' ',
  ),
)
const ATTRIBUTE = /\s+([a-z-]+)="([\w\s.,#%()+-]*)"/gi

function checked(tag: string): string {
  const [, name = '', given = '', end = ''] =
    /^<\/?([a-z]+)((?:\s+[a-z-]+="[^"]*")*)\s*(\/?)>$/i.exec(tag) ?? []
  const attributes = [...given.matchAll(ATTRIBUTE)]
  const isWhole = attributes.map(([all]) => all).join('') === given
  if (!SHAPES.has(name) || !isWhole || attributes.some(([, key = '']) => !ATTRIBUTES.has(key))) {
    throw new SyntaxError(`logo: refused ${tag.slice(0, 80)}`)
  }
  return tag.startsWith('</') ? `</${name}>` : `<${name}${given}${end}>`
}

/**
 * A logo from the text of its SVG file: paths, circles, rectangles, polygons and groups. The classes `mark-frame` and
 * `mark-tile` follow the theme, in light, dark and on the footer.
 * @throws SyntaxError when the file holds anything else (script, link, text, style)
 */
export function readLogo(svg: string): Html {
  const [, viewBox, inside] =
    /^\s*(?:<\?xml[^>]*>\s*)?<svg\s[^>]*?viewBox="([\d\s.-]+)"[^>]*>([\s\S]*)<\/svg>\s*$/.exec(svg) ?? []
  if (viewBox === undefined || inside === undefined)
    throw new SyntaxError('logo: no <svg viewBox> in the file')
  const shapes = inside.match(/<[^>]*>/g) ?? []
  if (inside.replace(/<[^>]*>/g, '').trim() !== '') throw new SyntaxError('logo: text is refused')
  return raw(`<svg viewBox="${viewBox}" aria-hidden="true">${shapes.map(checked).join('')}</svg>`)
}
