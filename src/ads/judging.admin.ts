// Reported ads, judged by those who publish for their authority: shown again, or hidden, with why.
import type { Read } from '#platform/db/db.ts'
import { NotFound } from '#platform/errors.ts'
import { html } from '#platform/html.ts'
import { type Context, redirect, type Route } from '#platform/http/route.ts'
import { field, lineOf } from '#platform/screens/field.ts'
import { formOf } from '#platform/screens/form.ts'
import { listOf } from '#platform/screens/list.ts'
import { facts, prose } from '#platform/ui/content.ts'
import { panel } from '#platform/ui/desk.ts'
import { tag } from '#platform/ui/feedback.ts'
import { adminForm, adminList } from '#territory'
import { z } from 'zod'
import { judgeAd } from './record/ad.ts'
import { type Line, linesOf } from './list.ts'
import { reportedAds, type State } from './record/queries.ts'
import { gallery } from './photos/shown.ts'
import { numberIn } from './record/where.ts'

export const KEPT = '/administration/annonces'
const STATES = {
  reported: ['warn', 'À décider'],
  hidden: ['bad', 'Masquée'],
  shown: ['good', 'Montrée'],
} as const satisfies Record<State, readonly [string, string]>

export const judgedList = listOf<Line>({
  at: KEPT,
  action: 'ad.judge',
  title: 'Annonces signalées',
  one: 'annonce signalée',
  several: 'annonces signalées',
  intro: html`<p class="reading">Une annonce signalée est masquée aux autres aussitôt. Décidez&nbsp;: son auteur lit votre raison.</p>`,
  columns: [
    {
      label: 'Annonce',
      text: ({ title }) => title,
      cell: ({ id, title }) => html`<a href="${KEPT}/${id}">${title}</a>`,
    },
    {
      label: 'État',
      text: ({ state }) => STATES[state][1],
      cell: ({ state }) => tag(STATES[state][0], STATES[state][1]),
    },
    { label: 'Raison', text: ({ reason }) => reason },
    { label: 'Collectivité', text: ({ authority }) => authority },
  ],
  filters: [
    {
      name: 'etat',
      label: 'État',
      all: 'Tous',
      of: ({ state }) => ({ value: state, label: STATES[state][1] }),
    },
  ],
  id: ({ id }) => id,
  rows: async (tx) => linesOf(tx, await reportedAds(tx)),
  empty: { title: 'Aucune annonce signalée' },
})

async function asked(tx: Read, ctx: Context): Promise<Line> {
  const id = numberIn(ctx, 'annonce')
  const [found] = await linesOf(
    tx,
    (await reportedAds(tx)).filter((one) => one.id === id),
  )
  if (found === undefined) throw new NotFound()
  return found
}

export const screens: readonly Route[] = [
  ...adminList(judgedList),
  ...adminForm({
    at: `${KEPT}/:annonce`,
    ...{ action: 'ad.judge', title: 'Une annonce signalée', button: 'Décider' },
    back: { href: KEPT, label: 'Toutes les annonces signalées' },
    form: formOf({
      to: field({
        label: 'Ce que vous décidez',
        control: [
          ['hidden', 'La masquer'],
          ['shown', 'La montrer de nouveau'],
        ],
        type: z.enum(['hidden', 'shown'], 'Dites ce que vous décidez.'),
      }),
      reason: field({
        label: 'Raison',
        hint: 'Son auteur la lit.',
        control: 'text',
        rows: 3,
        type: lineOf(400).refine((text) => text.length > 2, 'Dites pourquoi, en une phrase.'),
      }),
    }),
    async shown(tx, ctx) {
      const { title, text, state, reason, authorName, photos } = await asked(tx, ctx)
      const known = facts([
        ['De', authorName],
        ['Raison', reason],
      ])
      return {
        title,
        intro: panel(
          'L’annonce',
          html`<p>${tag(STATES[state][0], STATES[state][1])}</p>${gallery(photos)}${prose(text)}${known}`,
        ),
      }
    },
    async act(tx, { to, reason }, ctx) {
      await judgeAd(tx, numberIn(ctx, 'annonce'), to === 'shown', reason)
      return redirect(KEPT, to === 'shown' ? 'L’annonce est montrée de nouveau.' : 'L’annonce est masquée.')
    },
  }),
]
