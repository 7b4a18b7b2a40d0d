// Training of the network: the sessions, one of them with its seats, who came, the certificate of whoever did.
import { agent, ownDesk } from '#platform/access.ts'
import { ownName } from '#platform/actor.ts'
import type { Read } from '#platform/db/db.ts'
import { BadInput, NotFound } from '#platform/errors.ts'
import { type Html, html } from '#platform/html.ts'
import {
  type Context,
  page,
  post,
  redirect,
  type Reply,
  type Route,
  type Values,
} from '#platform/http/route.ts'
import { ofPerson } from '#platform/french/noun.ts'
import { drawPaper } from '#platform/pdf/aside.ts'
import type { Paper } from '#platform/pdf/document.ts'
import { WRITING } from '#platform/roles.ts'
import { type Choice, day, field, lineOf, several, whole } from '#platform/screens/field.ts'
import { formOf, formRoutes, type ReadFields } from '#platform/screens/form.ts'
import { listOf } from '#platform/screens/list.ts'
import { listRoutes } from '#platform/screens/list-screen.ts'
import { buttonForm, linkButton } from '#platform/ui/button.ts'
import { facts, prose } from '#platform/ui/content.ts'
import { panel } from '#platform/ui/desk.ts'
import { notice, tag } from '#platform/ui/feedback.ts'
import { capital, dayDate, longDate, number, plural, quoted } from '#platform/ui/french.ts'
import { agentPage } from '#platform/ui/layout.ts'
import { type Day, hourText, intranetFrame, localDay, territory } from '#territory'
import { z } from 'zod'
import { addressOf as sheetOf, HERE, idIn, networksOf } from '../record/words.ts'
import type { Correspondent, Sides } from '../record/queries.ts'
import {
  type SaidOfSession,
  type Seat,
  seatOf,
  seatsOf,
  seatsTakenBy,
  type Session,
  sessionsFor,
} from './queries.ts'
import { announceSession, changeSession, giveUp, ownIn, sessionFor, signUp, tickAttendance } from './train.ts'

export const SESSIONS = `${HERE}/formations`
const sessionAt = (id: number): string => `${SESSIONS}/${id}`
const certificateAt = ({ id, sessionId }: Seat): string => `${sessionAt(sessionId)}/attestation/${id}`

export const whenText = ({ onDay, hour }: { onDay: Day; hour: string }): string =>
  `${dayDate(onDay)} à ${hourText(hour)}`
const leftText = ({ seats, taken }: Session): string => {
  const left = seats - taken
  return left === 0 ? 'complet' : plural(left, 'place libre', 'places libres')
}

interface Line extends Session {
  authority: string
  isOver: boolean
}

async function lines(tx: Read): Promise<Line[]> {
  const place = await territory(tx)
  const today = localDay(tx.now, place.zone)
  return (await sessionsFor(tx)).map((one) => ({
    ...one,
    authority: place.authority(one.authorityId).name,
    isOver: one.onDay < today,
  }))
}

const stateOf = ({ isOver, seats, taken }: Line) => {
  if (isOver) return { value: 'passee', label: 'Passée' }
  return seats === taken ? { value: 'complete', label: 'Complète' } : { value: 'ouverte', label: 'Ouverte' }
}

const list = listOf<Line>({
  at: SESSIONS,
  action: 'correspondent.read',
  title: 'Formations du réseau',
  one: 'formation',
  several: 'formations',
  intro: html`<p class="reading">Pour les correspondants en exercice. Chaque formation suivie donne une attestation.</p>`,
  add: { label: 'Annoncer une formation', href: `${SESSIONS}/nouvelle`, who: agent(...WRITING).anywhere },
  ways: [{ label: 'Réseau des correspondants', href: HERE }],
  columns: [
    {
      label: 'Formation',
      text: ({ title }) => title,
      cell: ({ id, title }) => html`<a href="${sessionAt(id)}">${title}</a>`,
      sort: { name: 'titre', by: ({ title }) => title },
    },
    {
      label: 'Quand',
      text: (line) => capital(whenText(line)),
      sort: { name: 'jour', by: ({ onDay }) => onDay },
    },
    { label: 'Où', text: ({ place }) => place },
    {
      label: 'État',
      text: (line) => stateOf(line).label,
      cell: (line) => tag(line.isOver ? 'idle' : 'info', stateOf(line).label),
    },
    { label: 'Inscrits', right: true, text: ({ taken, seats }) => `${number(taken)} sur ${number(seats)}` },
  ],
  filters: [
    { name: 'q', label: 'Mots', in: ({ title, place, about }) => [title, place, about] },
    { name: 'etat', label: 'État', all: 'Toutes', of: stateOf },
  ],
  id: ({ id }) => id,
  order: '-jour',
  rows: lines,
  empty: {
    title: 'Aucune formation pour vous',
    text: 'Elles se lisent ici quand on est correspondant en exercice, ou que l’on anime le réseau.',
  },
})

