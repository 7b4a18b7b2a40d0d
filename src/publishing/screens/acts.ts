// What is done with a content on screen: proposed, taken back, published, sent back, read again, put away. Each is a form of its own.
import { type Audience, PUBLIC, seenBy, seenPanel } from '#audiences'
import type { Read, Write } from '#platform/db/db.ts'
import { BadInput } from '#platform/errors.ts'
import { type Html, html } from '#platform/html.ts'
import { redirect, type Route } from '#platform/http/route.ts'
import { dayOrNone, field, lineOf } from '#platform/screens/field.ts'
import { formOf, type ReadFields } from '#platform/screens/form.ts'
import type { ButtonKind } from '#platform/ui/button.ts'
import { panel } from '#platform/ui/desk.ts'
import { longDate, quoted } from '#platform/ui/french.ts'
import { type Day, endOfDay, localDay, startOfDay, territory } from '#territory'
import { z } from 'zod'
import { addressee, audienceChoices, widened } from '../information/addressee.ts'
import { contentArticle } from '../reading/article.ts'
import { viewOf } from '../reading/view.ts'
import {
  archive,
  propose,
  publish,
  type Published,
  remind,
  reopen,
  review,
  sendBack,
  takeBack,
  unschedule,
} from '../record/act.ts'
import { type Kept, pastOf } from '../record/queries.ts'
import { monthsLater } from '../record/days.ts'
import { judgingIn, missingIn, soundIn, stumblesIn } from '../types/fields.ts'
import { typeVersion } from '../types/kind.ts'
import { announced, toldAs, toldWarning } from './announced.ts'
import { asked, backTo, type Place } from './place.ts'
import { wordOf } from './said.ts'
import { lastEdition } from './text.ts'

interface Offered {
  /** In the address. */
  name: string
  label: string
  kind: ButtonKind
}

/** What may be done with it as it stands, the likeliest first. */
export function actsOn({ publishes }: Place, { state, coming, shown, edition }: Kept): Offered[] {
  const isNew = shown?.edition !== edition && coming?.edition !== edition
  const may: [boolean, Offered][] = [
    [
      publishes && state !== 'archived',
      { name: 'publier', label: isNew ? 'Publier' : 'Publier de nouveau', kind: isNew ? 'main' : 'quiet' },
    ],
    [
      !publishes && state !== 'archived' && state !== 'proposed' && isNew,
      { name: 'proposer', label: 'Proposer', kind: 'main' },
    ],
    [state !== 'archived', { name: 'texte', label: 'Modifier le texte', kind: 'quiet' }],
    [!publishes && state === 'proposed', { name: 'retirer', label: 'Retirer la proposition', kind: 'quiet' }],
    [
      publishes && state === 'proposed',
      { name: 'renvoyer', label: 'Renvoyer à qui l’a écrit', kind: 'quiet' },
    ],
    [
      publishes && coming !== null,
      { name: 'annuler', label: 'Annuler la publication à venir', kind: 'quiet' },
    ],
    [
      publishes && shown !== null,
      { name: 'relecture', label: 'Je l’ai relu', kind: state === 'review' ? 'main' : 'quiet' },
    ],
    [publishes && state !== 'archived', { name: 'archives', label: 'Archiver', kind: 'quiet' }],
    [publishes && state === 'archived', { name: 'reprise', label: 'Sortir des archives', kind: 'main' }],
  ]
  return may.flatMap(([isOpen, offered]) => (isOpen ? [offered] : []))
}

/** Nothing that is asked is missing, and nothing keeps somebody from reading it. @throws BadInput */
async function checkWhole(tx: Read, kept: Kept): Promise<void> {
  const last = await lastEdition(tx, kept)
  const type = await typeVersion(tx, kept.type, last.typeVersion)
  const fields = soundIn(type, last.fields, await judgingIn(tx))
  const missing = missingIn(type, fields).map((label) => quoted(label))
  const refusing = stumblesIn(type, fields).filter(({ refuses }) => refuses)
  const said = [
    ...(missing.length === 0 ? [] : [`Il manque ${missing.join(', ')}\u00a0: complétez le texte d’abord.`]),
    ...refusing.map(({ label, said: wrong, mend }) => `${quoted(label)}\u00a0: ${wrong} ${mend}`),
  ]
  if (said.length > 0) throw new BadInput(said.map((message) => ({ field: '', message })))
}

const PROPOSE = formOf({
  word: field({
    label: 'Un mot pour qui publie',
    hint: 'À qui cela s’adresse, avant quand, ce qui a changé.',
    optional: true,
    control: 'text',
    rows: 3,
    type: lineOf(600),
  }),
})

const SEND_BACK = formOf({
  because: field({
    label: 'Pourquoi',
    hint: 'Ce qu’il faut changer\u00a0: la personne le lit, et propose à nouveau.',
    control: 'text',
    rows: 4,
    type: lineOf(1000).refine((text) => text.length > 9, 'Dites pourquoi, en une phrase.'),
  }),
})

