// Where sheets come from, drawn: each commune at its place, those that have some as links that narrow the list, the others as dots. A list
// by distance says the same. What is narrowed stays so; of what whoever reads may not read, nothing is counted.
import type { Read } from '#platform/db/db.ts'
import { attrs, html, type Html } from '#platform/html.ts'
import { addressOf, type Asked } from '#platform/screens/asked.ts'
import { linkList } from '#platform/ui/content.ts'
import { panel } from '#platform/ui/desk.ts'
import { number, plural } from '#platform/ui/french.ts'
import { type Area, outlinesOf, type Ring, type Territory, territory } from '#territory'
import { likeMine, type Sheet } from './sheets.ts'

export const COMMUNE = 'commune'

/** Width and height of the drawing, and what stays empty around it. */
const [WIDTH, HEIGHT, EDGE] = [600, 640, 36]
/** Kilometres of a degree of latitude. */
const DEGREE_KM = 111.32

/** WGS 84, degrees. */
interface Point {
  lat: number
  long: number
}

/** A commune on the map, with the sheets that come from it. */
export interface Placed extends Point {
  area: Area
  sheets: number
  /** From the commune of whoever reads, in kilometres; null for whoever is of none. */
  distance: number | null
}

const stretch = ({ lat }: Point): number => Math.cos((lat * Math.PI) / 180)

/** As the crow flies, over a territory: the earth is flat there. */
export function kilometres(from: Point, to: Point): number {
  const north = (to.lat - from.lat) * DEGREE_KM
  const east = (to.long - from.long) * DEGREE_KM * stretch(from)
  return Math.hypot(north, east)
}

function pointOf(place: Territory, { authorityId }: Area): Point | null {
  const centre = place.authority(authorityId).profile.centre
  return centre === undefined ? null : { lat: centre[0], long: centre[1] }
}

/** Every commune whose place is known, in the order of the territory. */
function placed(sheets: readonly Sheet[], place: Territory, mine: Area | undefined): Placed[] {
  const many = Map.groupBy(sheets, ({ commune }) => commune)
  const from = mine === undefined ? null : pointOf(place, mine)
  return place.communes.flatMap((area) => {
    const point = pointOf(place, area)
    if (point === null) return []
    return [
      {
        ...{ area, ...point, sheets: many.get(area.name)?.length ?? 0 },
        distance: from === null ? null : kilometres(from, point),
      },
    ]
  })
}

type Project = (point: Point) => readonly [x: number, y: number]

/** North up, the whole in the drawing. */
function projection(points: readonly Point[]): Project {
  const lats = points.map(({ lat }) => lat)
  const longs = points.map(({ long }) => long)
  const [south, north, west, east] = [
    Math.min(...lats),
    Math.max(...lats),
    Math.min(...longs),
    Math.max(...longs),
  ]
  const squeeze = stretch({ lat: (south + north) / 2, long: 0 })
  const [wide, high] = [(east - west) * squeeze || 1, north - south || 1]
  const scale = Math.min((WIDTH - 2 * EDGE) / wide, (HEIGHT - 2 * EDGE) / high)
  const left = (WIDTH - wide * scale) / 2
  const top = (HEIGHT - high * scale) / 2
  return ({ lat, long }) => [
    Math.round(left + (long - west) * squeeze * scale),
    Math.round(top + (north - lat) * scale),
  ]
}

/** A ring, without the points that the drawing would not tell apart. */
function ringPath(ring: Ring, project: Project): string {
  const points = ring.map(([long, lat]) => project({ lat, long }))
  const told = points.filter(([x, y], at) => {
    const before = points[at - 1]
    return before === undefined || Math.abs(before[0] - x) + Math.abs(before[1] - y) > 1
  })
  return `M${told.map(([x, y]) => `${x} ${y}`).join('L')}Z`
}

const sheetsText = (count: number): string => plural(count, 'fiche', 'fiches')

/** Left, top, right and bottom, in the drawing. */
type Box = readonly [number, number, number, number]

/** What a letter of a name takes, and half the height of a line of it (club.css). */
const [LETTER, HALF_LINE] = [8.2, 11]

const radiusOf = ({ sheets }: Placed): number => 15 + Math.min(12, Math.round(3 * Math.sqrt(sheets)))

function boxOf(one: Placed, project: Project): Box {
  const [[x, y], radius] = [project(one), radiusOf(one)]
  return [x - radius, y - radius, x + radius, y + radius]
}

/** Where its name would stand, east or west of its mark: communes stand closer from north to south than their names are long. */
function nameBox(one: Placed, project: Project, isEast: boolean): Box {
  const [left, , right] = boxOf(one, project)
  const [, y] = project(one)
  const wide = one.area.name.length * LETTER
  const from = isEast ? right + 6 : left - 6 - wide
  return [from, y - HALF_LINE, from + wide, y + HALF_LINE]
}

