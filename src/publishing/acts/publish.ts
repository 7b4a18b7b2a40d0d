// A content is published: to whom, from when, until when; seen first as it will be read, with who will read it.
import { type Audience, PUBLIC, seenBy, seenPanel } from '#audiences'
import type { Read } from '#platform/db/db.ts'
import { BadInput } from '#platform/errors.ts'
import { type Html, html } from '#platform/html.ts'
import { redirect, type Route } from '#platform/http/route.ts'
import { dayOrNone, field } from '#platform/screens/field.ts'
import { type Form, formOf, type ReadFields } from '#platform/screens/form.ts'
import { panel } from '#platform/ui/desk.ts'
import { longDate } from '#platform/ui/french.ts'
import { type Day, endOfDay, localDay, startOfDay, territory } from '#territory'
import { z } from 'zod'
import { addressee, audienceChoices, widened } from '../information/addressee.ts'
import { contentArticle } from '../reading/article.ts'
import { viewOf } from '../reading/view.ts'
import { publish, type Published } from '../record/act.ts'
import { monthsLater } from '../record/days.ts'
import { type Kept, pastOf } from '../record/queries.ts'
import { typeVersion } from '../types/kind.ts'
import { announced, toldAs, toldWarning } from './announced.ts'
import { askedToDecide, backTo, lastEdition, type Place } from './place.ts'
import { wordOf } from './said.ts'
import { checkWhole, documentsToMend } from './whole.ts'

const AUDIENCE = field({
  label: 'Pour qui',
  hint: '«\u00a0Public\u00a0»\u00a0: tout le monde. Un autre public est seul à le lire, où que ce soit, avec ceux qui agissent au nom de ses élus.',
  control: { list: [] },
  type: z.string().min(1, 'Choisissez pour qui.'),
})
/** In a space, nobody is chosen: it is for its members. */
const ITS_MEMBERS = field({ label: 'Pour qui', control: 'line', type: z.string() })

const DAYS = {
  from: field({
    label: 'Paraît le',
    hint: 'Vide\u00a0: tout de suite.',
    optional: true,
    control: 'day',
    medium: true,
    type: dayOrNone,
  }),
  until: field({
    label: 'Jusqu’au',
    hint: 'Le dernier jour où on le lit\u00a0; il va ensuite aux archives.',
    optional: true,
    control: 'day',
    medium: true,
    type: dayOrNone,
  }),
  review: field({
    label: 'À relire le',
    hint: 'Passé ce jour, les lecteurs apprennent depuis quand il n’est pas relu.',
    control: 'day',
    medium: true,
    type: dayOrNone,
  }),
  silent: announced,
}
const PUBLISH = formOf({ audience: AUDIENCE, ...DAYS })
const PUBLISH_WITHIN: Form<typeof PUBLISH.fields> = formOf({ audience: ITS_MEMBERS, ...DAYS })

type Typed = ReadFields<typeof PUBLISH.fields>

/** Nobody plans beyond it. */
const LAST_DAY: Day = '2100-12-31'

/** Whom it is for, who they are, and whether more than before; `seen`: what is said of them. */
interface Addressed {
  audienceId: number
  title: string
  seen: Html
}

const toAudience = async (at: string, tx: Read, kept: Kept, audience: Audience): Promise<Addressed> => ({
  audienceId: audience.id,
  title: audience.id === PUBLIC ? 'Comme tout le monde le lira' : 'Comme ce public le lira',
  seen: html`${await widened(tx, audience, kept.shown ?? undefined)}${seenPanel('Qui le verra', await seenBy(tx, audience.rule))}<p><a href="${at}/${kept.id}/profil?public=${audience.id}" target="_blank">Voir comme un profil de ce public, ou d’un autre (nouvel onglet)</a></p>`,
})

/** The audience that was chosen; in a space, its members. @throws BadInput beside it */
async function addressedTo({ at, room }: Place, tx: Read, kept: Kept, typed: Typed): Promise<Addressed> {
  if (room === undefined)
    return toAudience(
      at,
      tx,
      kept,
      await addressee(tx, typed.audience, kept.authorityId, kept.shown ?? undefined),
    )
  const { audienceId, seen } = await room.members(tx, kept)
  return { audienceId, title: 'Comme les membres le liront', seen }
}

