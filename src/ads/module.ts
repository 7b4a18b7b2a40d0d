// What classified ads bring to the program: what agents sell, give, share or look for, answered without showing an address.
import { LIMITS } from './record/limits.ts'
import { agent } from '#platform/access.ts'
import type { Live } from '#platform/house/search.ts'
import type { Module } from '#platform/house/module.ts'
import { html } from '#platform/html.ts'
import type { Block } from '#platform/http/route.ts'
import { ITS_OWN } from '#platform/partnership/carried.ts'
import { holdsAll } from '#platform/plain-words.ts'
import { WRITING } from '#platform/roles.ts'
import { listRoutes } from '#platform/screens/list-screen.ts'
import { linkList } from '#platform/ui/content.ts'
import { panel } from '#platform/ui/desk.ts'
import { intranetFrame } from '#territory'
import { access } from './record/access.ts'
import { AD, REPLY, REPORT } from './record/ad.ts'
import { judgedList, KEPT, screens } from './judging.admin.ts'
import { leftText, linesOf, list, ownList, priceText, talkList } from './list.ts'
import { routes } from './pages.ts'
import { awaitedJudgements } from './awaited.ts'
import { photoRoutes } from './photos/page.ts'
import { PHOTO } from './photos/photo.ts'
import { personal, retention } from './personal.ts'
import { reportedAds, shownAds } from './record/queries.ts'
import { CATEGORIES } from './record/settings.ts'
import { addressOf, HERE, NEW } from './record/where.ts'
import { jobs, listeners, TELL_ENDING, TOLD } from './tell.ts'
import { adsOfYear } from './yearly.ts'

const SHOWN_AT_HOME = 3

const block: Block = {
  ...{ on: 'intranet', name: 'annonces', title: 'Petites annonces', order: 80 },
  show: (ctx) =>
    ctx.db.read(ctx.actor, async (tx) => {
      const lines = await linesOf(tx, await shownAds(tx, SHOWN_AT_HOME))
      if (lines.length === 0) return null
      const links = lines.map((line) => ({
        href: addressOf(line.id),
        label: [line.title, priceText(line)].filter(Boolean).join(', '),
        under: [line.category, line.place, leftText(line).toLowerCase()].filter(Boolean).join(', '),
      }))
      const end = html`<span class="row"><a href="${NEW}">Publier</a><a href="${HERE}">Toutes</a></span>`
      return panel('Petites annonces', linkList(links), { end })
    }),
}

const sought: Live = {
  id: 'ad',
  label: 'Petites annonces',
  one: 'Petite annonce',
  who: agent().anywhere,
  async find(tx, words, most) {
    const isFound = holdsAll(words)
    const found = (await shownAds(tx)).filter(({ title, text, place, category }) =>
      isFound(title, text, place, category),
    )
    return found.slice(0, most).map(({ id, title, category, place }) => ({
      ...{ href: addressOf(id), title, text: [category, place].filter(Boolean).join(', ') },
    }))
  },
}

const KEPT_AS = { erased: 'Petites annonces' } as const

export const ads: Module = {
  name: 'ads',
  yearly: [adsOfYear],
  limits: LIMITS,
  access,
  routes: [
    ...listRoutes(list, intranetFrame, 'agent'),
    ...listRoutes(ownList, intranetFrame, 'agent'),
    ...listRoutes(talkList, intranetFrame, 'agent'),
    ...routes,
    ...photoRoutes,
    ...screens,
  ],
  styles: [{ sheet: 'desk.css', file: new URL('ads.css', import.meta.url) }],
  blocks: [block],
  awaited: [awaitedJudgements],
  settings: [CATEGORIES],
  notices: [TOLD],
  listeners,
  jobs: ({ publicUrl }) => jobs({ site: { name: 'Parvis' }, origin: publicUrl }),
  recurring: [{ task: TELL_ENDING, minutes: 360 }],
  sought: [sought],
  personal,
  retention,
  carried: [
    { table: 'ads.ad', rows: ITS_OWN, end: KEPT_AS, subject: { kind: AD, by: 'id' } },
    {
      table: 'ads.photo',
      rows: { column: 'ad_id', of: 'ads.ad' },
      end: KEPT_AS,
      subject: { kind: PHOTO, by: 'id' },
    },
    {
      table: 'ads.report',
      rows: { column: 'ad_id', of: 'ads.ad' },
      end: KEPT_AS,
      subject: { kind: REPORT, by: 'id' },
    },
    {
      table: 'ads.reply',
      rows: { column: 'ad_id', of: 'ads.ad' },
      end: KEPT_AS,
      subject: { kind: REPLY, by: 'id' },
    },
  ],
  navigation: [
    { menu: 'intranet', order: 52, href: HERE, label: 'Annonces', who: agent().anywhere },
    {
      menu: 'administration',
      order: 33.9,
      words: 'petites annonces, modération, signaler, masquer',
      href: KEPT,
      label: judgedList.title,
      group: 'Ce qui est proposé aux habitants',
      who: agent(...WRITING).anywhere,
      count: async ({ actor, db }) => {
        const waiting = (await db.read(actor, reportedAds)).filter(({ state }) => state === 'reported').length
        return waiting === 0 ? null : waiting
      },
    },
  ],
}