const PUBLISH = formOf({
  audience: field({
    label: 'Pour qui',
    hint: '«\u00a0Public\u00a0»\u00a0: tout le monde. Un autre public est seul à le lire, où que ce soit, avec ceux qui agissent au nom de ses élus.',
    control: { list: [] },
    type: z.string().min(1, 'Choisissez pour qui.'),
  }),
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
})

type Typed = ReadFields<typeof PUBLISH.fields>

/** Nobody plans beyond it. */
const LAST_DAY: Day = '2100-12-31'

/** When, until when, to whom, as what was typed says. @throws BadInput beside it */
async function publishedIn(tx: Read, kept: Kept, typed: Typed): Promise<Published & { audience: Audience }> {
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
  const audience = await addressee(tx, typed.audience, kept.authorityId, kept.shown ?? undefined)
  return {
    audience,
    audienceId: audience.id,
    startsAt: first === today ? tx.now : startOfDay(first, zone),
    endsAt: typed.until === null ? null : endOfDay(typed.until, zone),
    ...toldAs('silent', typed.silent, audience.id),
    reviewOn: typed.review,
  }
}

/** As it will be read, and by whom. */
async function preview(tx: Read, kept: Kept, typed: Typed): Promise<Html> {
  await checkWhole(tx, kept)
  const { audience, startsAt, reviewOn } = await publishedIn(tx, kept, typed)
  const last = await lastEdition(tx, kept)
  const view = await viewOf(tx, {
    ...kept,
    ...last,
    shown: { datedAt: startsAt, reviewedAt: startsAt, reviewOn },
  })
  const { zone } = view.place
  const who = audience.id === PUBLIC ? 'Comme tout le monde le lira' : 'Comme ce public le lira'
  const when = startsAt > tx.now ? `à partir du ${longDate(startsAt, zone)}` : 'dès que vous l’aurez confirmé'
  return html`${await wordOf(tx, kept)}${panel(who, html`<article class="stack reading"><p><b>${view.title}</b></p>${contentArticle(view)}</article>`)}
    ${await widened(tx, audience, kept.shown ?? undefined)}${seenPanel('Qui le verra', await seenBy(tx, audience.rule))}
    ${toldWarning(typed.silent)}
    <p class="reading">Il sera lu ${when}. Rien n’est encore publié&nbsp;: relisez, corrigez ci-dessous s’il le faut, puis publiez.</p>`
}

/** To whom it was shown last; nobody is chosen for whoever publishes the first time. */
async function formerAudience(tx: Read, { id, shown, coming }: Kept): Promise<string> {
  const former = coming?.audienceId ?? shown?.audienceId ?? (await pastOf(tx, id))[0]?.audienceId
  return former === undefined ? '' : String(former)
}

const publishRoutes = (place: Place): Route[] =>
  place.form({
    at: `${place.at}/:contenu/publier`,
    action: 'content.publish',
    title: 'Publier un contenu',
    form: PUBLISH,
    button: 'Publier',
    triedButton: 'Voir avant de publier',
    back: backTo(place),
    async shown(tx, ctx) {
      const kept = await asked(place, tx, ctx)
      const { zone } = await territory(tx)
      const { typeVersion: number } = await lastEdition(tx, kept)
      const { reviewMonths } = await typeVersion(tx, kept.type, number)
      return {
        title: `Publier «\u00a0${kept.title}\u00a0»`,
        version: kept.version,
        intro: await wordOf(tx, kept),
        typed: {
          audience: await formerAudience(tx, kept),
          review: monthsLater(localDay(tx.now, zone), reviewMonths),
          silent: 'non',
        },
        choices: { audience: [['', 'Choisissez'], ...(await audienceChoices(tx, kept.authorityId))] },
      }
    },
    tried: async (tx, typed, ctx) => preview(tx, await asked(place, tx, ctx), typed),
    async act(tx, typed, ctx, version) {
      const kept = await asked(place, tx, ctx)
      await checkWhole(tx, kept)
      const { audience: _, ...published } = await publishedIn(tx, kept, typed)
      await publish(tx, kept.id, version, published)
      return redirect(
        `${place.at}/${kept.id}`,
        published.startsAt > tx.now ? 'Il paraîtra au jour dit.' : 'Il est en ligne.',
      )
    },
  })

/** An act that asks nothing, or a word: said, then done. */
interface Plain {
  name: string
  action: string
  title: string
  button: string
  says: string
  done: string
  act: (tx: Write, kept: Kept, version: number) => Promise<void>
}

const nothing = formOf({})

const plainRoutes = (place: Place, { name, action, title, button, says, done, act }: Plain): Route[] =>
  place.form({
    at: `${place.at}/:contenu/${name}`,
    ...{ action, title, button, form: nothing, back: backTo(place) },
    async shown(tx, ctx) {
      const kept = await asked(place, tx, ctx)
      return {
        title: `${button} «\u00a0${kept.title}\u00a0»`,
        version: kept.version,
        intro: html`<p class="reading">${says}</p>`,
      }
    },
    async act(tx, _, ctx, version) {
      const kept = await asked(place, tx, ctx)
      await act(tx, kept, version)
      return redirect(`${place.at}/${kept.id}`, done)
    },
  })

