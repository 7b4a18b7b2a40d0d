// « Zoom sur » as whoever publishes keeps it: which content, for whom, between which days.
import { audiencesOf, ownAudience, PUBLIC, seenBy, seenPanel } from '#audiences'
import type { Read } from '#platform/db/db.ts'
import { BadInput, NotFound } from '#platform/errors.ts'
import { html, type Html } from '#platform/html.ts'
import { type Context, redirect, type Route } from '#platform/http/route.ts'
import { WRITING } from '#platform/roles.ts'
import { day, field } from '#platform/screens/field.ts'
import { formOf, type ReadFields } from '#platform/screens/form.ts'
import { listOf } from '#platform/screens/list.ts'
import { tag, type Tone } from '#platform/ui/feedback.ts'
import { mediumDate, typo } from '#platform/ui/french.ts'
import {
  adminForm,
  adminList,
  authoritiesOf,
  type Day,
  endOfDay,
  localDay,
  startOfDay,
  type Territory,
  territory,
} from '#territory'
import { z } from 'zod'
import { addressee, audienceChoices } from '../information/addressee.ts'
import { writtenContent } from '../record/queries.ts'
import { contentTypes } from '../types/kind.ts'
import { changeSpotlight, putSpotlight, removeSpotlight } from './act.ts'
import { type KeptSpotlight, keptSpotlights, offeredContents, type SaidOfSpotlight } from './queries.ts'

const HERE = '/administration/zooms'
const action = 'spotlight.keep'
const MOST_OFFERED = 300
const LAST_DAY: Day = '2100-12-31'
const back = { href: HERE, label: 'Tous les zooms' }

interface Line extends KeptSpotlight {
  place: Territory
  audience: string
  now: Date
}

function standingOf({ startsAt, endsAt, isPublished, now }: Line): readonly [string, Tone | 'idle'] {
  if (endsAt <= now) return ['Terminé', 'idle']
  if (startsAt > now) return ['À venir', 'info']
  return isPublished ? ['En ligne', 'good'] : ['Contenu non publié', 'warn']
}

async function lines(tx: Read): Promise<Line[]> {
  const place = await territory(tx)
  const names = new Map((await audiencesOf(tx)).map(({ id, name }) => [id, name]))
  return (await keptSpotlights(tx)).map((kept) => ({
    ...{ ...kept, title: typo(kept.title), place, now: tx.now },
    audience: names.get(kept.audienceId) ?? 'Un public retiré',
  }))
}

export const list = listOf<Line>({
  at: HERE,
  action,
  title: 'Zoom sur',
  one: 'zoom',
  several: 'zooms',
  intro: html`<p class="reading">Un contenu mis en avant sur l’accueil des agents d’un public, entre deux jours. Chacun voit le plus récent de ceux qui lui sont destinés&nbsp;; un <a href="/administration/publics">public</a> peut laisser de côté une direction ou un établissement.</p>`,
  add: { label: 'Mettre un contenu en avant', href: `${HERE}/nouveau` },
  columns: [
    {
      label: 'Contenu',
      text: ({ title }) => title,
      cell: ({ id, title }) => html`<a href="${HERE}/${id}">${title}</a>`,
      sort: { name: 'titre', by: ({ title }) => title },
    },
    {
      label: 'État',
      text: (line) => standingOf(line)[0],
      cell: (line) => {
        const [label, tone] = standingOf(line)
        return tag(tone, label)
      },
    },
    { label: 'De', text: ({ place, authorityId }) => place.authority(authorityId).name },
    { label: 'Pour', text: ({ audience }) => audience },
    {
      label: 'Du',
      text: ({ startsAt, place }) => mediumDate(startsAt, place.zone),
      sort: { name: 'du', by: ({ startsAt }) => startsAt.toISOString() },
    },
    { label: 'Au', text: ({ endsAt, place }) => mediumDate(endsAt, place.zone) },
  ],
  filters: [{ name: 'q', label: 'Mots', placeholder: 'Titre', in: ({ title }) => [title] }],
  id: ({ id }) => id,
  order: '-du',
  rows: lines,
  empty: { title: 'Aucun zoom', text: 'Le premier contenu que vous mettez en avant paraît ici.' },
})

const fields = {
  content: field({
    label: 'Contenu',
    hint: 'Publié ou à paraître. Qui ne peut pas le lire ne le voit pas en avant.',
    control: { list: [], seek: 'Chercher un contenu' },
    type: z.string().min(1, 'Choisissez un contenu.'),
  }),
  audience: field({
    label: 'Pour qui',
    control: { list: [] },
    type: z.string().min(1, 'Choisissez pour qui.'),
  }),
  from: field({ label: 'Du', control: 'day', medium: true, type: day }),
  until: field({
    label: 'Au',
    hint: 'Le dernier jour où il est en avant.',
    control: 'day',
    medium: true,
    type: day,
  }),
}
const form = formOf(fields)
type Typed = ReadFields<typeof fields>

async function choices(tx: Read, kept?: Line) {
  const place = await territory(tx)
  const own = authoritiesOf(tx.actor, place, WRITING).map(({ id }) => id)
  const titles = new Map((await contentTypes(tx)).map(({ type }) => [type.id, type.title]))
  const offered = (await offeredContents(tx, own, MOST_OFFERED)).map(
    ({ id, title, type }) => [String(id), typo(title), titles.get(type) ?? ''] as const,
  )
  const isThere = kept === undefined || offered.some(([id]) => id === String(kept.contentId))
  return {
    content: [
      ['', 'Choisissez'] as const,
      ...(isThere ? [] : [[String(kept.contentId), kept.title, 'Aujourd’hui'] as const]),
      ...offered,
    ],
    audience: await audienceChoices(tx, kept?.authorityId ?? null),
  }
}

