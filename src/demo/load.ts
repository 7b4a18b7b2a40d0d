// Fills an empty database with the demonstration: territory, definitions, people, and a year of requests.
import { join } from 'node:path'
import { system } from '#platform/actor.ts'
import type { DatabaseUrls } from '#platform/postgres/url.ts'
import { type Clock, systemClock } from '#platform/clock.ts'
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
import { signPartners } from './partners/pass.ts'
import { tellPasses } from './partners/passes.ts'
import { proveIdentity } from './partners/proved.ts'
import { dice } from './dice.ts'
import { helpPeople } from './helped.ts'
import { createDemoPeople, createTownHallPeople } from './people.ts'
import { actorAt, administratorOf, chooseSettings, decideReorganisation, writeTemplate } from './choices.ts'
import { drawPictures, drawSpecimen } from './pictures.ts'
import { keepPictures } from './agents/pictures.ts'
import { tellContents } from './agents/contents.ts'
import { awaitSignature } from './forms/cosigned.ts'
import { draftForms } from './forms/drafted.ts'
import { giveModels } from './forms/models.ts'
import { tellLists } from './forms/lists.ts'
import { tellForums } from './agents/forums.ts'
import { tellLoans } from './agents/loans.ts'
import { tellAds } from './intranet/ads.ts'
import { signUp } from './intranet/seats.ts'
import { tellServices } from './intranet/services.ts'
import { tellSurveys } from './intranet/surveys.ts'
import { tellCorrespondents } from './intranet/correspondents.ts'
import { tellVacancies } from './intranet/vacancies.ts'
import { tellYearOfContents } from './intranet/year.ts'
import { followSources } from './agents/sources.ts'
import { followLive } from './intranet/live.ts'
import { installKiosks } from './intranet/kiosks.ts'
import { putFirst } from './intranet/spotlights.ts'
import { tellBrochures } from './agents/brochures.ts'
import { sayRead } from './agents/acknowledged.ts'
import { sendFirstDigests } from './agents/digests.ts'
import { addressAgents } from './agents/addressed.ts'
import { tellSpaces } from './agents/spaces.ts'
import { tellCards } from './intranet/cards.ts'
import { givePortraits } from './intranet/portraits.ts'
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

type Told = Defining &
  Pick<House, 'settings' | 'measures' | 'paths' | 'digests' | 'counted' | 'yearly'> &
  Teller

interface Telling {
  count: number
  stopping: AbortSignal | undefined
  say: (step: string) => void
}

/** What each part of the demonstration is told with. */
interface World {
  db: Database
  /** Another of its accounts, whose clock is moved. */
  openPast: (clock: Clock) => Database
  config: Config
  house: Told
  storing: Parameters<typeof keepPictures>[1]
}

/**
 * Loads the demonstration when the database holds no territory; otherwise does nothing.
 * Requests are made by the real verbs with the clock moved, without the mails they would have caused a year ago; those of these days, and what residents follow, are told.
 * @param options `stopping` ends the telling between two stories: what was told stays; `say` tells each step to whoever waits
 */
export async function loadDemo(
  urls: DatabaseUrls,
  config: Config,
  house: Told,
  { count = DEMO_REQUESTS, stopping, say = () => {} }: Partial<Telling> = {},
): Promise<void> {
  // A past is told: only the system may say when things happened.
  const asSystem = unhurried(urls.system)
  const opened = (clock: Clock, most: number) =>
    openDatabase(
      { web: asSystem, system: asSystem },
      clock,
      { effects: house.effects, yearly: house.yearly },
      most,
    )
  const db = opened(systemClock, 6)
  const storing = { files: openFiles(config), config: { clamd: null, dataFolder: config.dataFolder } }
  const world: World = { db, openPast: (clock) => opened(clock, 2), config, house, storing }
  try {
    if (!(await isEmpty(db))) return
    say('Première fois\u00a0: les communes, les démarches et les comptes de démonstration…')
    await tellTerritory(world)
    await tellPasses(db, actorAt, dice(SEED))
    const kept = await keepPictures(db, storing, administratorOf)
    await tellPublished(world, kept)
    say('Une année de demandes inventées (environ une minute)…')
    await tellYear(world, { count, stopping, say })
    await tellBrochures(
      { db, storing, pictures: kept, actorOf: actorAt },
      join(DEFINITIONS, 'demo/brochures.json'),
    )
    await tellToday(world)
  } finally {
    await db.close()
  }
}

