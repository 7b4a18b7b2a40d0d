// A copy is read back into an installation where that commune stands: what it needs to go on answering, in one transaction.
import { system } from '#platform/actor.ts'
import type { Database, Write } from '#platform/db/db.ts'
import { forget } from '#platform/db/snapshot.ts'
import { Conflict, NotFound } from '#platform/errors.ts'
import type { FileStore } from '#platform/files/store/store.ts'
import { eventsOf } from '#platform/ledger/events.ts'
import { isCode } from '#platform/start-error.ts'
import { territory } from '#territory'
import { note } from '../copy/events.ts'
import { inviteAgents, type ReadAgents } from './import-agents.ts'
import { importFiles } from './import-files.ts'
import { importRequests, type ReadRequests } from './import-requests.ts'
import { importRules, type ReadRules } from './import-rules.ts'
import { importSettings } from './import-settings.ts'
import { importTemplates, type ReadTemplates } from './import-templates.ts'
import { importTown } from './import-town.ts'
import { holdAuthority } from '../copy/queries.ts'
import { rowsIn, verifiedCopy } from './read.ts'
import { type Judging, numbers, type Reading, type Refused } from './reading.ts'
import { chains } from './retell.ts'

/** What PostgreSQL answers to what is there twice. */
const UNIQUE = '23505'

export interface ReadBack extends ReadRequests {
  authority: string
  files: number
  agents: ReadAgents
  rules: ReadRules
  templates: ReadTemplates
  /** Settings that stay behind. */
  settings: Refused
  /** Audiences that hold nobody of here: for those who administer alone, until they say for whom. */
  audiences: readonly string[]
  /** Its sites, which are connected anew where they sign people in. */
  sites: number
}

/**
 * Reads a copy back, whole or not at all.
 * @param options `invites`: its agents to the posts they had
 * @throws Conflict when it is not as its manifest says, or was read already; NotFound when that commune is not of the territory
 */
export async function importCopy(
  db: Database,
  store: FileStore,
  house: Judging,
  folder: string,
  { invites = false }: { invites?: boolean } = {},
): Promise<ReadBack> {
  const { manifest, sha256 } = await verifiedCopy(folder)
  const heads = await verifiedHistories(folder)
  const { code, name } = manifest.authority
  const sites = manifest.tables.find(({ table }) => table === 'identity.client')?.rows ?? 0
  const stored: string[] = []
  try {
    return await db.write(system, async (tx) => {
      const authorityId = (await territory(tx)).authorityByCode(code)?.id
      if (authorityId === undefined)
        throw new NotFound(
          `${name} n’est pas de ce territoire\u00a0: d’abord « npm run commune -- add ${code} ».`,
        )
      await refuseTwice(tx, authorityId, name)
      const reading: Reading = { tx, folder, house, authorityId, code, numbers: numbers(), heads }
      const audiences = await importTown(reading)
      const settings = await importSettings(reading)
      const { requests, renumbered } = await importRequests(reading)
      const files = await importFiles(reading, store, stored)
      const rules = await importRules(reading)
      const templates = await importTemplates(reading)
      const agents = await inviteAgents(reading, invites)
      await note(tx, authorityId, 'reversibility.imported', { manifest: sha256, rows: requests, files })
      forget(tx, 'territory')
      return {
        authority: name,
        requests,
        files,
        renumbered,
        agents,
        rules,
        templates,
        settings,
        sites,
        audiences,
      }
    })
  } catch (error) {
    // Bytes that no row names after all.
    await Promise.all(stored.map((key) => store.remove(key)))
    throw isCode(error, UNIQUE)
      ? new Conflict(
          'Une chose de la copie est déjà ici (un numéro de suivi, un fichier)\u00a0: rien n’a été importé.',
        )
      : error
  }
}

async function verifiedHistories(folder: string): Promise<ReadonlyMap<string, string>> {
  const { heads, follow } = chains()
  for await (const rows of rowsIn(folder, 'platform.event')) rows.forEach(follow)
  return heads
}

async function refuseTwice(tx: Write, authorityId: number, name: string): Promise<void> {
  await holdAuthority(tx, authorityId)
  const told = await eventsOf(tx, 'authority', authorityId)
  if (told.some((event) => event.name === 'reversibility.imported'))
    throw new Conflict(`Une copie a déjà été importée ici pour ${name}.`)
}
