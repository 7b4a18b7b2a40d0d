// What publishing brings to the program.
import { addressOf, typesOf } from './reading/contents.ts'
import { ITS_OWN } from '#platform/partnership/carried.ts'
import type { Module } from '#platform/house/module.ts'
import { agent, elected } from '#platform/access.ts'
import { guardedFetch } from '#platform/outside/guard.ts'
import { WRITING } from '#platform/roles.ts'
import { access } from './information/access.ts'
import { addressedNotices } from './information/addressed.ts'
import { blocks } from './information/blocks.ts'
import { noticesSet } from './information/found.ts'
import { noticeFeed } from './information/feed.ts'
import { information } from './information/findable.ts'
import { routes } from './information/routes.citizen.ts'
import { list, screens } from './information/screens.ts'
import { LINKS, WALK_LINKS, walkingJob } from './links/walk.ts'
import { briefBlock } from './home/briefs.ts'
import { contentBlocks, urgentContents } from './reading/blocks.ts'
import { countedContents } from './reading/counted.ts'
import { homeBlocks } from './reading/home.ts'
import { contentDigest, noticeDigest } from './reading/digest.ts'
import { freshnessList } from './freshness/list.ts'
import { JOURNAL } from './journal/run.ts'
import { journalScreens } from './journal/screens.ts'
import { seatScreens } from './seats/author.ts'
import { seatRoutes } from './seats/box.ts'
import { seatHoldings, seatRetention } from './seats/personal.ts'
import { SEAT, seatingJob, seatKinds } from './seats/tell.ts'
import { LIMITS as OPINION_LIMITS, opinionRoutes } from './opinion/ask.ts'
import { contentFeed } from './reading/feed.ts'
import { contentSearch } from './reading/findable.ts'
import { posterRoutes } from './home/poster.page.ts'
import { routes as readingRoutes } from './reading/routes.citizen.ts'
import { access as contentAccess } from './record/access.ts'
import { addressedContents, contentsOfUnits } from './record/addressed.ts'
import { DOCUMENT } from './documents/joined.ts'
import { CONTENT_SUBJECT } from './record/events.ts'
import { personal, retention } from './record/personal.ts'
import { countProposed } from './record/queries.ts'
import { contentsSet } from './screens/found.ts'
import { illustratedContents } from './screens/illustrated.ts'
import { PROPOSING, PUBLISHING } from './acts/place.ts'
import { screens as contentScreens } from './screens/routes.ts'
import { addressedSpotlights, SPOTLIGHT } from './home/act.ts'
import { spotlightBlock } from './home/zoom.ts'
import { list as spotlights, screens as spotlightScreens } from './home/screens.ts'
import { SOURCE } from './syndication/act.ts'
import { feedBlock } from './syndication/home.ts'
import { CHANGED, READ_SOURCES, readingJob } from './syndication/read.ts'
import { list as sources, screens as sourceScreens } from './syndication/screens.ts'
import { ANSWERED, listeners, PROPOSED, REMINDED, tellingJobs } from './tell/tell.ts'
import { CONTENT } from './types/kind.ts'
import { CHANNELS } from './types/channels.ts'
import { THEMES } from './types/themes.ts'
import { contributionsOfYear } from './freshness/yearly.ts'

const publisher = agent(...WRITING).anywhere
const LISTS = new URL('reading/contents.css', import.meta.url)

const INFORMATION = { erased: 'Informations publiques' } as const
const CONTENTS = { erased: 'Contenus' } as const
const SOURCES = { erased: 'Sources suivies' } as const

