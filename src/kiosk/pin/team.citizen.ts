// GET /compte/borne/equipe: one’s team at the kiosks. POST: a printed code for one of them, shown once.
import { z } from 'zod'
import { accountMain, writerOf } from '#people'
import { RECENT_MINUTES, requireRecent } from '#signin'
import { ofPerson } from '#platform/french/noun.ts'
import { type FieldProblem, NotFound } from '#platform/errors.ts'
import { type Html, html } from '#platform/html.ts'
import { problemOf } from '#platform/http/form-page.ts'
import { ownPage } from '#platform/http/own-page.ts'
import { type Context, one, page, post, type Reply, type Route } from '#platform/http/route.ts'
import { holdsAll } from '#platform/plain-words.ts'
import { button, csrfField, linkButton } from '#platform/ui/button.ts'
import { facts } from '#platform/ui/content.ts'
import { emptyState, errorSummary, notice, tag } from '#platform/ui/feedback.ts'
import { textInput } from '#platform/ui/fields.ts'
import { longDate } from '#platform/ui/french.ts'
import { table } from '#platform/ui/table.ts'
import { localDay, territory } from '#territory'
import { type Given, giveOnce, ONCE_DAYS, teamAccesses } from './keep.ts'
import { showBadge, showOnce } from './pin.ts'
import { TEAM } from './places.ts'

export const TITLE = 'Bornes de mon équipe'
const MOST = 100

const framed = (ctx: Context, title: string, body: Html, errorCount = 0): Html =>
  ownPage(ctx, {
    title,
    main: accountMain(ctx, TEAM, body, { wide: true }),
    errorCount,
  })

type Member = Awaited<ReturnType<typeof teamAccesses>>[number]

const stateOf = ({ access }: Member): Html =>
  access === undefined
    ? tag('idle', 'Sans accès')
    : access.pinHash === null
      ? tag('info', 'Code à choisir')
      : tag('good', 'Ouvre les bornes')

async function shown(ctx: Context): Promise<Html> {
  const q = one(ctx.query, 'q').trim().slice(0, 100)
  const isSought = holdsAll(q)
  const team = (await teamAccesses(ctx, ctx.actor)).filter(
    ({ name, units }) => q === '' || isSought(name, units.join(' ')),
  )
  const rows = team
    .slice(0, MOST)
    .map((member) => [
      member.name,
      member.units.join(', '),
      member.access === undefined ? '' : showBadge(member.access.badge),
      stateOf(member),
      html`<a href="${TEAM}/${member.personId}">Donner un code<span class="hidden"> à ${member.name}</span></a>`,
    ])
  const columns = [
    ...[{ label: 'Personne' }, { label: 'Service' }, { label: 'Numéro' }, { label: 'Borne' }],
    { label: 'Donner un code', hidden: true },
  ]
  const list =
    rows.length === 0
      ? emptyState('Personne dans vos équipes', q === '' ? '' : 'Personne n’a ce nom ni ce service.')
      : table({ caption: 'Agents de mes services', captionHidden: true, columns, rows })
  return framed(
    ctx,
    TITLE,
    html`<h1>${TITLE}</h1>
    <p class="lead">Un agent sans ordinateur entre aux bornes avec son numéro et six chiffres. Imprimez-lui un code de premier accès&nbsp;: il le tape une fois, à une borne, et choisit ses chiffres. S’il les oublie, donnez-en un autre.</p>
    <form role="search" class="row" action="${TEAM}">${textInput({ name: 'q', label: 'Nom ou service', kind: 'search', value: q, maxlength: 100, medium: true })}${button('Chercher', { kind: 'quiet' })}</form>
    ${team.length > MOST && html`<p class="meta">Les ${MOST} premiers&nbsp;: cherchez par un nom.</p>`}${list}`,
  )
}