const seatLine = (seat: Seat) => {
  const said = seat.came === null ? null : tag(seat.came ? 'good' : 'idle', seat.came ? 'Présent' : 'Absent')
  return html`<li class="row"><a href="${sheetOf(seat.correspondentId)}">${seat.name}</a>${said}${seat.came === true && html`<a href="${certificateAt(seat)}">Attestation<span class="hidden"> ${ofPerson(seat.name)}, PDF</span></a>`}</li>`
}

/** What whoever reads may do with a seat: to whoever is in office there, in their own name. */
async function ownWays(
  tx: Read,
  ctx: Context,
  session: Session,
  own: Seat | undefined,
  isOver: boolean,
): Promise<Html | null> {
  if (ownName(ctx.actor) === null || !ownDesk.ever(ctx.actor)) return null
  if (own?.came === true)
    return notice(
      'good',
      'Vous avez suivi cette formation',
      html`<p><a href="${certificateAt(own)}">Votre attestation, PDF</a></p>`,
    )
  const at = sessionAt(session.id)
  if (own?.came === null && !isOver)
    return html`<div class="row">${tag('good', 'Votre place est retenue')}${buttonForm('Libérer ma place', `${at}/liberer`, ctx.csrf, { kind: 'quiet' })}</div>`
  if (isOver || own !== undefined || (await ownIn(tx, session.authorityId)) === undefined) return null
  return session.taken < session.seats
    ? html`<div class="row">${buttonForm('Retenir ma place', `${at}/inscrire`, ctx.csrf)}</div>`
    : html`<p>${tag('warn', 'Complet')} Une autre date sera annoncée.</p>`
}

const showSession = (ctx: Context): Promise<Reply> =>
  ctx.db.read(ctx.actor, async (tx) => {
    const session = await sessionFor(tx, idIn(ctx, 'seance'))
    const { title, about, place, seats, taken, isKept, id } = session
    const all = await seatsOf(tx, id)
    const today = localDay(tx.now, (await territory(tx)).zone)
    const isOver = session.onDay < today
    const own = all.find(({ isOwn }) => isOwn)
    const keep =
      isKept &&
      panel(
        'Inscrits',
        all.length === 0 ? html`<p>Personne encore.</p>` : html`<ul class="plain">${all.map(seatLine)}</ul>`,
        {
          end: html`<span class="row">${session.onDay <= today && all.length > 0 && linkButton('Émarger', `${sessionAt(id)}/presents`, { kind: 'quiet' })} <a href="${sessionAt(id)}/changer">Changer</a></span>`,
        },
      )
    const known = facts([
      ['Quand', capital(whenText(session))],
      ['Où', place],
      [
        'Places',
        html`${number(taken)} sur ${number(seats)} ${!isOver && html`<span class="meta">${leftText(session)}</span>`}`,
      ],
    ])
    const main = html`<div class="stack"><p><a href="${SESSIONS}">Formations du réseau</a></p><h1>${title}</h1>
      <section class="panel" aria-label="${quoted(title)}"><div class="inside sheet stack">${known}${about !== '' && prose(about)}</div></section>
      ${await ownWays(tx, ctx, session, own, isOver)}${keep}</div>`
    return page(agentPage(await intranetFrame(ctx, tx), { title, main, current: HERE }))
  })

