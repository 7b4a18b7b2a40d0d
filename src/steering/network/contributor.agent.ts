// GET /agents/pilotage/contributeurs/:contributeur, what is noted and said there; GET /agents/contributions, one’s own.
import { mayEver } from '#platform/access.ts'
import { ownName } from '#platform/actor.ts'
import { BadInput, NotFound } from '#platform/errors.ts'
import { type Context, page, post, redirect, type Reply, type Route } from '#platform/http/route.ts'
import type { Read } from '#platform/db/db.ts'
import { ofPerson } from '#platform/french/noun.ts'
import { day, field, lineOf } from '#platform/screens/field.ts'
import { formOf } from '#platform/screens/form.ts'
import { agentPage } from '#platform/ui/layout.ts'
import { agentForm, deskFrame, localDay, territory } from '#territory'
import { z } from 'zod'
import { access } from '../count/access.ts'
import { type ContributorView, contributorMain, ownMain } from './pages.ts'
import { addressOf, askedContributor, CONTRIBUTORS, ONE, OWN } from './place.ts'
import {
  type Contributed,
  type Contributor,
  contributed,
  contributors,
  dropTraining,
  giveThanks,
  noteTraining,
  ownRooms,
  thanksOf,
  trainingsOf,
} from './queries.ts'

const contentHref = ({ contentId }: Contributed): string => `/contenus/${contentId}/lire`

const viewOf = async (
  tx: Read,
  one: Contributor,
  { may = null }: Partial<Pick<ContributorView, 'may'>> = {},
): Promise<ContributorView> => ({
  ...{ one, contentHref, may, rooms: [] },
  place: await territory(tx),
  written: await contributed(tx, one),
  trainings: await trainingsOf(tx, one),
  thanks: await thanksOf(tx, one),
})

const showContributor = (ctx: Context): Promise<Reply> =>
  ctx.db.read(ctx.actor, async (tx) => {
    const one = await askedContributor(tx, ctx)
    const may = { train: mayEver(access['contributor.train'], ctx.actor), csrf: ctx.csrf }
    const main = contributorMain(await viewOf(tx, one, { may }), CONTRIBUTORS)
    return page(agentPage(await deskFrame(ctx, tx), { title: one.name, main, current: CONTRIBUTORS }))
  })

const showOwn = (ctx: Context): Promise<Reply> =>
  ctx.db.read(ctx.actor, async (tx) => {
    const own = (await contributors(tx)).filter(({ personId }) => personId === ownName(ctx.actor))
    const rooms = await ownRooms(tx)
    const views: ContributorView[] = []
    for (const one of own) views.push({ ...(await viewOf(tx, one)), rooms: views.length === 0 ? rooms : [] })
    const main = ownMain(views, '/agents/propositions')
    return page(agentPage(await deskFrame(ctx, tx), { title: 'Mes contributions', main, current: OWN }))
  })

const back = { href: ONE, label: 'Revenir à la personne' }

const training = agentForm({
  at: `${ONE}/formation`,
  action: 'contributor.train',
  title: 'Noter une formation',
  form: formOf({
    what: field({
      label: 'La formation',
      hint: 'Par exemple «\u00a0Écrire simplement\u00a0». Elle le lit sur sa page.',
      control: 'line',
      type: lineOf(120).refine((text) => text.length >= 3, 'Écrivez l’intitulé de la formation.'),
    }),
    onDay: field({ label: 'Le jour', control: 'day', type: day }),
  }),
  button: 'Noter la formation',
  back,
  async shown(tx, ctx) {
    const one = await askedContributor(tx, ctx)
    return { title: `Noter une formation ${ofPerson(one.name)}` }
  },
  async act(tx, { what, onDay }, ctx) {
    const one = await askedContributor(tx, ctx)
    const { zone } = await territory(tx)
    if (onDay > localDay(tx.now, zone))
      throw new BadInput([
        { field: 'onDay', message: 'Ce jour est à venir\u00a0: notez-la une fois suivie.' },
      ])
    if (onDay < '2000-01-02')
      throw new BadInput([{ field: 'onDay', message: 'Écrivez un jour depuis l’an 2000.' }])
    if (!(await noteTraining(tx, one, { what, onDay })))
      throw new BadInput([{ field: 'what', message: 'Cette formation est déjà notée à ce jour.' }])
    return redirect(addressOf(one), 'La formation est notée. La personne la lit sur sa page.')
  },
})

const thanking = agentForm({
  at: `${ONE}/merci`,
  action: 'contributor.thank',
  title: 'Remercier',
  form: formOf({
    word: field({
      label: 'Votre mot',
      hint: 'Ce que la personne a apporté. Elle le lit sur sa page, avec votre nom.',
      control: 'text',
      rows: 4,
      type: lineOf(400).refine((text) => text.length >= 3, 'Écrivez un mot.'),
    }),
  }),
  button: 'Remercier',
  back,
  async shown(tx, ctx) {
    const one = await askedContributor(tx, ctx)
    return { title: `Remercier ${one.name}` }
  },
  async act(tx, { word }, ctx) {
    const one = await askedContributor(tx, ctx)
    if (one.personId === ownName(ctx.actor))
      throw new BadInput([{ field: 'word', message: 'On ne se remercie pas soi-même.' }])
    await giveThanks(tx, one, word)
    return redirect(addressOf(one), 'Le mot est sur sa page.')
  },
})

async function doDrop(ctx: Context): Promise<Reply> {
  const { formation = '' } = ctx.params
  const id = /^[1-9]\d{0,8}$/.test(formation) ? Number(formation) : 0
  const at = await ctx.db.write(ctx.actor, async (tx) => {
    const one = await askedContributor(tx, ctx)
    if (!(await dropTraining(tx, one, id))) throw new NotFound('Cette formation n’est plus notée.')
    return addressOf(one)
  })
  return redirect(at, 'La formation est retirée.')
}

export const contributorRoutes: readonly Route[] = [
  { get: ONE, action: 'contributor.read', title: 'Contributeur', face: 'agent', handle: showContributor },
  { get: OWN, action: 'contribution.read', title: 'Mes contributions', face: 'agent', handle: showOwn },
  ...training,
  ...thanking,
  post({
    post: `${ONE}/formations/:formation/retirer`,
    action: 'contributor.train',
    title: 'Retirer une formation',
    face: 'agent',
    input: z.object({}),
    handle: doDrop,
  }),
]
