// A whole module, small: the tides of a harbour. Nothing of Parvis names it; the program that lists it has all of it
// (test/house/module.test.ts), and CONTRIBUTING.md walks through it.
import { z } from 'zod'
import { type AccessTable, agent, anyone, holding, signedIn } from '#platform/access.ts'
import { system } from '#platform/actor.ts'
import { type Html, html } from '#platform/html.ts'
import { frameOf } from '#platform/http/frame.ts'
import { type Context, page, type Reply } from '#platform/http/route.ts'
import type { Module } from '#platform/house/module.ts'
import { type Holding, wholly } from '#platform/house/personal.ts'
import { simple } from '#platform/house/retention.ts'
import { setting } from '#platform/house/settings.ts'
import { throttle } from '#platform/limits/throttle.ts'
import { notice } from '#platform/ui/feedback.ts'
import { citizenPage } from '#platform/ui/layout.ts'
import { bulletinScreens } from './bulletins.ts'
import { watching } from './charge.ts'
import { tidesCalls } from './calls.ts'
import { tidesEnvironment } from './environment.ts'
import { harbours } from './harbours.ts'
import { LIMITS } from './limits.ts'
import { LOW_WATER } from './low-water.ts'
import { moorings } from './moorings.ts'
import { HARBOUR, readers } from './readers.ts'
import { TIDE_TABLE } from './tables.ts'
import { HIGH_TIDE } from './tell.ts'
import { bulletins, deleteWatches, forgetWatches, insertHeard, watchesOf } from './queries.ts'

const harbourOf = ({ config }: Pick<Context, 'config'>): string => config.tides?.harbour ?? ''

/** GET /marees */
async function showTide(ctx: Context): Promise<Reply> {
  await throttle(ctx, `tide:${ctx.visitorId}`, LIMITS.tideAsked)
  const main = html`<h1>Marées à ${harbourOf(ctx)}</h1><p class="tide-mark">Pleine mer à midi. <tide-clock></tide-clock></p>`
  return page(citizenPage(frameOf(ctx), { title: ctx.title, main }))
}

const access: AccessTable = {
  'tide.read': [anyone],
  'tide.watch': [signedIn],
  'tide.write': [holding('tides.write')],
  'bulletin.read': readers.by('watcher'),
  'bulletin.write': [agent('admin').anywhere],
}

/** GET /marees/avis: those one may read, each with who else reads it. */
async function showBulletins(ctx: Context): Promise<Reply> {
  const lines = await ctx.db.read(ctx.actor, async (tx) => {
    const shown: Html[] = []
    for (const bulletin of await bulletins(tx, access['bulletin.read'] ?? []))
      for (const { name, why } of await readers.sentences(tx, bulletin))
        shown.push(html`<li>${bulletin.said} ${name} : ${why}</li>`)
    return shown
  })
  return page(citizenPage(frameOf(ctx), { title: ctx.title, main: html`<h1>Avis</h1><ul>${lines}</ul>` }))
}

/** Where the pilot of a town hall says what to beware of. */
const HIGH_WATER = setting({
  key: 'tides.high_water',
  label: 'Consigne de pleine mer',
  hint: 'Lue sur la page des marées.',
  levels: ['metropolis', 'commune'],
  control: 'text',
  type: z.string().trim().max(100, 'Écrivez 100 caractères au plus.'),
  otherwise: '',
})

const watches: Holding = {
  id: 'tides.watch',
  processing: 'compte',
  title: 'Vos alertes de marée',
  tables: ['tides.watch'],
  async held(tx, personId) {
    const list = await watchesOf(tx, personId)
    const rows = list.map(({ harbour }) => ({ Port: harbour }))
    return list.length === 0
      ? []
      : [{ authorityId: null, count: list.length, since: list[0]?.at ?? null, rows }]
  },
  erase: async (tx, personId) => wholly(null, await deleteWatches(tx, personId)),
}

export const tides: Module = {
  name: 'tides',
  access,
  definitions: [TIDE_TABLE],
  effects: [LOW_WATER],
  heldByPeople: [watching],
  notices: [HIGH_TIDE],
  searches: [harbours],
  keys: [HARBOUR],
  heldByUnits: [moorings],
  routes: [
    { get: '/marees', action: 'tide.read', title: 'Marées', face: 'citizen', handle: showTide },
    { get: '/marees/avis', action: 'bulletin.read', title: 'Avis', face: 'citizen', handle: showBulletins },
    ...bulletinScreens,
    ...tidesCalls.calls,
  ],
  callers: tidesCalls.callers,
  listeners: { 'request.received': ['tides.hear'] },
  jobs: () => ({
    'tides.hear': (db, { eventId }) => db.write(system, (tx) => insertHeard(tx, Number(eventId))),
    'tides.measure': async () => {},
  }),
  recurring: [{ task: 'tides.measure', minutes: 30 }],
  limits: LIMITS,
  settings: [HIGH_WATER],
  environment: tidesEnvironment,
  navigation: [
    { menu: 'account', order: 65, href: '/compte/marees', label: 'Mes marées' },
    { menu: 'sitemap', order: 46, href: '/marees', label: 'Heures de pleine mer', group: 'S’informer' },
    {
      menu: 'administration',
      order: 65,
      href: '/administration/marees',
      label: 'Marées',
      who: agent('admin').anywhere,
    },
  ],
  blocks: [
    {
      on: 'account',
      order: 20,
      show: async (ctx) => notice('info', `Pleine mer à ${harbourOf(ctx)} : midi.`),
    },
    {
      ...{ on: 'intranet', name: 'marees', title: 'Marées', order: 900 },
      show: async (ctx) => notice('info', `Basse mer à ${harbourOf(ctx)} : six heures.`),
    },
  ],
  awaited: [
    {
      id: 'tides.bulletin',
      read: async (_, today) => [
        { href: '/marees', title: 'Lire le bulletin', about: 'Capitainerie', dueOn: today },
      ],
    },
  ],
  styles: [{ sheet: 'counter.css', file: new URL('tides.css', import.meta.url) }],
  islands: [new URL('tide-clock.ts', import.meta.url)],
  personal: [watches],
  retention: [simple('tide.delete', 'Alertes de marée', forgetWatches)],
}