/** When, until when, to whom, as what was typed says. @throws BadInput beside it */
async function publishedIn(place: Place, tx: Read, kept: Kept, typed: Typed) {
  const { zone } = await territory(tx)
  const today = localDay(tx.now, zone)
  const first: Day = typed.from ?? today
  const wrong = (name: keyof Typed, message: string) => new BadInput([{ field: name, message }])
  const far = (['from', 'until', 'review'] as const).find((name) => (typed[name] ?? '') > LAST_DAY)
  if (far !== undefined) throw wrong(far, 'Ce jour est trop lointain\u00a0: corrigez l’année.')
  if (first < today)
    throw wrong('from', 'Ce jour est passé\u00a0: laissez vide, ou choisissez un jour à venir.')
  if (typed.until !== null && typed.until < first)
    throw wrong('until', 'Le dernier jour vient avant celui où il paraît.')
  if (typed.review === null) throw wrong('review', 'Dites quand il faudra le relire.')
  if (typed.review <= first)
    throw wrong('review', 'Ce jour vient avant celui où il paraît\u00a0: choisissez-en un plus tard.')
  const to = await addressedTo(place, tx, kept, typed)
  const published: Published = {
    audienceId: to.audienceId,
    startsAt: first === today ? tx.now : startOfDay(first, zone),
    endsAt: typed.until === null ? null : endOfDay(typed.until, zone),
    ...toldAs('silent', typed.silent, to.audienceId),
    reviewOn: typed.review,
  }
  return { to, published }
}

/** As it will be read, and by whom. */
async function preview(place: Place, tx: Read, kept: Kept, typed: Typed): Promise<Html> {
  await checkWhole(tx, kept)
  const { to, published } = await publishedIn(place, tx, kept, typed)
  const { startsAt, reviewOn } = published
  const last = await lastEdition(tx, kept)
  const view = await viewOf(tx, {
    ...kept,
    ...last,
    spaceId: kept.decidedIn,
    shown: { datedAt: startsAt, reviewedAt: startsAt, reviewOn },
  })
  const { zone } = view.place
  const when = startsAt > tx.now ? `à partir du ${longDate(startsAt, zone)}` : 'dès que vous l’aurez confirmé'
  return html`${await wordOf(tx, kept)}${panel(to.title, html`<article class="stack reading"><p><b>${view.title}</b></p>${contentArticle(view)}</article>`)}
    ${to.seen}${toldWarning(typed.silent)}
    <p class="reading">Il sera lu ${when}. Rien n’est encore publié&nbsp;: relisez, corrigez ci-dessous s’il le faut, puis publiez.</p>`
}

/** To whom it was shown last; nobody is chosen for whoever publishes the first time. */
async function formerAudience(tx: Read, { id, shown, coming }: Kept): Promise<string> {
  const former = coming?.audienceId ?? shown?.audienceId ?? (await pastOf(tx, id))[0]?.audienceId
  return former === undefined ? '' : String(former)
}

/** What the form of a place holds before anything is typed. */
async function audienceOffered({ room }: Place, tx: Read, kept: Kept) {
  if (room !== undefined) return { without: ['audience'] }
  return {
    choices: { audience: [['', 'Choisissez'] as const, ...(await audienceChoices(tx, kept.authorityId))] },
  }
}

export const publishRoutes = (place: Place): Route[] =>
  place.form({
    at: `${place.at}/:contenu/publier`,
    action: place.publishes,
    title: 'Publier un contenu',
    form: place.room === undefined ? PUBLISH : PUBLISH_WITHIN,
    button: 'Publier',
    triedButton: 'Voir avant de publier',
    back: backTo(place),
    async shown(tx, ctx) {
      const kept = await askedToDecide(place, tx, ctx)
      const { zone } = await territory(tx)
      const { typeVersion: number } = await lastEdition(tx, kept)
      const { reviewMonths } = await typeVersion(tx, kept.type, number)
      return {
        title: `Publier «\u00a0${kept.title}\u00a0»`,
        version: kept.version,
        intro: html`${await documentsToMend(place, tx, kept)}${place.room !== undefined && html`<p class="reading">Il sera lu des membres de l’espace ${(await place.room.members(tx, kept)).name}, et d’eux seuls. Pour d’autres, demandez un public plus large.</p>`}${await wordOf(tx, kept)}`,
        typed: {
          audience: place.room === undefined ? await formerAudience(tx, kept) : '',
          review: monthsLater(localDay(tx.now, zone), reviewMonths),
          silent: 'non',
        },
        ...(await audienceOffered(place, tx, kept)),
      }
    },
    tried: async (tx, typed, ctx) => preview(place, tx, await askedToDecide(place, tx, ctx), typed),
    async act(tx, typed, ctx, version) {
      const kept = await askedToDecide(place, tx, ctx)
      await checkWhole(tx, kept)
      const { published } = await publishedIn(place, tx, kept, typed)
      await publish(tx, kept.id, version, published)
      return redirect(
        `${place.at}/${kept.id}`,
        published.startsAt > tx.now ? 'Il paraîtra au jour dit.' : 'Il est en ligne.',
      )
    },
  })
