// One ad, what is written on it, its renewal; a new one, a changed one; an exchange between two people.
import { throttleField } from '#platform/limits/throttle.ts'
import { LIMITS } from './record/limits.ts'
import { messagesOf, MOST_CHARACTERS } from '#threads'
import { mayEver } from '#platform/access.ts'
import type { Read } from '#platform/db/db.ts'
import { BadInput, NotFound } from '#platform/errors.ts'
import { type Html, html } from '#platform/html.ts'
import {
  type Context,
  page,
  post,
  redirect,
  type Reply as Answer,
  type Route,
  type Values,
} from '#platform/http/route.ts'
import { type Choice, field, lineOf, whole } from '#platform/screens/field.ts'
import { formOf, formRoutes, type ReadFields } from '#platform/screens/form.ts'
import { buttonForm, linkButton } from '#platform/ui/button.ts'
import { bubble, facts, prose } from '#platform/ui/content.ts'
import { panel } from '#platform/ui/desk.ts'
import { notice } from '#platform/ui/feedback.ts'
import { capital, dateTime, longDate } from '#platform/ui/french.ts'
import { agentPage } from '#platform/ui/layout.ts'
import { valueOf } from '#settings'
import { intranetFrame, territory } from '#territory'
import { z } from 'zod'
import { access } from './record/access.ts'
import { adOf, answerAd, changeAd, FROZEN, keepAd, postAd, REPLY, reportAd, sayOnReply } from './record/ad.ts'
import { leftText, type Line, linesOf, otherOf, priceText, standingTag } from './list.ts'
import { type Ad, ownReplies, type Reply, type Said } from './record/queries.ts'
import { CATEGORIES } from './record/settings.ts'
import { photosAt } from './photos/page.ts'
import { gallery } from './photos/shown.ts'
import { addressOf, HERE, NEW, numberIn, OWN, talkAt, TALKS } from './record/where.ts'

const ofAddress = (tx: Read, ctx: Context): Promise<Ad> => adOf(tx, numberIn(ctx, 'annonce'))

function ownWays(ctx: Context, { id, state, endsOn, today, reason, photos }: Line): Html {
  const why =
    state !== 'shown' &&
    notice(
      state === 'hidden' ? 'bad' : 'warn',
      state === 'hidden' ? 'Votre annonce est masquée' : 'Votre annonce est signalée, et masquée aux autres',
      html`<p>${reason}</p>${state === 'reported' && html`<p>${FROZEN}</p>`}`,
    )
  if (state === 'reported') return html`${why}`
  const act = (label: string, to: string, kind: 'quiet' | 'bare') =>
    buttonForm(label, `${addressOf(id)}/${to}`, ctx.csrf, { kind })
  return html`${why}<div class="row">${act('Garder 30 jours', 'garder', 'quiet')}${endsOn >= today && act('C’est fini', 'finir', 'bare')}<a href="${addressOf(id)}/changer">Changer</a><a href="${photosAt(id)}">${photos.length > 0 ? 'Photos' : 'Ajouter des photos'}</a></div>`
}

/** What whoever reads may do with it: nothing, for whoever looks as somebody. */
async function ways(tx: Read, ctx: Context, line: Line): Promise<Html | null> {
  if (!mayEver(access['ad.write'], ctx.actor)) return null
  const talks = (await ownReplies(tx, { adId: line.id })).map(
    (talk) => html`<li><a href="${talkAt(talk.id)}">Avec ${otherOf(talk)}</a></li>`,
  )
  const written = talks.length > 0 && panel('Échanges', html`<ul class="plain">${talks}</ul>`)
  if (line.isOwn) return html`${ownWays(ctx, line)}${written}`
  const answer = talks.length === 0 && linkButton('Répondre', `${addressOf(line.id)}/repondre`)
  return html`<p class="row">${answer}<a href="${addressOf(line.id)}/signaler">Signaler l’annonce</a></p>${written}`
}

const showOne = (ctx: Context): Promise<Answer> =>
  ctx.db.read(ctx.actor, async (tx) => {
    const [line] = await linesOf(tx, [await ofAddress(tx, ctx)])
    if (line === undefined) throw new NotFound()
    const { title, text, category, place, authorName, authority, isShared } = line
    const known = facts([
      ['Rubrique', category],
      ...(line.price === null ? [] : [['Prix', capital(priceText(line))] as const]),
      ...(place === '' ? [] : [['Où', place] as const]),
      ['De', `${authorName}, ${authority}`],
      ['Vue', isShared ? 'par les agents de tout le territoire' : 'par les agents de sa collectivité'],
      ['Jusqu’au', html`${longDate(line.endsOn)} <span class="meta">${leftText(line)}</span>`],
    ])
    const main = html`<div class="stack"><p><a href="${HERE}">Toutes les annonces</a></p><h1>${title}</h1>
      <section class="panel" aria-label="${title}"><div class="inside sheet stack">${line.isOwn && html`<p>${standingTag(line)}</p>`}${gallery(line.photos)}${prose(text)}${known}</div></section>${await ways(tx, ctx, line)}</div>`
    return page(agentPage(await intranetFrame(ctx, tx), { title, main, current: HERE }))
  })

