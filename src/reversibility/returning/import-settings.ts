// What the commune chose: in place of what is chosen here, each judged as on its screen; what it chose before is its history.
import { judgeChoice } from '#settings'
import { NotFound } from '#platform/errors.ts'
import { drawNumbers, endChosen, insertRows, shapeOf } from './queries.import.ts'
import { type Row, rowsIn } from './read.ts'
import { asOnScreen, type Reading, type Refused } from './reading.ts'

const VALUE = 'settings.value'

/** @returns those that stay behind */
export async function importSettings(reading: Reading): Promise<Refused> {
  const { tx, folder, authorityId, numbers } = reading
  await endChosen(tx, authorityId)
  const shape = await shapeOf(tx, VALUE)
  const refused: (readonly [string, string])[] = []
  for await (const rows of rowsIn(folder, VALUE)) {
    const taken: Row[] = []
    for (const row of rows) {
      const mine = numbers.follow(row, shape)
      const why = await asOnScreen(tx, () => judge(reading, row, mine))
      if (why === null) taken.push(mine)
      else refused.push([String(row.key), why])
    }
    const drawn = await drawNumbers(tx, VALUE, 'id', taken.length)
    await insertRows(
      tx,
      VALUE,
      shape,
      taken.map((row, at) => ({ ...row, id: drawn[at] })),
    )
  }
  return refused
}

/** @throws NotFound, BadInput for what is in force and could not be chosen */
async function judge({ tx, house, authorityId }: Reading, { unit_id: there }: Row, mine: Row): Promise<void> {
  if (mine.until !== null) return
  const setting = house.settings.find(({ key }) => key === mine.key)
  if (setting === undefined) throw new NotFound('Ce réglage n’existe pas ici.')
  if (there !== null && mine.unit_id === null) throw new NotFound('Son unité n’est pas de la copie.')
  const unitId = mine.unit_id as number | null
  const scope = { authorityId, unitId, serviceSlug: mine.service_slug as string | null }
  await judgeChoice(tx, setting, scope, mine.value as string | null)
}