export const publishing: Module = {
  name: 'publishing',
  yearly: [contributionsOfYear],
  access: { ...access, ...contentAccess },
  limits: OPINION_LIMITS,
  definitions: [CONTENT],
  styles: [
    { sheet: 'counter.css', file: LISTS },
    { sheet: 'desk.css', file: LISTS },
  ],
  settings: [THEMES, CHANNELS],
  carried: [
    {
      table: 'publishing.notice',
      rows: ITS_OWN,
      end: INFORMATION,
      subject: { kind: 'information', by: 'id' },
    },
    {
      table: 'publishing.content',
      rows: ITS_OWN,
      end: CONTENTS,
      subject: { kind: CONTENT_SUBJECT, by: 'id' },
    },
    { table: 'publishing.edition', rows: { column: 'content_id', of: 'publishing.content' }, end: CONTENTS },
    {
      table: 'publishing.document',
      rows: { column: 'content_id', of: 'publishing.content' },
      end: CONTENTS,
      subject: { kind: DOCUMENT, by: 'id' },
    },
    { table: 'publishing.publication', rows: ITS_OWN, end: CONTENTS },
    { table: 'publishing.visit', rows: { column: 'content_id', of: 'publishing.content' }, end: CONTENTS },
    { table: 'publishing.opinion', rows: { column: 'content_id', of: 'publishing.content' }, end: CONTENTS },
    {
      table: 'publishing.spotlight',
      rows: ITS_OWN,
      end: CONTENTS,
      subject: { kind: SPOTLIGHT, by: 'id' },
    },
    {
      table: 'publishing.source',
      rows: ITS_OWN,
      end: SOURCES,
      subject: { kind: SOURCE, by: 'id' },
    },
    { table: 'publishing.source_item', rows: { column: 'source_id', of: 'publishing.source' }, end: SOURCES },
    { table: 'publishing.offer', rows: { column: 'content_id', of: 'publishing.content' }, end: CONTENTS },
    {
      table: 'publishing.syndicated',
      rows: { column: 'content_id', of: 'publishing.content' },
      end: CONTENTS,
    },
  ],
  routes: [
    ...routes,
    ...screens,
    ...readingRoutes,
    ...posterRoutes,
    ...contentScreens,
    ...sourceScreens,
    ...opinionRoutes,
    ...seatRoutes,
    ...seatScreens,
    ...spotlightScreens,
    ...PUBLISHING.list(freshnessList),
    ...journalScreens,
  ],
  runs: [JOURNAL],
  awaited: [urgentContents],
  blocks: [...blocks, ...contentBlocks, ...homeBlocks, spotlightBlock, briefBlock, feedBlock],
  addressed: [addressedNotices, addressedContents, addressedSpotlights],
  heldByUnits: [contentsOfUnits],
  illustrated: [illustratedContents],
  searches: [information, contentSearch],
  sought: [
    { id: 'notice', label: 'Informations', one: 'Information', href: (id) => `/informations/${id}` },
    {
      ...{ id: 'content', label: 'Contenus', one: 'Contenu', oneOf: typesOf },
      href: (id, title) => addressOf({ id, title }),
    },
    {
      ...{ id: 'contentdocument', label: 'Documents publiés', one: 'Document' },
      href: (id, title) => addressOf({ id, title }),
    },
  ],
  feeds: [contentFeed, noticeFeed],
  digests: [contentDigest, noticeDigest],
  counted: [countedContents],
  found: [noticesSet, contentsSet],
  notices: [PROPOSED, ANSWERED, LINKS, CHANGED, REMINDED, ...seatKinds],
  listeners,
  jobs({ publicUrl }, _held, { paths }) {
    const writer = { site: { name: 'Parvis' }, origin: publicUrl }
    return {
      ...tellingJobs(writer),
      [WALK_LINKS]: walkingJob({ publicUrl, paths, writer, fetch: guardedFetch }),
      [SEAT]: seatingJob(writer),
      [READ_SOURCES]: readingJob({ publicUrl, writer, fetch: guardedFetch }),
    }
  },
  recurring: [
    { task: WALK_LINKS, minutes: 60 },
    { task: READ_SOURCES, minutes: 15 },
    { task: SEAT, minutes: 5 },
  ],
  personal: [...personal, ...seatHoldings],
  retention: [...retention, ...seatRetention],
  navigation: [
    {
      menu: 'administration',
      order: 32,
      words:
        'articles, pages, événements, dossiers, brèves, revue de presse, fiches, publier, relire, valider',
      href: PUBLISHING.at,
      // Elected members have « Contenus » and « Informations » to read: a name leads to one page.
      label: 'Contenus à publier',
      group: 'Ce qui est proposé aux habitants',
      who: publisher,
      count: ({ actor, db }) => db.read(actor, countProposed),
    },
    {
      menu: 'administration',
      order: 33,
      words: 'travaux, fermetures, actualités',
      href: list.at,
      label: 'Informations à publier',
      group: 'Ce qui est proposé aux habitants',
      who: publisher,
    },
    {
      ...{ menu: 'sitemap', order: 40, href: '/informations', label: 'Informations', group: 'S’informer' },
      foot: { column: 'territory', label: 'Informations du moment', order: 54 },
    },
    { menu: 'sitemap', order: 42, href: '/contenus', label: 'Contenus', group: 'S’informer' },
    { menu: 'territories', order: 14, href: '/contenus', label: 'Contenus', who: elected },
    { menu: 'territories', order: 16, href: '/informations', label: 'Informations', who: elected },
    {
      menu: 'administration',
      order: 32.5,
      words: 'zoom, mise en avant, à la une, accueil des agents, intranet',
      href: spotlights.at,
      label: spotlights.title,
      group: 'Ce qui est proposé aux habitants',
      who: publisher,
    },
    {
      menu: 'administration',
      order: 33.7,
      words: 'flux, RSS, Atom, syndication, reprendre, veille, revue de presse',
      href: sources.at,
      label: sources.title,
      group: 'Ce qui est proposé aux habitants',
      who: publisher,
    },
    { menu: 'own', order: 25, href: PROPOSING.at, label: PROPOSING.title, who: agent().anywhere },
  ],
}