const memberOf = async (ctx: Context): Promise<Member | undefined> =>
  (await teamAccesses(ctx, ctx.actor)).find(({ personId }) => String(personId) === ctx.params.person)

async function giving(ctx: Context, problems: readonly FieldProblem[], typed: string): Promise<Reply> {
  const member = await memberOf(ctx)
  if (member === undefined) throw new NotFound('Cette personne n’est pas de vos équipes.')
  const { name, access, personId } = member
  const errors = problems.map(({ field, message }) => ({ id: field, message }))
  const body = html`${errorSummary(errors)}<h1>Un code de premier accès pour ${name}</h1>
    <p class="lead">Il sert une fois, pendant ${ONCE_DAYS} jours. Les chiffres d’avant n’ouvrent plus rien, et ${name} en est prévenu.</p>
    <form class="card stack" method="post" action="${TEAM}/${personId}" novalidate>${csrfField(ctx.csrf)}<div class="fields">
    ${textInput({ name: 'numero', label: 'Numéro de badge', optional: true, hint: access === undefined ? 'Celui qui est écrit sur son badge. Sans badge, un numéro est tiré.' : `Laissez vide pour garder le ${showBadge(access.badge)}.`, medium: true, inputmode: 'numeric', autocomplete: 'off', maxlength: 20, value: typed, error: problemOf(problems, 'numero') })}</div>
    <div class="actions">${button('Donner ce code')}${linkButton('Revenir à mon équipe', TEAM, { kind: 'quiet' })}</div></form>`
  return page(framed(ctx, `Un code pour ${name}`, body, errors.length), errors.length > 0 ? 422 : 200)
}

async function givenPage(ctx: Context, { name, badge, code, until }: Given): Promise<Reply> {
  const { zone } = await ctx.db.read(ctx.actor, territory)
  const told = facts([
    ['Pour', name],
    ['Numéro', html`<b class="code">${showBadge(badge)}</b>`],
    ['Code de premier accès', html`<b class="code">${showOnce(code)}</b>`],
    ['Jusqu’au', longDate(localDay(until, zone))],
  ])
  const body = html`<h1>Le code ${ofPerson(name)}</h1>
    ${notice('warn', 'Imprimez-le ou recopiez-le maintenant\u00a0: il n’est montré qu’une fois.')}
    <section class="card stack">${told}<p>À une borne des agents, touchez «&nbsp;Premier accès&nbsp;», tapez ce numéro et ce code, puis choisissez six chiffres que vous seul connaissez. Jetez ensuite ce papier.</p></section>
    <div class="row no-print"><print-page><button type="button" class="button quiet" hidden>Imprimer</button><noscript><p class="meta">Pour imprimer&nbsp;: Ctrl et P.</p></noscript></print-page>${linkButton('Revenir à mon équipe', TEAM, { kind: 'quiet' })}</div>`
  return page(framed(ctx, `Le code ${ofPerson(name)}`, body))
}

const base = { action: 'kiosk.give', title: TITLE, face: 'citizen' } as const
const GiveInput = z.object({
  numero: z.string().max(20, 'Un numéro de badge a dix chiffres au plus.').default(''),
})

export const teamRoutes: readonly Route[] = [
  { ...base, get: TEAM, handle: async (ctx: Context) => page(await shown(ctx)) },
  { ...base, get: `${TEAM}/:person`, handle: (ctx: Context) => giving(ctx, [], '') },
  post({
    ...base,
    post: `${TEAM}/:person`,
    input: GiveInput,
    async handle(ctx, { numero }, posted) {
      const first = await requireRecent(ctx, RECENT_MINUTES, posted)
      if (first !== null) return first
      const given = await giveOnce(
        ctx,
        ctx.actor,
        { personId: Number(ctx.params.person), typed: numero },
        writerOf(ctx),
      )
      return givenPage(ctx, given)
    },
    again: (ctx, problems, { values }) => giving(ctx, problems, one(values, 'numero')),
  }),
]
