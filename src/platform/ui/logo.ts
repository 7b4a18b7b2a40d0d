// The logo of an authority: the shapes of an SVG file, so that it may be drawn in the page in any colour; or a small picture, in a drawing
// that holds nothing else.
import type { Html } from '#platform/html.ts'
import { raw } from '#platform/html.ts'

const SHAPES = new Set(['path', 'circle', 'rect', 'polygon', 'ellipse', 'g'])
const ATTRIBUTES = new Set(
  'class d fill stroke stroke-width stroke-linejoin stroke-linecap fill-rule cx cy r rx ry x y width height points transform'.split(
    ' ',
  ),
)
// A tag holds no other « < »: the text is read once, whatever it holds.
const TAG = /<[^<>]*>/g
const ATTRIBUTE = /\s+([a-z-]+)="([\w\s.,#%()+-]*)"/giy

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

const withoutProlog = (text: string): string =>
  text.startsWith('<?xml') ? text.slice(text.indexOf('>') + 1).trimStart() : text

/** That of the opening tag, which says one. */
function viewBoxOf(opening: string): string | undefined {
  const said = /^<svg\s/.test(opening) ? [...opening.matchAll(/\sviewBox="([\d\s.-]+)"/g)] : []
  return said.length === 1 ? said[0]?.[1] : undefined
}

// As logoOfPng writes it.
const PICTURE = /^<image width="\d{1,4}" height="\d{1,4}" href="data:image\/png;base64,[\w+/]+={0,2}"\/>$/

/** A small picture as the text of a logo. Sides in pixels. */
export const logoOfPng = (bytes: Buffer, { width, height }: { width: number; height: number }): string =>
  `<svg viewBox="0 0 ${width} ${height}"><image width="${width}" height="${height}" href="data:image/png;base64,${bytes.toString('base64')}"/></svg>`

/**
 * A logo from the text of its SVG file: paths, circles, rectangles, polygons and groups. The classes `mark-frame` and
 * `mark-tile` follow the theme, in light, dark and on the footer.
 * @throws SyntaxError when the file holds anything else (script, link, text, style)
 */
export function readLogo(svg: string): Html {
  const drawing = withoutProlog(svg.trim())
  const end = drawing.indexOf('>')
  const viewBox = viewBoxOf(drawing.slice(0, end + 1))
  if (viewBox === undefined || !drawing.endsWith('</svg>'))
    throw new SyntaxError('logo: no <svg viewBox> in the file')
  const inside = drawing.slice(end + 1, -'</svg>'.length)
  if (PICTURE.test(inside)) return raw(`<svg viewBox="${viewBox}" aria-hidden="true">${inside}</svg>`)
  const shapes = inside.match(TAG) ?? []
  if (inside.replace(TAG, '').trim() !== '') throw new SyntaxError('logo: text is refused')
  return raw(`<svg viewBox="${viewBox}" aria-hidden="true">${shapes.map(checked).join('')}</svg>`)
}