const MASKED =
  'Votre adresse et votre téléphone ne sont pas montrés\u00a0: vous les donnerez plus tard, si vous voulez.'

const messageForm = formOf({
  message: field({
    label: 'Votre message',
    hint: MASKED,
    control: 'text',
    rows: 4,
    type: lineOf(MOST_CHARACTERS).refine((text) => text !== '', 'Écrivez votre message.'),
  }),
})

async function talkOf(tx: Read, ctx: Context): Promise<Reply> {
  const [found] = await ownReplies(tx, { id: numberIn(ctx, 'echange') })
  if (found === undefined) throw new NotFound()
  return found
}

async function said(tx: Read, { id }: Reply): Promise<Html> {
  const { zone } = await territory(tx)
  const me = tx.actor.personId
  const bubbles = (await messagesOf(tx, { kind: REPLY, id })).map((one) => {
    const mine = one.authorId !== null && one.authorId === me
    return bubble({
      ...{
        author: mine ? 'Vous' : one.authorLabel,
        when: dateTime(one.createdAt, zone),
        mine,
        text: one.body,
      },
      datetime: one.createdAt.toISOString(),
    })
  })
  return panel('Échange', html`<div class="talk">${bubbles}</div>`)
}

const fields = {
  category: field({
    label: 'Rubrique',
    control: { list: [] },
    medium: true,
    type: z.string().min(1, 'Choisissez la rubrique.'),
  }),
  title: field({
    label: 'Titre',
    hint: 'Vélo enfant 20 pouces.',
    control: 'line',
    type: lineOf(80).refine((text) => text.length > 2, 'Écrivez le titre de l’annonce.'),
  }),
  text: field({
    label: 'Annonce',
    hint: 'Ni téléphone, ni adresse d’une autre personne.',
    control: 'text',
    rows: 5,
    type: lineOf(2000).refine((text) => text.length > 2, 'Dites ce que vous proposez ou cherchez.'),
  }),
  price: field({
    label: 'Prix, en euros',
    hint: '0\u00a0: gratuit. Vide\u00a0: sans prix.',
    optional: true,
    control: 'line',
    medium: true,
    type: z
      .string()
      .trim()
      .transform((typed) => (typed === '' ? null : typed.replace(/\s*€$/, '')))
      .pipe(whole(0, 1_000_000).nullable()),
  }),
  place: field({ label: 'Où', optional: true, control: 'line', medium: true, type: lineOf(60) }),
  shared: field({
    label: 'Qui la voit',
    control: [
      ['non', 'Les agents de ma collectivité'],
      ['oui', 'Les agents de tout le territoire'],
    ],
    type: z.enum(['oui', 'non'], 'Dites qui la voit.'),
  }),
} as const
const form = formOf(fields)

/** Where whoever acts works first. @throws NotFound */
function workplaceOf({ actor }: Pick<Read, 'actor'>): number {
  const id = actor.memberships[0]?.authorityId
  if (id === undefined) throw new NotFound()
  return id
}

/** The categories of an authority, and the one that an ad has. */
async function categoriesOf(tx: Read, authorityId: number, kept?: Ad): Promise<Choice[]> {
  const offered = await valueOf(tx, CATEGORIES, { authorityId, unitId: null, serviceSlug: null })
  const own = kept === undefined || offered.includes(kept.category) ? [] : [kept.category]
  return [...offered, ...own].map((one): Choice => [one, one])
}

/** @throws BadInput */
async function saidOf(
  tx: Read,
  typed: ReadFields<typeof fields>,
  authorityId: number,
  kept?: Ad,
): Promise<Said> {
  const { shared, ...rest } = typed
  if (!(await categoriesOf(tx, authorityId, kept)).some(([one]) => one === rest.category))
    throw new BadInput([{ field: 'category', message: 'Choisissez une rubrique de la liste.' }])
  return { ...rest, isShared: shared === 'oui' }
}

const typedOf = ({ category, title, text, price, place, isShared }: Ad): Values => ({
  ...{ category, title, text, place, price: price === null ? '' : String(price) },
  shared: isShared ? 'oui' : 'non',
})

const keeping = (to: string, title: string, isKept: boolean): Route =>
  post({
    post: `${HERE}/:annonce/${to}`,
    ...{ action: 'ad.write', title, face: 'agent', input: z.object({}) },
    async handle(ctx) {
      const id = numberIn(ctx, 'annonce')
      await ctx.db.write(ctx.actor, (tx) => keepAd(tx, id, isKept))
      return redirect(
        addressOf(id),
        isKept ? 'Votre annonce reste trente jours de plus.' : 'Votre annonce est terminée.',
      )
    },
  })

/** @throws BadInput */
const calmly = (ctx: Context): Promise<void> =>
  throttleField(ctx, `ad-message:${ctx.actor.personId}`, LIMITS.adMessages, 'message')