/** What was typed, judged; whose it is, is whose the content is. @throws BadInput beside what is wrong */
async function judged(
  tx: Read,
  typed: Typed,
  kept?: Line,
): Promise<{ authorityId: number; said: SaidOfSpotlight }> {
  const place = await territory(tx)
  const today = localDay(tx.now, place.zone)
  const wrong = (name: keyof Typed, message: string) => new BadInput([{ field: name, message }])
  const isOffered = (await choices(tx, kept)).content.some(([id]) => id !== '' && id === typed.content)
  const content = isOffered ? await writtenContent(tx, Number(typed.content)) : undefined
  if (content === undefined || (kept !== undefined && content.authorityId !== kept.authorityId))
    throw wrong('content', 'Choisissez un contenu de la liste.')
  if (typed.from > LAST_DAY || typed.until > LAST_DAY)
    throw wrong(
      typed.from > LAST_DAY ? 'from' : 'until',
      'Ce jour est trop lointain\u00a0: corrigez l’année.',
    )
  if (typed.until < typed.from) throw wrong('until', 'Le dernier jour vient avant le premier.')
  if (typed.until < today)
    throw wrong('until', 'Ce jour est passé\u00a0: choisissez aujourd’hui ou un jour à venir.')
  const audience = await addressee(tx, typed.audience, content.authorityId, kept)
  const said = {
    ...{ contentId: content.id, audienceId: audience.id },
    ...{ startsAt: startOfDay(typed.from, place.zone), endsAt: endOfDay(typed.until, place.zone) },
  }
  return { authorityId: content.authorityId, said }
}

async function asked(tx: Read, { params }: Pick<Context, 'params'>): Promise<Line> {
  const found = (await lines(tx)).find(({ id }) => String(id) === params.zoom)
  if (found === undefined) throw new NotFound()
  return found
}

async function preview(tx: Read, typed: Typed, kept?: Line): Promise<Html> {
  const { said, authorityId } = await judged(tx, typed, kept)
  const audience = await addressee(tx, String(said.audienceId), authorityId, kept)
  return html`${seenPanel('Qui le verra en avant', await seenBy(tx, audience.rule))}<p class="reading">Parmi eux, ceux qui lisent déjà ce contenu. Rien n’est encore changé&nbsp;: relisez, puis enregistrez.</p>`
}

export const screens: readonly Route[] = [
  ...adminList(list),
  ...adminForm({
    at: `${HERE}/nouveau`,
    action,
    title: 'Mettre un contenu en avant',
    form,
    button: 'Mettre en avant',
    triedButton: 'Voir qui le verra',
    back,
    async shown(tx) {
      const { zone, metropolis } = await territory(tx)
      // Those who work there, until somebody else is chosen.
      const agents = await ownAudience(tx, tx.actor.memberships[0]?.authorityId ?? metropolis.id)
      return {
        typed: { audience: String(agents ?? PUBLIC), from: localDay(tx.now, zone) },
        choices: await choices(tx),
      }
    },
    tried: (tx, typed) => preview(tx, typed),
    async act(tx, typed) {
      const { authorityId, said } = await judged(tx, typed)
      await putSpotlight(tx, authorityId, said)
      return redirect(HERE, said.startsAt > tx.now ? 'Il sera en avant au jour dit.' : 'Il est en avant.')
    },
  }),
  ...adminForm({
    at: `${HERE}/:zoom`,
    action,
    title: 'Modifier un zoom',
    form,
    button: 'Enregistrer',
    triedButton: 'Voir qui le verra',
    back,
    async shown(tx, ctx) {
      const kept = await asked(tx, ctx)
      const { zone } = kept.place
      const [label, tone] = standingOf(kept)
      return {
        title: kept.title,
        typed: {
          ...{ content: String(kept.contentId), audience: String(kept.audienceId) },
          from: localDay(kept.startsAt, zone),
          until: localDay(kept.endsAt, zone),
        },
        version: kept.version,
        choices: await choices(tx, kept),
        intro: html`<p class="row">${tag(tone, label)}<a href="${HERE}/${kept.id}/retrait">Ne plus le mettre en avant</a></p>`,
      }
    },
    tried: async (tx, typed, ctx) => preview(tx, typed, await asked(tx, ctx)),
    async act(tx, typed, ctx, version) {
      const kept = await asked(tx, ctx)
      await changeSpotlight(tx, kept.id, version, (await judged(tx, typed, kept)).said)
      return redirect(HERE, 'Il est enregistré.')
    },
  }),
  ...adminForm({
    at: `${HERE}/:zoom/retrait`,
    action,
    title: 'Ne plus mettre en avant',
    form: formOf({}),
    button: 'Ne plus le mettre en avant',
    back: { href: `${HERE}/:zoom`, label: 'Revenir au zoom' },
    async shown(tx, ctx) {
      const { title, version } = await asked(tx, ctx)
      return {
        version,
        title: `Ne plus mettre en avant «\u00a0${title}\u00a0»`,
        intro: html`<p class="reading">Le contenu reste publié, et se lit toujours.</p>`,
      }
    },
    async act(tx, _, ctx, version) {
      await removeSpotlight(tx, (await asked(tx, ctx)).id, version)
      return redirect(HERE, 'Il n’est plus en avant.')
    },
  }),
]
