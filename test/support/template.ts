// What every test database holds before its test begins: the demo territory, its definitions and its people.
import { join } from 'node:path'
import { createDemoPeople } from '#demo'
import { system } from '#platform/actor.ts'
import { systemClock } from '#platform/clock.ts'
import { openDatabase } from '#platform/db/db.ts'
import { urlsOf } from '#platform/postgres/url.ts'
import { loadDefinitions } from '#services'
import { importTerritory } from '#territory'
import { houseOf } from '../../src/app.ts'
import { TEST_SECRET } from './database.ts'

const DEFINITIONS = join(import.meta.dirname, '../../definitions')

/** Fills the template database, once per run; `ownerUrl` connects as its owner. */
export async function prepareTemplate(ownerUrl: string): Promise<void> {
  const db = openDatabase(urlsOf(ownerUrl, TEST_SECRET), systemClock, {}, 2)
  try {
    await db.write(system, async (tx) => {
      await importTerritory(tx, DEFINITIONS)
      const { problems } = await loadDefinitions(tx, DEFINITIONS, houseOf({ demo: false }))
      if (problems.length > 0) throw new Error(problems.join('\n'))
      await createDemoPeople(tx, TEST_SECRET, DEFINITIONS)
    })
  } finally {
    await db.close()
  }
}