const meet = (one: Box, other: Box): boolean =>
  one[0] < other[2] && other[0] < one[2] && one[1] < other[3] && other[1] < one[3]

/** The side of each name: east of its mark, unless another mark or name is there, or the edge, and the west is free. */
export function sidesOf(having: readonly Placed[], project: Project): Map<string, 'east' | 'west'> {
  const taken = having.map((one) => boxOf(one, project))
  const sides = new Map<string, 'east' | 'west'>()
  for (const one of having) {
    const isFree = (box: Box): boolean =>
      box[0] >= 0 && box[2] <= WIDTH && !taken.some((other) => meet(box, other))
    const [east, west] = [nameBox(one, project, true), nameBox(one, project, false)]
    const isWest = !isFree(east) && (isFree(west) || east[2] > WIDTH)
    sides.set(one.area.code, isWest ? 'west' : 'east')
    taken.push(isWest ? west : east)
  }
  return sides
}

function dot({ area, ...point }: Placed, project: Project): Html {
  const [x, y] = project(point)
  return html`<circle ${attrs({ class: 'none', cx: x, cy: y, r: 4 })}><title>${area.name}</title></circle>`
}

function mark(one: Placed, project: Project, side: 'east' | 'west' | undefined, href: string): Html {
  const { area, sheets } = one
  const [[x, y], radius] = [project(one), radiusOf(one)]
  const beside =
    side === 'west' ? { x: x - radius - 6, class: 'name before' } : { x: x + radius + 6, class: 'name' }
  const name = html`<text ${attrs({ ...beside, y: y + 6 })}>${area.name}</text>`
  const count = html`<text ${attrs({ class: 'many', x, y: y + 6 })}>${number(sheets)}</text>`
  return html`<a ${attrs({ href, 'aria-label': `${area.name} ${sheetsText(sheets)}` })}><circle ${attrs({ cx: x, cy: y, r: radius })}></circle>${name} ${count}</a>`
}

function drawing(
  communes: readonly Placed[],
  rings: readonly Ring[],
  hrefOf: (name: string) => string,
): Html {
  const corners = rings.flatMap((ring) => ring.map(([long, lat]) => ({ lat, long })))
  const project = projection([...communes, ...corners])
  const land =
    rings.length > 0 &&
    html`<path ${attrs({ class: 'land', d: rings.map((ring) => ringPath(ring, project)).join('') })}></path>`
  const having = communes
    .filter(({ sheets }) => sheets > 0)
    .toSorted((one, other) => one.sheets - other.sheets)
  const sides = sidesOf(having, project)
  const dots = communes.filter(({ sheets }) => sheets === 0).map((one) => dot(one, project))
  const marks = having.map((one) => mark(one, project, sides.get(one.area.code), hrefOf(one.area.name)))
  return html`<svg class="club-map" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="group" aria-label="Carte des communes qui ont des fiches">${land}${dots}${marks}</svg>`
}

const near = (one: Placed, other: Placed): number =>
  (one.distance ?? 0) - (other.distance ?? 0) || other.sheets - one.sheets

/** « à 7 km » */
const away = ({ distance }: Placed): string =>
  distance === null ? '' : distance < 0.5 ? ', la vôtre' : `, à ${number(Math.round(distance))}\u00a0km`

/** The panel of the map, over the list: where the sheets that the other filters keep come from. */
export async function clubMap(
  tx: Read,
  list: Parameters<typeof addressOf>[0],
  asked: Asked,
  kept: readonly Sheet[],
): Promise<Html | null> {
  const place = await territory(tx)
  const mine = likeMine(tx.actor.elected ?? [], place)?.commune
  const communes = placed(kept, place, mine)
  const having = communes.filter(({ sheets }) => sheets > 0).toSorted(near)
  if (having.length === 0) return null
  const hrefOf = (name: string): string => addressOf(list, asked, { [COMMUNE]: name })
  const rings = [...(await outlinesOf(tx)).values()].flat()
  const links = having.map((one) => ({
    href: hrefOf(one.area.name),
    label: one.area.name,
    end: html`<span class="meta">${sheetsText(one.sheets)}${away(one)}</span>`,
  }))
  const all =
    (asked.filters[COMMUNE] ?? '') !== '' && html`<p><a href="${hrefOf('')}">Toutes les communes</a></p>`
  return panel(
    'Sur la carte',
    html`<div class="club-places">${drawing(communes, rings, hrefOf)}<div class="stack tight"><h3>Par commune${mine !== undefined && ', la plus proche d’abord'}</h3>${linkList(links)}${all}</div></div>`,
  )
}