const tellTerritory = ({ db, config, house }: World): Promise<void> =>
  db.write(system, async (tx) => {
    await importTerritory(tx, DEFINITIONS)
    const { problems } = await loadDefinitions(tx, DEFINITIONS, house)
    if (problems.length > 0) throw new Error(problems.join('\n'))
    const people = await createDemoPeople(tx, config.secret, DEFINITIONS)
    await createTownHallPeople(tx, config.secret)
    await chooseSettings(tx, house.settings)
    await writeTemplate(tx)
    await signAgreements(tx)
    await signPartners(tx, config, actorAt)
    await proveIdentity(tx)
    await decideReorganisation(tx)
    await tellStaff(tx, people)
    await tellCards(tx, people)
    await addressAgents(tx, administratorOf)
  })

/** Spaces, then contents, of which some are for the members of a space, then what communes lend each other. */
async function tellPublished(
  { db, openPast, config, house, storing }: World,
  pictures: Awaited<ReturnType<typeof keepPictures>>,
): Promise<void> {
  let moment = systemClock()
  const past = openPast(() => moment)
  try {
    const onDay = (daysAgo: number) => {
      // By day: nobody writes there in the evening.
      moment = new Date(systemClock().getTime() - daysAgo * DAY_MS)
      moment.setUTCHours(7 + (daysAgo % 9), (daysAgo * 17) % 60)
      return past
    }
    const admin = await db.read(system, (tx) => administratorOf(tx, null))
    await tellSpaces({ db, onDay, storing, admin, actorOf: actorAt }, join(DEFINITIONS, 'demo/spaces.json'))
    await tellContents(
      { db, storing },
      join(DEFINITIONS, 'demo/contents.json'),
      administratorOf,
      actorAt,
      pictures,
    )
    await tellYearOfContents({ db, onDay, speaker: administratorOf }, join(DEFINITIONS, 'demo/year.json'))
    await tellForums({ db, onDay, actorOf: actorAt }, join(DEFINITIONS, 'demo/forums.json'))
    await tellLoans({ db, onDay, actorOf: actorAt }, join(DEFINITIONS, 'demo/loans.json'))
    await tellAds({ db, onDay, storing, actorOf: actorAt }, join(DEFINITIONS, 'demo/ads.json'))
    await tellVacancies(
      { db, onDay, storing, actorOf: actorAt, administratorOf },
      join(DEFINITIONS, 'demo/vacancies.json'),
    )
    await tellCorrespondents({ db, onDay, storing, actorOf: actorAt })
    await signUp(db, admin, actorAt)
    await tellServices({ db, onDay, actorOf: actorAt })
    await giveModels(db, storing, admin, house)
    await draftForms(db, admin)
    const asking = await db.read(system, (tx) => actorAt(tx, 'habitant@parvis.example'))
    await awaitSignature(db, storing, asking)
    const adminOfBron = await db.read(system, (tx) => administratorOf(tx, '69029'))
    await tellSurveys({ db, onDay, admin, adminOfBron, dice: dice(SEED) })
  } finally {
    await past.close()
  }
  await walkOwnLinks(db, config, house)
  await followSources(db, config.publicUrl, administratorOf)
  await putFirst(db, administratorOf)
  await installKiosks({ db, config }, administratorOf)
  await followLive(db, config.publicUrl, administratorOf)
}

/** Requests of a year, of which helpers made some. */
async function tellYear({ db, config, storing }: World, telling: Telling): Promise<void> {
  await helpPeople({ db, config })
  await tellStories(db, {
    stories: await readStories(join(DEFINITIONS, 'demo/stories.json')),
    pictures: await drawPictures(dice(SEED)),
    specimen: await drawSpecimen(),
    ...storing,
    dice: dice(SEED),
    dangers: dice(SEED + 1),
    ...telling,
  })
}

/** What people of today have, were sent, read and wrote. */
async function tellToday({ db, config, house, storing }: World): Promise<void> {
  await tellPeople(db, config, house)
  await tellLists(db, await db.read(system, (tx) => administratorOf(tx, null)), house, config)
  await givePortraits(db, storing, actorAt)
  await sendFirstDigests(db, config, house)
  await sayRead(db, actorAt)
  await tellUse(db, house, dice(SEED + 2))
  await thankContributors(db, actorAt)
  await visitDemoSite(db, config)
  await db.write(system, (tx) => makeReports(tx, house.measures))
}
