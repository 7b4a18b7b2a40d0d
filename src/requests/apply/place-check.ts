// What only the territory knows of a place: a point that contradicts the commune chosen.
import { to } from '#platform/french/noun.ts'
import type { Read } from '#platform/db/db.ts'
import type { Answers, FormPage, FormProblem, LocationAnswer } from '#forms'
import { areaAt, areaNoun, type Territory } from '#territory'

/** Contours are simplified and streets run along them: a point so near to the commune is taken as in it (degrees, about 300 m). */
const BORDER = 0.003

/** Areas that hold the point, or almost. Empty: outside the territory; null: no contour was imported. */
async function areasAround(tx: Read, lat: number, long: number): Promise<string[] | null> {
  const codes: string[] = []
  for (const [north, east] of [
    [0, 0],
    [BORDER, 0],
    [-BORDER, 0],
    [0, BORDER],
    [0, -BORDER],
  ] as const) {
    const code = await areaAt(tx, lat + north, long + east)
    if (code === undefined) return null
    if (code !== null) codes.push(code)
  }
  return codes
}

/** Problems that only the territory knows: a point that contradicts the commune chosen. */
export async function placeProblems(
  tx: Read,
  { place }: { place: Territory },
  page: FormPage,
  answers: Answers,
): Promise<FormProblem[]> {
  const field = page.fields.find((item) => item.role === 'place')
  if (field === undefined) return []
  const where = answers[field.id] as LocationAnswer | undefined
  if (where?.lat === undefined || where.long === undefined) return []
  const around = await areasAround(tx, where.lat, where.long)
  const chosen = place.area(where.commune)
  if (around === null || chosen === undefined) return []
  if (around.some((code) => place.area(code)?.authorityId === chosen.authorityId)) return []
  const found = place.area(around[0] ?? '')
  const message =
    found === undefined
      ? 'Le point choisi sur le plan est hors du territoire. Déplacez-le, ou effacez-le et décrivez l’endroit.'
      : `Le point choisi sur le plan est ${to(areaNoun(found))}, et vous avez choisi ${chosen.name}. Corrigez l’un ou l’autre.`
  return [{ field: `${field.id}-commune`, fieldId: field.id, message, part: '-commune' }]
}
