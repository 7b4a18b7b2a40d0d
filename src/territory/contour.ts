// Contours of areas: GeoJSON geometries (RFC 7946), read once and asked which area holds a point.
import type { Read } from '#platform/db/db.ts'
import { snapshot } from '#platform/db/snapshot.ts'
import { contourRows, territoryRevision } from './queries.ts'

export type Ring = [long: number, lat: number][]

/** RFC 7946 Polygon or MultiPolygon, WGS 84 longitude/latitude. */
export type Geometry =
  | { type: 'Polygon'; coordinates: Ring[] }
  | { type: 'MultiPolygon'; coordinates: Ring[][] }

interface Contour {
  code: string
  polygons: Ring[][]
  box: [west: number, south: number, east: number, north: number]
}

function isRing(value: unknown): value is Ring {
  return (
    Array.isArray(value) &&
    value.length >= 4 &&
    value.every((point) => Array.isArray(point) && Number.isFinite(point[0]) && Number.isFinite(point[1]))
  )
}

/** Is this a geometry that an area may have? */
export function isGeometry(value: unknown): value is Geometry {
  const { type, coordinates } = (value ?? {}) as { type?: unknown; coordinates?: unknown }
  if (!Array.isArray(coordinates) || coordinates.length === 0) return false
  if (type === 'Polygon') return coordinates.every(isRing)
  return (
    type === 'MultiPolygon' &&
    coordinates.every((polygon) => Array.isArray(polygon) && polygon.length > 0 && polygon.every(isRing))
  )
}

function compile(code: string, geometry: Geometry): Contour {
  const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates
  const points = polygons.flat(2)
  const longs = points.map(([long]) => long)
  const lats = points.map(([, lat]) => lat)
  return {
    code,
    polygons,
    box: [Math.min(...longs), Math.min(...lats), Math.max(...longs), Math.max(...lats)],
  }
}

/** Even-odd rule: a ray to the east crosses the ring an odd number of times. */
function insideRing(ring: Ring, long: number, lat: number): boolean {
  let inside = false
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [x1, y1] = ring[i] as [number, number]
    const [x2, y2] = ring[j] as [number, number]
    if (y1 > lat !== y2 > lat && long < ((x2 - x1) * (lat - y1)) / (y2 - y1) + x1) inside = !inside
  }
  return inside
}

function holdsPoint({ polygons, box }: Contour, long: number, lat: number): boolean {
  if (long < box[0] || lat < box[1] || long > box[2] || lat > box[3]) return false
  return polygons.some(
    ([outer, ...holes]) =>
      outer !== undefined &&
      insideRing(outer, long, lat) &&
      !holes.some((hole) => insideRing(hole, long, lat)),
  )
}

const contoursIn = (tx: Read): Promise<Contour[]> =>
  snapshot(tx, 'contours', territoryRevision, async () =>
    (await contourRows(tx))
      .filter((row) => isGeometry(row.contour))
      .map((row) => compile(row.code, row.contour as Geometry)),
  )

/** The outer rings of each area whose contour was imported, by its code: for drawings. */
export const outlinesOf = async (tx: Read): Promise<ReadonlyMap<string, readonly Ring[]>> =>
  new Map(
    (await contoursIn(tx)).map(({ code, polygons }) => [
      code,
      polygons.flatMap(([outer]) => (outer === undefined ? [] : [outer])),
    ]),
  )

/**
 * The code of the area that holds a point, arrondissements before communes.
 * @returns undefined when no contour was imported, null when the point is outside all contours
 */
export async function areaAt(tx: Read, lat: number, long: number): Promise<string | null | undefined> {
  const contours = await contoursIn(tx)
  if (contours.length === 0) return undefined
  return contours.find((contour) => holdsPoint(contour, long, lat))?.code ?? null
}
