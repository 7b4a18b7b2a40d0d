// npm run import: publishes a folder of definitions. What was changed on screen is left, and said, unless the operator names it.
import { system } from '#platform/actor.ts'
import type { Database, Read } from '#platform/db/db.ts'
import type { House } from '#platform/house/house.ts'
import { eventsOf } from '#platform/ledger/events.ts'
import { StartError } from '#platform/start-error.ts'
import { loadDefinitions } from '#services'
import { importTerritory, type LeftAlone } from '#territory'

const USAGE = `Usage: npm run import -- <folder of definitions> [--force <kind/id>…]
  --force form/tag service/tag   takes the files of these, whatever was changed on screen; what was in force is archived`

/** What the import left alone: who changed it on screen, and when. */
async function leftLine(tx: Read, { kind, name, id }: LeftAlone): Promise<string> {
  const last = (await eventsOf(tx, kind, id)).at(-1)
  return `${kind} ${name} is left as changed on screen${last === undefined ? '' : ` by ${last.actorLabel} on ${last.at.toISOString()}`}`
}

/** @throws StartError for a name of no kind of definition */
function forcedIn(house: House, words: readonly string[]): ReadonlySet<string> {
  const kinds = house.definitions.map(({ kind }) => kind)
  const wrong = words.find((word) => !kinds.includes(/^([a-z-]+)\/.+$/.exec(word)?.[1] ?? ''))
  if (wrong !== undefined) throw new StartError(USAGE, `${wrong}: kinds are ${kinds.join(', ')}`)
  return new Set(words)
}

/** @returns the code that the command ends with: 2 when something was refused */
export async function commandImport(
  db: Database,
  house: House,
  [folder, flag, ...words]: readonly string[],
  say: (line: string) => void,
): Promise<number> {
  const isAsked = flag === '--force' && words.length > 0
  if (folder === undefined || folder.startsWith('--') || (flag !== undefined && !isAsked))
    throw new StartError(USAGE)
  const forced = forcedIn(house, words)
  const kept = await db.write(system, async (tx) => {
    const left = await importTerritory(tx, folder)
    return Promise.all(left.map((one) => leftLine(tx, one)))
  })
  const { published, problems, left } = await db.write(system, (tx) =>
    loadDefinitions(tx, folder, house, forced),
  )
  say(`${published.length} definitions published`)
  for (const sentence of [...kept, ...left, ...problems]) say(`  ${sentence}`)
  if (left.length > 0)
    say(
      'To take the file of one of these definitions instead: --force <kind/id>, for example --force form/tag',
    )
  return problems.length === 0 ? 0 : 2
}