const own = { face: 'agent', action: 'ad.write' } as const
const back = { href: `${HERE}/:annonce`, label: 'Revenir à l’annonce' }

export const routes: readonly Route[] = [
  ...formRoutes(
    {
      at: NEW,
      ...{
        ...own,
        title: 'Publier une annonce',
        form,
        button: 'Publier',
        back: { href: HERE, label: 'Toutes les annonces' },
      },
      shown: async (tx) => ({
        typed: { shared: 'non' },
        choices: { category: await categoriesOf(tx, workplaceOf(tx)) },
      }),
      async act(tx, typed, ctx) {
        const authorityId = workplaceOf(tx)
        const told = await saidOf(tx, typed, authorityId)
        await throttleField(ctx, `ad:${tx.actor.personId}`, LIMITS.adPosts, 'title')
        const id = await postAd(tx, authorityId, told)
        return redirect(
          addressOf(id),
          'Votre annonce est publiée pour trente jours. Vous pouvez y ajouter des photos.',
        )
      },
    },
    intranetFrame,
  ),
  ...formRoutes(
    {
      at: `${TALKS}/:echange`,
      ...{
        ...own,
        title: 'Un échange',
        form: messageForm,
        button: 'Envoyer',
        back: { href: TALKS, label: 'Mes échanges' },
      },
      async shown(tx, ctx) {
        const talk = await talkOf(tx, ctx)
        return {
          title: talk.title,
          intro: html`<p class="meta">Avec ${otherOf(talk)}. <a href="${addressOf(talk.adId)}">Revoir l’annonce</a></p>${await said(tx, talk)}`,
        }
      },
      async act(tx, { message }, ctx) {
        const id = numberIn(ctx, 'echange')
        await calmly(ctx)
        await sayOnReply(tx, id, message)
        return redirect(talkAt(id), 'Votre message est envoyé.')
      },
    },
    intranetFrame,
  ),
  { get: `${HERE}/:annonce`, action: 'ad.read', title: 'Une annonce', face: 'agent', handle: showOne },
  ...formRoutes(
    {
      at: `${HERE}/:annonce/repondre`,
      ...{ ...own, title: 'Répondre à une annonce', form: messageForm, button: 'Envoyer', back },
      async shown(tx, ctx) {
        const { title, isOwn } = await ofAddress(tx, ctx)
        if (isOwn) throw new NotFound()
        return { title: `Répondre\u00a0: ${title}` }
      },
      async act(tx, { message }, ctx) {
        await calmly(ctx)
        return redirect(
          talkAt(await answerAd(tx, numberIn(ctx, 'annonce'), message)),
          'Votre message est envoyé.',
        )
      },
    },
    intranetFrame,
  ),
  ...formRoutes(
    {
      at: `${HERE}/:annonce/signaler`,
      ...{ ...own, title: 'Signaler une annonce', button: 'Signaler', back },
      form: formOf({
        reason: field({
          label: 'Pourquoi',
          hint: 'Elle donne le téléphone d’une autre personne, elle trompe, elle blesse. Son auteur lit cette raison, pas votre nom.',
          control: 'text',
          rows: 3,
          type: lineOf(400).refine((text) => text.length > 2, 'Dites pourquoi, en une phrase.'),
        }),
      }),
      async shown(tx, ctx) {
        const { title, isOwn } = await ofAddress(tx, ctx)
        if (isOwn) throw new NotFound()
        return {
          title: `Signaler\u00a0: ${title}`,
          intro: html`<p class="reading">Elle est masquée aux autres dès que vous la signalez, jusqu’à ce qu’un modérateur décide.</p>`,
        }
      },
      async act(tx, { reason }, ctx) {
        await throttleField(ctx, `ad-report:${tx.actor.personId}`, LIMITS.adReports, 'reason')
        await reportAd(tx, numberIn(ctx, 'annonce'), reason)
        return redirect(HERE, 'L’annonce est signalée, et masquée aux autres.')
      },
    },
    intranetFrame,
  ),
  ...formRoutes(
    {
      at: `${HERE}/:annonce/changer`,
      ...{ ...own, title: 'Changer une annonce', form, button: 'Enregistrer', back },
      async shown(tx, ctx) {
        const kept = await ofAddress(tx, ctx)
        if (!kept.isOwn) throw new NotFound()
        return {
          ...{ title: kept.title, version: kept.version, typed: typedOf(kept) },
          ...(kept.state === 'reported' && {
            closed: { title: 'Elle ne change pas pour l’instant', text: FROZEN },
          }),
          choices: { category: await categoriesOf(tx, kept.authorityId, kept) },
        }
      },
      async act(tx, typed, ctx, version) {
        const kept = await ofAddress(tx, ctx)
        await changeAd(tx, kept.id, version, await saidOf(tx, typed, kept.authorityId, kept))
        return redirect(OWN, 'Votre annonce est enregistrée.')
      },
    },
    intranetFrame,
  ),
  keeping('garder', 'Garder une annonce', true),
  keeping('finir', 'Finir une annonce', false),
]