const HOUR = /^([01]?\d|2[0-3])\s*[h:]\s*([0-5]\d)?$/i
const asHour = (text: string): string | null => {
  const [, hour, minute = '00'] = HOUR.exec(text.trim()) ?? []
  return hour === undefined ? null : `${hour.padStart(2, '0')}:${minute}`
}
/** « 9 h 30 », read as « 09:30 ». */
export const hourField = field({
  label: 'Heure',
  hint: 'Par exemple 9 h 30.',
  control: 'line',
  medium: true,
  type: lineOf(12)
    .transform(asHour)
    .refine((hour) => hour !== null, 'Écrivez une heure, par exemple 9 h 30.')
    .transform((hour) => hour ?? ''),
})
export const placeField = field({
  label: 'Lieu',
  hint: 'Une salle, ou «\u00a0à distance\u00a0».',
  control: 'line',
  type: lineOf(120).refine((text) => text.length > 1, 'Dites où.'),
})
export const yearsField = day.refine(
  (on) => on > '2000-01-01' && on <= '9999-12-31',
  'Écrivez un jour depuis l’an 2000.',
)

const form = formOf({
  title: field({
    label: 'Formation',
    hint: 'Écrire simplement.',
    control: 'line',
    type: lineOf(120).refine((text) => text.length > 2, 'Écrivez l’intitulé de la formation.'),
  }),
  onDay: field({ label: 'Jour', control: 'day', medium: true, type: yearsField }),
  hour: hourField,
  place: placeField,
  seats: field({ label: 'Places', control: 'line', medium: true, type: whole(1, 500) }),
  about: field({ label: 'Ce qu’on y apprend', optional: true, control: 'text', rows: 4, type: lineOf(1200) }),
})

const action = 'correspondent.keep'
const typedOf = ({ title, onDay, hour, place, seats, about }: SaidOfSession): Values => ({
  ...{ title, onDay, place, about, hour: hourText(hour), seats: String(seats) },
})

/** The first network that one animates. @throws NotFound */
export function firstNetwork(tx: Pick<Read, 'actor'>): number {
  const [first] = networksOf(tx.actor)
  if (first === undefined) throw new NotFound()
  return first
}

const writing = [
  ...formRoutes(
    {
      at: `${SESSIONS}/nouvelle`,
      ...{ face: 'agent' as const, action, title: 'Annoncer une formation', form, button: 'Annoncer' },
      back: { href: SESSIONS, label: 'Formations du réseau' },
      shown: async () => ({ typed: { seats: '12' } }),
      async act(tx, said: ReadFields<typeof form.fields>) {
        const today = localDay(tx.now, (await territory(tx)).zone)
        if (said.onDay < today)
          throw new BadInput([
            { field: 'onDay', message: 'Ce jour est passé\u00a0: choisissez-en un à venir.' },
          ])
        const id = await announceSession(tx, firstNetwork(tx), said)
        return redirect(sessionAt(id), 'La formation est annoncée.')
      },
    },
    intranetFrame,
  ),
  ...formRoutes(
    {
      at: `${SESSIONS}/:seance/changer`,
      ...{ face: 'agent' as const, action, title: 'Changer une formation', form, button: 'Enregistrer' },
      back: { href: `${SESSIONS}/:seance`, label: 'Revenir à la formation' },
      async shown(tx, ctx) {
        const session = await sessionFor(tx, idIn(ctx, 'seance'))
        if (!session.isKept) throw new NotFound()
        return { typed: typedOf(session), version: session.version }
      },
      async act(tx, said, ctx, version) {
        const id = idIn(ctx, 'seance')
        await changeSession(tx, id, version, said)
        return redirect(sessionAt(id), 'La formation est enregistrée.')
      },
    },
    intranetFrame,
  ),
  ...formRoutes(
    {
      at: `${SESSIONS}/:seance/presents`,
      ...{ face: 'agent' as const, action, title: 'Émarger', button: 'Enregistrer les présences' },
      form: formOf({
        present: field({ label: 'Qui est venu', optional: true, control: { several: [] }, type: several }),
      }),
      back: { href: `${SESSIONS}/:seance`, label: 'Revenir à la formation' },
      async shown(tx, ctx) {
        const session = await sessionFor(tx, idIn(ctx, 'seance'))
        if (!session.isKept) throw new NotFound()
        const all = (await seatsOf(tx, session.id)).filter(({ isOwn }) => !isOwn)
        const { unit } = await territory(tx)
        return {
          title: `Émarger\u00a0: ${session.title}`,
          choices: { present: all.map((one): Choice => [String(one.id), one.name, unit(one.unitId).name]) },
          typed: { present: all.filter(({ came }) => came === true).map(({ id }) => String(id)) },
          intro: html`<p class="reading">Qui est coché reçoit son attestation&nbsp;; les autres sont notés absents. Vous ne vous émargez pas vous-même.</p>`,
        }
      },
      async act(tx, { present }, ctx) {
        const id = idIn(ctx, 'seance')
        await tickAttendance(tx, id, new Set(present.map(Number)))
        return redirect(sessionAt(id), 'Les présences sont enregistrées\u00a0: les attestations sont prêtes.')
      },
    },
    intranetFrame,
  ),
]