const TAKE_BACK: Plain = {
  name: 'retirer',
  action: 'content.propose',
  title: 'Retirer une proposition',
  button: 'Retirer',
  says: 'Le contenu redevient un brouillon\u00a0: personne ne le relit tant que vous ne le proposez pas à nouveau.',
  done: 'La proposition est retirée.',
  act: (tx, { id }, version) => takeBack(tx, id, version),
}

const PLAIN: readonly Plain[] = [
  {
    name: 'annuler',
    action: 'content.publish',
    title: 'Annuler une publication à venir',
    button: 'Annuler la publication de',
    says: 'Ce qui devait paraître ne paraîtra pas. Ce qui est en ligne y reste.',
    done: 'La publication à venir est annulée.',
    act: (tx, { id }, version) => unschedule(tx, id, version),
  },
  {
    name: 'relecture',
    action: 'content.publish',
    title: 'Dire un contenu relu',
    button: 'J’ai relu',
    says: 'Vous confirmez que ce qui est en ligne est toujours juste. Les lecteurs voient la date d’aujourd’hui\u00a0; la prochaine relecture est fixée par le type du contenu.',
    done: 'C’est noté\u00a0: relu aujourd’hui.',
    async act(tx, kept, version) {
      const { zone } = await territory(tx)
      const { typeVersion: number } = await lastEdition(tx, kept)
      const { reviewMonths } = await typeVersion(tx, kept.type, number)
      await review(tx, kept.id, version, monthsLater(localDay(tx.now, zone), reviewMonths))
    },
  },
  {
    name: 'rappel',
    action: 'content.publish',
    title: 'Rappeler un contenu urgent',
    button: 'Rappeler',
    says: 'Ceux de son public qui n’ont pas dit en avoir pris connaissance reçoivent une notification. Elle ne part qu’une fois.',
    done: 'Le rappel part.',
    act: (tx, { id }, version) => remind(tx, id, version),
  },
  {
    name: 'archives',
    action: 'content.archive',
    title: 'Archiver un contenu',
    button: 'Archiver',
    says: 'Plus personne ne le lit, ni dans les listes ni à son adresse. Il reste ici, avec ses versions et son histoire.',
    done: 'Il est archivé.',
    act: (tx, { id }, version) => archive(tx, id, version),
  },
  {
    name: 'reprise',
    action: 'content.archive',
    title: 'Sortir un contenu des archives',
    button: 'Sortir des archives',
    says: 'Il redevient un brouillon\u00a0: personne ne le lit avant que vous le publiiez.',
    done: 'Il est de nouveau un brouillon.',
    act: (tx, { id }, version) => reopen(tx, id, version),
  },
]

/** For whoever writes it without publishing. */
export const proposingRoutes = (place: Place): Route[] => [
  ...place.form({
    at: `${place.at}/:contenu/proposer`,
    action: 'content.propose',
    title: 'Proposer un contenu',
    form: PROPOSE,
    button: 'Proposer',
    back: backTo(place),
    async shown(tx, ctx) {
      const kept = await asked(place, tx, ctx)
      return {
        title: `Proposer «\u00a0${kept.title}\u00a0»`,
        version: kept.version,
        intro: html`<p class="reading">Qui publie pour votre collectivité le relit, choisit à qui il s’adresse, le publie ou vous le renvoie en disant pourquoi.</p>`,
      }
    },
    async act(tx, { word }, ctx, version) {
      const kept = await asked(place, tx, ctx)
      await checkWhole(tx, kept)
      await propose(tx, kept.id, version, word)
      return redirect(`${place.at}/${kept.id}`, 'Il est proposé. Vous serez prévenu de la réponse.')
    },
  }),
  ...plainRoutes(place, TAKE_BACK),
]

/** For whoever publishes. */
export const publishingRoutes = (place: Place): Route[] => [
  ...publishRoutes(place),
  ...place.form({
    at: `${place.at}/:contenu/renvoyer`,
    action: 'content.refuse',
    title: 'Renvoyer un contenu',
    form: SEND_BACK,
    button: 'Renvoyer',
    back: backTo(place),
    async shown(tx, ctx) {
      const kept = await asked(place, tx, ctx)
      return {
        title: `Renvoyer «\u00a0${kept.title}\u00a0»`,
        version: kept.version,
        intro: await wordOf(tx, kept),
      }
    },
    async act(tx, { because }, ctx, version) {
      const kept = await asked(place, tx, ctx)
      await sendBack(tx, kept.id, version, because)
      return redirect(`${place.at}/${kept.id}`, 'Il est renvoyé à qui l’a écrit.')
    },
  }),
  ...PLAIN.flatMap((plain) => plainRoutes(place, plain)),
]
