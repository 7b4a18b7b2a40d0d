// bin/contours: imports contours of areas from a GeoJSON file or address (FeatureCollection with property `code`).
import { readFile } from 'node:fs/promises'
import { system } from '#platform/actor.ts'
import type { Database, Write } from '#platform/db/db.ts'
import { guardedFetch } from '#platform/outside/guard.ts'
import { forget } from '#platform/db/snapshot.ts'
import { isGeometry } from './contour.ts'
import { raiseRevision, setContour, settingsRow } from './queries.ts'

interface Feature {
  properties?: { code?: unknown } | null
  geometry?: unknown
}

async function textOf(source: string): Promise<string> {
  if (!/^https?:/.test(source)) return readFile(source, 'utf8')
  const answer = await guardedFetch(source, { timeoutMs: 30_000, maxBytes: 50 * 1024 * 1024 })
  return answer.body.toString('utf8')
}

/**
 * Sets the contour of every area the collection knows.
 * @returns how many were set, and the codes that are not of the territory
 * @throws when the text is not a GeoJSON FeatureCollection of polygons
 */
export async function setContours(tx: Write, geojson: string): Promise<{ set: number; unknown: string[] }> {
  const { type, features } = JSON.parse(geojson) as { type?: string; features?: Feature[] }
  if (type !== 'FeatureCollection' || !Array.isArray(features))
    throw new Error('not a GeoJSON FeatureCollection')
  const unknown: string[] = []
  let set = 0
  for (const { properties, geometry } of features) {
    const code = String(properties?.code ?? '')
    if (!isGeometry(geometry)) throw new Error(`feature ${code}: not a Polygon or MultiPolygon`)
    if (await setContour(tx, code, geometry)) set += 1
    else unknown.push(code)
  }
  const zone = (await settingsRow(tx))?.zone
  if (zone !== undefined) await raiseRevision(tx, zone)
  forget(tx, 'contours')
  return { set, unknown }
}

/** Imports from a file path or an http(s) address. */
export async function importContours(
  db: Database,
  source: string,
): Promise<{ set: number; unknown: string[] }> {
  const text = await textOf(source)
  return db.write(system, (tx) => setContours(tx, text))
}