/** @throws NotFound for whoever did not come, and to whoever may not read it */
async function certificateOf(tx: Read, ctx: Context): Promise<Paper> {
  const seat = await seatOf(tx, idIn(ctx, 'place'))
  if (seat === undefined || seat.came !== true || seat.sessionId !== idIn(ctx, 'seance'))
    throw new NotFound('Cette attestation n’existe pas, ou n’est pas la vôtre.')
  const place = await territory(tx)
  const authority = place.authority(seat.authorityId).name
  return {
    title: 'Attestation de formation',
    author: authority,
    foot: `Attestation de formation ${ofPerson(seat.name)}`,
    at: tx.now,
    parts: [
      { kind: 'text', text: `${seat.name}, du réseau des correspondants, a suivi la formation ci-dessous.` },
      {
        kind: 'facts',
        rows: [
          ['Formation', seat.title],
          ['Jour', `${capital(whenText(seat))}, ${longDate(seat.onDay).split(' ').at(-1) ?? ''}`],
          ['Lieu', seat.place],
          ['Direction', place.unit(seat.unitId).name],
          ['Collectivité', authority],
        ],
      },
      {
        kind: 'text',
        text: `Établie le ${longDate(tx.now, place.zone)}, d’après l’émargement de la formation.`,
        quiet: true,
      },
    ],
  }
}

async function sendCertificate(ctx: Context): Promise<Reply> {
  const paper = await ctx.db.read(ctx.actor, (tx) => certificateOf(tx, ctx))
  const headers = { 'content-disposition': `attachment; filename="attestation-${idIn(ctx, 'place')}.pdf"` }
  return { kind: 'bytes', body: await drawPaper(paper, ctx.actor.personId), type: 'application/pdf', headers }
}

const ownAct = (end: string, title: string, done: string, verb: typeof giveUp): Route =>
  post({
    ...{
      post: `${SESSIONS}/:seance/${end}`,
      action: 'correspondent.answer',
      title,
      face: 'agent',
      input: z.object({}),
    },
    async handle(ctx) {
      const id = idIn(ctx, 'seance')
      await ctx.db.write(ctx.actor, (tx) => verb(tx, id))
      return redirect(sessionAt(id), done)
    },
  })

export const sessionRoutes: readonly Route[] = [
  ...listRoutes(list, intranetFrame, 'agent'),
  ...writing,
  ownAct('inscrire', 'Retenir sa place', 'Votre place est retenue.', (tx, id) => signUp(tx, id)),
  ownAct('liberer', 'Libérer sa place', 'Votre place est libérée.', giveUp),
  {
    get: `${SESSIONS}/:seance`,
    action: 'correspondent.read',
    title: 'Une formation',
    face: 'agent',
    handle: showSession,
  },
  {
    get: `${SESSIONS}/:seance/attestation/:place`,
    ...{ action: 'correspondent.read', title: 'Attestation de formation, en PDF', face: 'agent' },
    handle: sendCertificate,
  },
]

/** What a correspondent has followed, on their sheet: to themselves, and to whoever animates. */
export async function trainingPanel(
  tx: Read,
  one: Correspondent,
  { isOwn, isKeeper }: Sides,
): Promise<Html | null> {
  if (!isOwn && !isKeeper) return null
  const all = await seatsTakenBy(tx, one.id)
  const lines = all.map(
    (seat) =>
      html`<li class="row"><a href="${sessionAt(seat.sessionId)}">${seat.title}</a><span class="meta">${whenText(seat)}</span>${seat.came === true && html`<a href="${certificateAt(seat)}">Attestation<span class="hidden">, ${seat.title}, PDF</span></a>`}</li>`,
  )
  const end = html`<a href="${SESSIONS}">Toutes les formations</a>`
  return panel(
    'Formations',
    lines.length === 0
      ? html`<p class="meta">Aucune formation encore.</p>`
      : html`<ul class="plain">${lines}</ul>`,
    { end },
  )
}
