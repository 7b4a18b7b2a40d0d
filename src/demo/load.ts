// Fills an empty database with the demonstration: territory, definitions, people, and a year of requests.
import { join } from 'node:path'
import { system } from '#platform/actor.ts'
import type { DatabaseUrls } from '#platform/postgres/url.ts'
import { systemClock } from '#platform/clock.ts'
import type { Config } from '#platform/config.ts'
import { type Database, openDatabase } from '#platform/db/db.ts'
import type { Defining } from '#platform/house/definition.ts'
import { openFiles } from '#platform/files/store/open.ts'
import type { House } from '#platform/house/house.ts'
import { FetchRefused } from '#platform/outside/guard.ts'
import { makeReports } from '#agreements'
import { walkLinks } from '#publishing'
import { loadDefinitions } from '#services'
import { importTerritory } from '#territory'
import { signAgreements } from './partners/agreements.ts'
import { dice } from './dice.ts'
import { helpPeople } from './helped.ts'
import { createDemoPeople, createTownHallPeople } from './people.ts'
import { actorAt, administratorOf, chooseSettings, decideReorganisation, writeTemplate } from './choices.ts'
import { drawPictures } from './pictures.ts'
import { keepPictures } from './agents/pictures.ts'
import { tellContents } from './agents/contents.ts'
import { tellLoans } from './agents/loans.ts'
import { followSources } from './agents/sources.ts'
import { tellBrochures } from './agents/brochures.ts'
import { sayRead } from './agents/acknowledged.ts'
import { sendFirstDigests } from './agents/digests.ts'
import { addressAgents } from './agents/addressed.ts'
import { tellSpaces } from './agents/spaces.ts'
import { tellStaff } from './agents/staff.ts'
import { thankContributors } from './agents/network.ts'
import { tellUse } from './agents/use.ts'
import { visitDemoSite } from './site.ts'
import { readStories } from './story.ts'
import { tellStories } from './tell.ts'
import { type Teller, tellPeople } from './told.ts'

const DEFINITIONS = join(import.meta.dirname, '../../definitions')
const SEED = 69123
const DAY_MS = 24 * 3600 * 1000

/** How many requests the demonstration starts with. */
const DEMO_REQUESTS = 600

async function isEmpty(db: Database): Promise<boolean> {
  return db.read(
    system,
    async (tx) =>
      (await tx.q.selectFrom('territory.settings').select('zone').executeTakeFirst()) === undefined,
  )
}

/** The same database, without waiting for the disk at each of some thousand commits: nobody was promised these. */
function unhurried(url: string): string {
  const own = new URL(url)
  own.searchParams.set('options', `${own.searchParams.get('options') ?? ''} -c synchronous_commit=off`.trim())
  return own.href.replaceAll('+', '%20')
}

/** Links of what was published to pages of this site: nobody else is asked. */
const walkOwnLinks = (db: Database, { publicUrl }: Config, { paths }: Pick<House, 'paths'>): Promise<void> =>
  walkLinks(db, {
    ...{ publicUrl, paths, pauseMs: 0, writer: { site: { name: 'Parvis' }, origin: publicUrl } },
    fetch: () => Promise.reject(new FetchRefused('network')),
  })

/**
 * Loads the demonstration when the database holds no territory; otherwise does nothing.
 * Requests are made by the real verbs with the clock moved, without the mails they would have caused a year ago; those of these days, and what residents follow, are told.
 * @param options `stopping` ends the telling between two stories: what was told stays; `say` tells each step to whoever waits
 */
export async function loadDemo(
  urls: DatabaseUrls,
  config: Config,
  house: Defining & Pick<House, 'settings' | 'measures' | 'paths' | 'digests' | 'counted'> & Teller,
  {
    count = DEMO_REQUESTS,
    stopping,
    say = () => {},
  }: { count?: number; stopping?: AbortSignal | undefined; say?: (step: string) => void } = {},
): Promise<void> {
  // A past is told: only the system may say when things happened.
  const asSystem = unhurried(urls.system)
  const db = openDatabase({ web: asSystem, system: asSystem }, systemClock, { effects: house.effects }, 6)
  try {
    if (!(await isEmpty(db))) return
    say('Première fois\u00a0: les communes, les démarches et les comptes de démonstration…')
    await db.write(system, async (tx) => {
      await importTerritory(tx, DEFINITIONS)
      const { problems } = await loadDefinitions(tx, DEFINITIONS, house)
      if (problems.length > 0) throw new Error(problems.join('\n'))
      const people = await createDemoPeople(tx, config.secret, DEFINITIONS)
      await createTownHallPeople(tx, config.secret)
      await chooseSettings(tx, house.settings)
      await writeTemplate(tx)
      await signAgreements(tx)
      await decideReorganisation(tx)
      await tellStaff(tx, people)
      await addressAgents(tx, administratorOf)
    })
    const storing = { files: openFiles(config), config: { clamd: null, dataFolder: config.dataFolder } }
    const kept = await keepPictures(db, storing, administratorOf)
    let moment = systemClock()
    const past = openDatabase(
      { web: asSystem, system: asSystem },
      () => moment,
      { effects: house.effects },
      2,
    )
    try {
      const onDay = (daysAgo: number) => {
        // By day: nobody writes there in the evening.
        moment = new Date(systemClock().getTime() - daysAgo * DAY_MS)
        moment.setUTCHours(7 + (daysAgo % 9), (daysAgo * 17) % 60)
        return past
      }
      const admin = await db.read(system, (tx) => administratorOf(tx, null))
      await tellSpaces({ db, onDay, storing, admin, actorOf: actorAt }, join(DEFINITIONS, 'demo/spaces.json'))
      // Some are for the members of a space.
      await tellContents(
        { db, storing },
        join(DEFINITIONS, 'demo/contents.json'),
        administratorOf,
        actorAt,
        kept,
      )
      await tellLoans({ db, onDay, actorOf: actorAt }, join(DEFINITIONS, 'demo/loans.json'))
    } finally {
      await past.close()
    }
    await walkOwnLinks(db, config, house)
    await followSources(db, config.publicUrl, administratorOf)
    say('Une année de demandes inventées (environ une minute)…')
    await helpPeople({ db, config })
    const stories = await readStories(join(DEFINITIONS, 'demo/stories.json'))
    const pictures = await drawPictures(dice(SEED))
    await tellStories(db, {
      stories,
      pictures,
      ...storing,
      dice: dice(SEED),
      dangers: dice(SEED + 1),
      count,
      stopping,
      say,
    })
    await tellBrochures(
      { db, storing, pictures: kept, actorOf: actorAt },
      join(DEFINITIONS, 'demo/brochures.json'),
    )
    await tellPeople(db, config, house)
    await sendFirstDigests(db, config, house)
    await sayRead(db, actorAt)
    await tellUse(db, house, dice(SEED + 2))
    await thankContributors(db, actorAt)
    await visitDemoSite(db, config)
    await db.write(system, (tx) => makeReports(tx, house.measures))
  } finally {
    await db.close()
  }
}
